#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

constexpr std::u32string_view kHanCounting = U"一二三四五六七八九十";

size_t CountEnd(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at < 2 && IsDigit(text.chars[end])) ++end;
  if (end > at) return end;
  while (end < text.size() && end - at < 3 && IsOneOf(text.chars[end], kHanCounting)) ++end;
  return end;
}

// 9月, 九月份; `at` if none. 五 月份安排 is a mark that lost its delimiter.
size_t MonthEnd(const FlatText& text, size_t at) {
  const size_t month = CountEnd(text, at);
  if (month == at || !text.At(month, U"月")) return at;
  if (!IsDigit(text.chars[at]) && text.gap[month] == Gap::kSpace) return at;
  return text.At(month + 1, U"份") ? month + 2 : month + 1;
}

// 第三周, 第3—5周, 第一、二周, 第三至第六周; `at` if none.
size_t WeekEnd(const FlatText& text, size_t at) {
  const size_t first = CountEnd(text, at + 1);
  if (first == at + 1) return at;
  if (text.At(first, U"周")) return first + 1;
  size_t second = first;
  while (second < text.size() && second - first < 2 && IsOneOf(text.chars[second], U"-—–~至到、")) {
    ++second;
  }
  if (second == first) return at;
  if (text.At(second, U"第")) ++second;
  const size_t last = CountEnd(text, second);
  return last > second && text.At(last, U"周") ? last + 1 : at;
}

// 第一季度, 二季度; `at` if none.
size_t QuarterEnd(const FlatText& text, size_t at) {
  const size_t number = text.At(at, U"第") ? at + 1 : at;
  const size_t end = CountEnd(text, number);
  return end == number + 1 && text.At(end, U"季度") ? end + 2 : at;
}

// 九月, 9月—10月, 7—8月, 第三周, 一季度.
size_t PeriodEnd(const FlatText& text, size_t at) {
  if (const size_t quarter = QuarterEnd(text, at); quarter > at) return quarter;
  if (text.At(at, U"第")) return WeekEnd(text, at);
  size_t first = MonthEnd(text, at);
  if (first == at) first = CountEnd(text, at);
  if (first == at) return at;
  const bool month = text.chars[first - 1] == U'月' || text.chars[first - 1] == U'份';
  size_t second = first;
  while (second < text.size() && second - first < 2 && IsOneOf(text.chars[second], U"-—–~至")) {
    ++second;
  }
  const size_t last = second > first ? MonthEnd(text, second) : second;
  if (last > second) return last;
  return month ? first : at;
}

}  // namespace

Marker ReadPeriodMark(const FlatText& text, size_t position) {
  const size_t end = PeriodEnd(text, position);
  if (end == position) return {};
  const bool closed =
      end >= text.size() || text.gap[end] == Gap::kLine || IsOneOf(text.chars[end], U":(");
  if (!closed) return {};
  return Marker{
      .kind = MarkerKind::kPeriod, .number = 0, .begin = position, .end = end, .uncertain = true};
}

}  // namespace eduplan::importer
