#include "services/plan_items/importer/formats/html/html_text.h"

#include <gumbo.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

constexpr size_t kMaxDepth = 512;
constexpr size_t kSniffed = 2048;

// The parser frees a tree by recursion; from an arena it is freed at once, however deep.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* piece : pieces_) std::free(piece);
  }
  static void* Allocate(void* self, size_t size) {
    void* piece = std::malloc(size);
    static_cast<Arena*>(self)->pieces_.push_back(piece);
    return piece;
  }
  static void Release(void*, void*) {}

 private:
  std::vector<void*> pieces_;
};

bool NeedsNoEnd(const std::string& tag) {
  static const auto* const names = new std::vector<std::string>{
      "area",  "base",   "br",    "col",   "embed", "hr", "img", "input",    "link",    "meta",
      "param", "source", "track", "wbr",   "p",     "li", "dd",  "dt",       "option",  "tr",
      "td",    "th",     "thead", "tbody", "tfoot", "rt", "rp",  "optgroup", "colgroup"};
  return std::find(names->begin(), names->end(), tag) != names->end();
}

// The parser's time grows with depth, so depth is bounded before it runs.
absl::Status CheckSize(const std::string& html, size_t max_tags) {
  std::unordered_map<std::string, size_t> open;
  size_t depth = 0;
  size_t tags = 0;
  size_t line = 1;
  for (size_t i = 0; i + 1 < html.size(); ++i) {
    if (html[i] == '\n') ++line;
    if (html[i] != '<') continue;
    const bool closes = html[i + 1] == '/';
    size_t at = i + 1 + (closes ? 1 : 0);
    std::string tag;
    while (at < html.size() && tag.size() < 16 && absl::ascii_isalnum(html[at])) {
      tag.push_back(absl::ascii_tolower(html[at++]));
    }
    if (tag.empty()) continue;
    if (++tags > max_tags) {
      return absl::InvalidArgumentError(
          absl::StrCat("the HTML has more than ", max_tags, " tags (line ", line, ")"));
    }
    if (NeedsNoEnd(tag)) continue;
    size_t& count = open[tag];
    if (closes && count > 0) {
      --count;
      --depth;
    } else if (!closes) {
      ++count;
      if (++depth > kMaxDepth) {
        return absl::InvalidArgumentError(absl::StrCat(
            "HTML elements nested deeper than ", kMaxDepth, " on line ", line, ": <", tag, ">"));
      }
    }
  }
  return absl::OkStatus();
}

bool IsHidden(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD ||
         tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_NAV ||
         tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_BUTTON;
}

bool IsInline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_U:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_UNKNOWN:
      return true;
    default:
      return false;
  }
}

void AppendText(const char* text, std::string& out) {
  for (; *text != 0; ++text) {
    const bool space = absl::ascii_isspace(*text);
    if (space && (out.empty() || out.back() == ' ' || out.back() == '\n')) continue;
    out.push_back(space ? ' ' : *text);
  }
}

void BreakLine(std::string& out) {
  if (!out.empty() && out.back() == ' ') out.pop_back();
  if (!out.empty() && out.back() != '\n') out.push_back('\n');
}

struct Step {
  const GumboNode* node;
  bool leaving;
};

// Without recursion: the depth of a page is the sender's choice.
std::string Walk(const GumboNode* root) {
  std::string out;
  std::vector<Step> stack{{root, false}};
  while (!stack.empty()) {
    const auto [node, leaving] = stack.back();
    stack.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA) {
      AppendText(node->v.text.text, out);
      continue;
    }
    if (node->type != GUMBO_NODE_ELEMENT || IsHidden(node->v.element.tag)) continue;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      if (leaving) out.push_back(' ');
    } else if (!IsInline(tag)) {
      BreakLine(out);
    }
    if (leaving) continue;
    stack.push_back({node, true});
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      stack.push_back({static_cast<const GumboNode*>(children.data[i]), false});
    }
  }
  return out;
}

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
  static const RE2 re(R"re((?i)<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{1,20}))re",
                      RE2::Latin1);
  std::string charset;
  RE2::PartialMatch(std::string(bytes.substr(0, kSniffed)), re, &charset);
  return charset;
}

absl::StatusOr<std::u32string> HtmlToText(const std::u32string& html, size_t max_tags) {
  const std::string utf8 = ToUtf8(html);
  if (absl::Status status = CheckSize(utf8, max_tags); !status.ok()) return status;
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::Allocate;
  options.deallocator = &Arena::Release;
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  return Decode(Walk(output->root) + "\n", "utf-8");
}

}  // namespace eduplan::importer
