#include "services/plan_items/importer/formats/text/markdown.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kDeepest = 6;         // Levels of headings that Markdown has.
constexpr int kFewest = 2;             // One sign may be one of something else.
constexpr char32_t kNothing = 0x2060;  // Word joiner: has no width, and parts no cells of a table.

size_t LineEnd(std::u32string_view text, size_t at) {
  return std::min(text.find(U'\n', at), text.size());
}

size_t SpaceEnd(std::u32string_view text, size_t at, size_t end) {
  while (at < end && IsSpace(text[at])) ++at;
  return at;
}

// The end of "## " or "> " at the beginning of the line at `at`; `at` if there is none.
size_t SignEnd(std::u32string_view text, size_t at, size_t end) {
  size_t last = at;
  for (size_t begin = SpaceEnd(text, at, end); begin < end; begin = SpaceEnd(text, last, end)) {
    const char32_t sign = text[begin];
    size_t stop = begin;
    while (stop < end && stop - begin <= kDeepest && text[stop] == sign) ++stop;
    const bool told = (sign == U'#' && stop - begin <= kDeepest) || sign == U'>';
    if (!told || (stop < end && text[stop] != U' ')) break;
    last = stop;
    if (sign == U'#') break;
  }
  return last;
}

// ** or __ at `at`, and not a longer row of them, which is a rule or a mask.
bool IsBoldSign(std::u32string_view text, size_t at, size_t end) {
  if (at + 1 >= end || (text[at] != U'*' && text[at] != U'_') || text[at + 1] != text[at]) {
    return false;
  }
  return (at + 2 >= end || text[at + 2] != text[at]) && (at == 0 || text[at - 1] != text[at]);
}

// Where the sign that closes the bold words opened at `open` stands; `end` if none does.
size_t BoldEnd(std::u32string_view text, size_t open, size_t end) {
  for (size_t i = open + 2; i + 1 < end; ++i) {
    if (text[i] == text[open] && IsBoldSign(text, i, end)) return i;
  }
  return end;
}

// Whether a line has bold words that open it, behind a mark perhaps, and end where words end: with
// the line, before white space or punctuation. In **县**局 the signs mask names.
bool OpensBold(std::u32string_view text, size_t at, size_t end) {
  constexpr size_t kLongestMark = 8;
  constexpr size_t kShortest = 2;
  size_t open = SpaceEnd(text, at, end);
  const size_t limit = std::min(end, open + kLongestMark);
  const auto may_mark = [](char32_t c) {
    return !IsHan(c) || IsOneOf(c, U"一二三四五六七八九十第");
  };
  while (open < limit && !IsBoldSign(text, open, end) && may_mark(text[open])) ++open;
  if (open >= limit || !IsBoldSign(text, open, end)) return false;
  const size_t close = BoldEnd(text, open, end);
  if (close == end || close - open < 2 + kShortest || IsSpace(text[open + 2])) return false;
  const size_t after = close + 2;
  if (after >= end || IsSpace(text[after])) return true;
  const char32_t c = Fold(text[after]);
  return EndsClause(c) && IsHan(text[close - 1]) && c != U'、';
}

bool IsMarkdown(std::u32string_view text) {
  int signs = 0;
  for (size_t at = 0; at < text.size() && signs < kFewest;) {
    const size_t end = LineEnd(text, at);
    if (SignEnd(text, at, end) > at || OpensBold(text, at, end)) ++signs;
    at = end + 1;
  }
  return signs == kFewest;
}

void BlankBold(std::u32string& text, size_t begin, size_t end) {
  for (size_t open = begin; open + 1 < end;) {
    if (!IsBoldSign(text, open, end)) {
      ++open;
      continue;
    }
    const size_t close = BoldEnd(text, open, end);
    if (close == end) {
      open += 2;
      continue;
    }
    text.replace(open, 2, 2, kNothing);
    text.replace(close, 2, 2, kNothing);
    open = close + 2;
  }
}

// --- and *** part the text and say nothing.
bool IsRule(std::u32string_view text, size_t at, size_t end) {
  constexpr size_t kShortest = 3;
  at = SpaceEnd(text, at, end);
  while (end > at && IsSpace(text[end - 1])) --end;
  const std::u32string_view line = text.substr(at, end - at);
  return line.size() >= kShortest && IsOneOf(line.front(), U"-*_") &&
         line.find_first_not_of(line.front()) == std::u32string_view::npos;
}

}  // namespace

void BlankMarkdown(std::u32string& text) {
  if (!IsMarkdown(text)) return;
  for (size_t at = 0; at < text.size();) {
    const size_t end = LineEnd(text, at);
    const size_t sign = IsRule(text, at, end) ? end : SignEnd(text, at, end);
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
              text.begin() + static_cast<std::ptrdiff_t>(sign), U' ');
    BlankBold(text, sign, end);
    at = end + 1;
  }
}

}  // namespace eduplan::importer
