#include "services/documents/layout/line_break.h"

#include <algorithm>

#include "services/documents/layout/geometry.h"
#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

// Units of more than one character; a single character after a number is always kept with it.
constexpr std::u32string_view kLongUnits[] = {
    U"个百分点", U"亿平方米", U"万平方米", U"平方公里", U"平方米", U"立方米", U"百分点", U"万人次",
    U"亿人次",   U"万元",     U"亿元",     U"万人",     U"万名",   U"万册",   U"万亩",   U"万个",
    U"万套",     U"万台",     U"万所",     U"万户",     U"万件",   U"万份",   U"万场",   U"人次",
    U"个月",     U"小时",     U"分钟",     U"学时",     U"公里",   U"公顷",   U"千米",   U"千瓦",
    U"年级",     U"周年",     U"周岁",     U"余万元",   U"多万元", U"余人次", U"多人次", U"余名",
    U"多名",     U"余所",     U"多所",     U"余人",     U"多人",   U"余个",   U"多个",   U"余万"};

size_t UnitLength(std::u32string_view rest) {
  size_t longest = !rest.empty() && IsHan(rest[0]) ? 1 : 0;
  for (std::u32string_view unit : kLongUnits) {
    if (unit.size() > longest && rest.substr(0, unit.size()) == unit) longest = unit.size();
  }
  return longest;
}

bool JoinsNumber(char32_t c) {
  return c == U'.' || c == U',' || c == U':' || c == U'/' || c == U'-' || c == U'．';
}

bool PrecedesNumber(char32_t c) {
  return std::u32string_view(U"+−±<>≤≥＜＞第〕").find(c) != std::u32string_view::npos;
}

// A dash of two em dashes and an ellipsis of two marks are one sign each.
bool IsDoubled(char32_t before, char32_t after) {
  return before == after && (after == U'—' || after == U'…');
}

bool MayBreak(std::u32string_view text, size_t i) {
  const char32_t before = text[i - 1];
  const char32_t after = text[i];
  if (before == U'\n') return true;
  if (after == U'\n' || after == U' ' || IsDoubled(before, after)) return false;
  if (ForbidsLineEnd(before)) return false;
  if (ForbidsLineStart(after)) {
    const bool starts_dash = after == U'—' && i + 1 < text.size() && text[i + 1] == U'—';
    if (!starts_dash) return false;
  }
  if (IsWordLetter(before) && IsWordLetter(after)) return false;
  if (JoinsNumber(before) && IsWordLetter(after) && i >= 2 && IsWordLetter(text[i - 2])) {
    return false;
  }
  return !(PrecedesNumber(before) && IsDigit(after));
}

// Fills one line from `begin`; returns where the next one starts.
size_t LineEnd(std::u32string_view text, const std::vector<double>& widths,
               const std::vector<bool>& starts, size_t begin, double width) {
  double used = 0;
  size_t last_break = begin;
  size_t i = begin;
  for (; i < text.size() && text[i] != U'\n'; ++i) {
    if (i > begin && starts[i]) last_break = i;
    if (text[i] != U' ' && used + widths[i] > width + kRoundingSlack) break;
    used += widths[i];
  }
  if (i == text.size() || text[i] == U'\n') return i;
  if (last_break > begin) return last_break;
  return std::max(i, begin + 1);
}

}  // namespace

std::vector<bool> LineStarts(std::u32string_view text) {
  std::vector<bool> starts(text.size(), true);
  size_t unit_end = 0;  // characters before this belong to the unit of the last number
  for (size_t i = 1; i < text.size(); ++i) {
    if (IsDigit(text[i - 1]) && IsHan(text[i])) unit_end = i + UnitLength(text.substr(i, 8));
    starts[i] = i >= unit_end && MayBreak(text, i);
  }
  return starts;
}

std::vector<LineRange> FillLines(std::u32string_view text, const std::vector<double>& widths,
                                 double first_line_width, double line_width) {
  const std::vector<bool> starts = LineStarts(text);
  std::vector<LineRange> lines;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t next =
        LineEnd(text, widths, starts, begin, lines.empty() ? first_line_width : line_width);
    const bool forced = next < text.size() && text[next] == U'\n';
    size_t end = next;
    while (end > begin && text[end - 1] == U' ') --end;
    lines.push_back({begin, end, forced || next == text.size()});
    begin = forced ? next + 1 : next;
    while (!forced && begin < text.size() && text[begin] == U' ') ++begin;
  }
  return lines;
}

}  // namespace eduplan::layout
