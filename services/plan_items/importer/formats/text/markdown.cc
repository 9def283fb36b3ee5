#include "services/plan_items/importer/formats/text/markdown.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kDeepest = 6;  // Levels of headings that Markdown has.
constexpr int kHeadings = 2;    // One may be a sign of something else.
constexpr std::u32string_view kBold = U"**";
constexpr char32_t kNothing = 0x2060;  // Word joiner: has no width, and parts no cells of a table.

// The end of "## " at the beginning of the line at `at`; `at` if it is no heading.
size_t HeadingSignEnd(std::u32string_view text, size_t at) {
  size_t begin = at;
  while (begin < text.size() && text[begin] != U'\n' && IsSpace(text[begin])) ++begin;
  size_t end = begin;
  while (end < text.size() && end - begin <= kDeepest && text[end] == U'#') ++end;
  const size_t signs = end - begin;
  const bool heading = signs > 0 && signs <= kDeepest && end < text.size() && text[end] == U' ';
  return heading ? end : at;
}

size_t LineEnd(std::u32string_view text, size_t at) {
  return std::min(text.find(U'\n', at), text.size());
}

bool IsMarkdown(std::u32string_view text) {
  int headings = 0;
  for (size_t at = 0; at < text.size() && headings < kHeadings; at = LineEnd(text, at) + 1) {
    if (HeadingSignEnd(text, at) > at) ++headings;
  }
  return headings == kHeadings;
}

void BlankBold(std::u32string& text, size_t begin, size_t end) {
  const auto find = [&](size_t from) {
    const size_t found = std::u32string_view(text).substr(0, end).find(kBold, from);
    return std::min(found, end);
  };
  for (size_t open = find(begin); open < end;) {
    const size_t close = find(open + kBold.size());
    if (close == end) return;
    text.replace(open, kBold.size(), kBold.size(), kNothing);
    text.replace(close, kBold.size(), kBold.size(), kNothing);
    open = find(close);
  }
}

}  // namespace

void BlankMarkdown(std::u32string& text) {
  if (!IsMarkdown(text)) return;
  for (size_t at = 0; at < text.size();) {
    const size_t end = LineEnd(text, at);
    const size_t sign = HeadingSignEnd(text, at);
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
              text.begin() + static_cast<std::ptrdiff_t>(sign), U' ');
    BlankBold(text, sign, end);
    at = end + 1;
  }
}

}  // namespace eduplan::importer
