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

// 9月, 九月份; `at` if none.
size_t MonthEnd(const FlatText& text, size_t at) {
  const size_t month = CountEnd(text, at);
  if (month == at || !text.At(month, U"月")) return at;
  return text.At(month + 1, U"份") ? month + 2 : month + 1;
}

// 九月, 9月—10月, 第三周.
size_t PeriodEnd(const FlatText& text, size_t at) {
  if (text.At(at, U"第")) {
    const size_t week = CountEnd(text, at + 1);
    return week > at + 1 && text.At(week, U"周") ? week + 1 : at;
  }
  const size_t first = MonthEnd(text, at);
  if (first == at) return at;
  size_t second = first;
  while (second < text.size() && second - first < 2 && IsOneOf(text.chars[second], U"-—–~至")) {
    ++second;
  }
  const size_t last = second > first ? MonthEnd(text, second) : second;
  return last > second ? last : first;
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
