#include "services/plan_items/importer/formats/format.h"

#include <re2/re2.h>

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/docx/docx.h"
#include "services/plan_items/importer/formats/html/sniff.h"
#include "services/plan_items/importer/formats/word_xml/word_xml.h"

namespace eduplan::importer {
namespace {

struct Known {
  std::string_view magic;  // First bytes.
  const char* ending;
  const char* type;
  std::optional<FormatKind> kind = {};  // Unset: not read.
};

constexpr Known kKnown[] = {
    {"%PDF-", ".pdf", "application/pdf", FormatKind::kPdf},
    {"PK\x03\x04", ".docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FormatKind::kDocx},
    {"PK\x03\x04", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"PK\x03\x04", ".ofd", "application/ofd"},
    {"\xD0\xCF\x11\xE0", ".doc", "application/msword", FormatKind::kDoc},
    {"\xD0\xCF\x11\xE0", ".wps", "application/vnd.ms-works"},
    {"{\\rtf", ".rtf", "application/rtf"},
};

absl::StatusOr<Format> FormatOf(const Known& known) {
  if (known.kind) return Format{.kind = *known.kind};
  return absl::InvalidArgumentError(
      absl::StrCat(known.type, " is not read yet; send text/plain or text/html"));
}

std::string CharsetOf(const std::string& type) {
  static const RE2 kRe(R"re((?i);\s*charset\s*=\s*"?([A-Za-z0-9_-]+))re");
  std::string charset;
  RE2::PartialMatch(type, kRe, &charset);
  return charset;
}

}  // namespace

absl::StatusOr<Format> DetectFormat(const Source& source) {
  if (LooksLikeDocx(source.bytes)) return Format{.kind = FormatKind::kDocx};
  if (LooksLikeWordXml(source.bytes)) return Format{.kind = FormatKind::kWordXml};
  const std::string type = absl::AsciiStrToLower(std::string(source.content_type));
  const std::string name = absl::AsciiStrToLower(std::string(source.filename));
  for (const Known& known : kKnown) {
    if (absl::StartsWith(type, known.type)) return FormatOf(known);
  }
  const Known* by_magic = nullptr;
  for (const Known& known : kKnown) {
    if (!source.bytes.starts_with(known.magic)) continue;
    if (absl::EndsWith(name, known.ending)) return FormatOf(known);
    if (by_magic == nullptr) by_magic = &known;
  }
  if (by_magic != nullptr) return FormatOf(*by_magic);
  Format format{.charset = CharsetOf(type)};
  const bool html =
      absl::StartsWith(type, "text/html") || absl::StartsWith(type, "application/xhtml+xml") ||
      absl::EndsWith(name, ".html") || absl::EndsWith(name, ".htm") || LooksLikeHtml(source.bytes);
  if (html) format.kind = FormatKind::kHtml;
  if (html && format.charset.empty()) format.charset = HtmlCharset(source.bytes);
  return format;
}

const char* NameOf(FormatKind kind) {
  switch (kind) {
    case FormatKind::kText:
      break;
    case FormatKind::kHtml:
      return "html";
    case FormatKind::kDocx:
      return "docx";
    case FormatKind::kWordXml:
      return "xml";
    case FormatKind::kPdf:
      return "pdf";
    case FormatKind::kDoc:
      return "doc";
  }
  return "txt";
}

}  // namespace eduplan::importer
