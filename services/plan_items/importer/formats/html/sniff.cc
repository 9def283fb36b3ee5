#include "services/plan_items/importer/formats/html/sniff.h"

#include <re2/re2.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace eduplan::importer {
namespace {

constexpr size_t kSniffed = 2048;

}  // namespace

bool LooksLikeHtml(std::string_view bytes) {
  const std::string head = absl::AsciiStrToLower(std::string(bytes.substr(0, kSniffed)));
  for (const char* mark : {"<!doctype html", "<html", "<head", "<body"}) {
    if (absl::StrContains(head, mark)) return true;
  }
  const std::string trimmed(absl::StripLeadingAsciiWhitespace(head));
  for (const char* mark : {"<p>", "<p ", "<div", "<h1", "<h2", "<table", "<ol", "<ul", "<span"}) {
    if (absl::StartsWith(trimmed, mark)) return true;
  }
  return false;
}

std::string HtmlCharset(std::string_view bytes) {
  static const RE2 kRe(R"re((?i)<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{1,20}))re",
                       RE2::Latin1);
  std::string charset;
  RE2::PartialMatch(std::string(bytes.substr(0, kSniffed)), kRe, &charset);
  return charset;
}

}  // namespace eduplan::importer
