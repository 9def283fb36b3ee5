#include "services/plan_items/importer/understanding/times.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "services/plan_items/importer/dates.h"
#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/understanding/spans.h"

namespace eduplan::importer {
namespace {

// A month, day or quarter at `at`: its value (0 if masked) and where it ends.
struct Number {
  size_t end = 0;
  int value = 0;
  bool masked = false;
};

Number NumberAt(const FlatText& text, size_t at, size_t end) {
  Number number{.end = at};
  while (number.end < end && number.end < at + 2 && IsDigit(text.chars[number.end])) {
    number.value = number.value * 10 + static_cast<int>(text.chars[number.end++] - U'0');
  }
  if (number.end > at) return number;
  while (number.end < end && number.end < at + 3 &&
         IsOneOf(text.chars[number.end], U"一二三四五六七八九十")) {
    ++number.end;
  }
  if (number.end > at) {
    number.value = static_cast<int>(HanValue(text.view(at, number.end)));
    return number;
  }
  while (number.end < end && number.end < at + 2 && IsOneOf(text.chars[number.end], U"xX×*")) {
    ++number.end;
  }
  number.masked = number.end > at;
  return number;
}

// 2021年, 20XX年, 今年, 明年 before the rest; also (本)年 itself.
void ReadYear(const FlatText& text, size_t at, size_t end, Time& time) {
  time.end = at;
  if (at + 5 <= end && text.chars[at + 4] == U'年') {
    const std::u32string_view four = text.view(at, at + 4);
    time.year = YearOf(four);
    time.masked = time.year == 0 &&
                  std::all_of(four.begin(), four.end(),
                              [](char32_t c) { return IsDigit(c) || IsOneOf(c, U"xX×*"); }) &&
                  !std::all_of(four.begin(), four.end(), IsDigit);
    if (time.year > 0 || time.masked) time.end = at + 5;
    return;
  }
  time.end += LongestAt(text, at, {U"今年", U"本年度", U"本年", U"当年"});
  const size_t next = LongestAt(text, at, {U"明年", U"次年", U"来年"});
  if (next == 0) return;
  time.end = at + next;
  time.years_on = 1;
}

bool ReadMonth(const FlatText& text, size_t at, size_t end, Time& time) {
  const Number month = NumberAt(text, at, end);
  if (month.end == at || !text.At(month.end, U"月") || month.end >= end) return false;
  if (!month.masked && (month.value < 1 || month.value > 12)) return false;
  time.number = month.value;
  time.masked = time.masked || month.masked;
  time.unit = TimeUnit::kMonth;
  time.end = month.end + 1;
  if (text.At(time.end, U"份")) ++time.end;
  const Number day = NumberAt(text, time.end, end);
  if (day.end > time.end && LongestAt(text, day.end, {U"日", U"号"}) > 0) {
    time.unit = TimeUnit::kDay;
    time.day = day.value;
    time.masked = time.masked || day.masked;
    time.end = day.end + 1;
  } else if (LongestAt(text, time.end, {U"底", U"末"}) > 0) {
    time.unit = TimeUnit::kMonthEnd;
    ++time.end;
  } else if (const size_t part = LongestAt(text, time.end, {U"上旬", U"中旬", U"下旬", U"初"})) {
    constexpr int kLast = 31;  // Of a third of a month: the last that the month has.
    time.unit = TimeUnit::kMonthPart;
    if (text.At(time.end, U"上旬")) time.day = 10;
    if (text.At(time.end, U"中旬")) time.day = 20;
    if (text.At(time.end, U"下旬")) time.day = kLast;
    time.end += part;
  }
  return true;
}

bool ReadQuarter(const FlatText& text, size_t at, size_t end, Time& time) {
  const size_t first = text.At(at, U"第") ? at + 1 : at;
  const Number quarter = NumberAt(text, first, end);
  if (quarter.end == first || !text.At(quarter.end, U"季度") || quarter.value < 1 ||
      quarter.value > 4) {
    return false;
  }
  time.number = quarter.value;
  time.end = quarter.end + 2;
  time.unit = TimeUnit::kQuarter;
  if (LongestAt(text, time.end, {U"末", U"底"}) > 0) {
    time.unit = TimeUnit::kQuarterEnd;
    ++time.end;
  }
  return true;
}

bool ReadWord(const FlatText& text, size_t at, Time& time) {
  const bool year_said = time.end > at || time.year > 0 || time.years_on > 0 || time.masked;
  const auto take = [&](size_t length, TimeUnit unit) {
    if (length == 0) return false;
    time.unit = unit;
    time.end += length;
    return true;
  };
  if (take(LongestAt(text, time.end, {U"年底", U"年末", U"年内", U"年终"}), TimeUnit::kYear)) {
    return true;
  }
  if (year_said && take(LongestAt(text, time.end, {U"底", U"内", U"末"}), TimeUnit::kYear)) {
    return true;
  }
  for (int half : {1, 2}) {
    if (take(LongestAt(text, time.end, {half == 1 ? U"上半年" : U"下半年"}), TimeUnit::kHalf)) {
      time.number = half;
      return true;
    }
  }
  if (take(LongestAt(text, time.end,
                     {U"本学期末", U"学期末", U"本学期结束", U"学期结束", U"本学期内", U"学期内"}),
           TimeUnit::kTermEnd)) {
    return true;
  }
  return take(
      LongestAt(text, time.end,
                {U"寒假", U"暑假", U"春节", U"国庆节", U"国庆", U"元旦", U"开学", U"秋季开学",
                 U"春季开学", U"高考", U"中考", U"汛期", U"五一", U"六一", U"教师节"}),
      TimeUnit::kEvent);
}

int YearOfMonth(const Time& time, const PlanYears& years, int month) {
  if (time.year > 0) return time.year;
  if (years.first == 0) return 0;
  // A school year begins in September.
  const int year = years.last != years.first && month < 9 ? years.last : years.first;
  return year + time.years_on;
}

}  // namespace

Time TimeAt(const FlatText& text, size_t at, size_t end) {
  Time time;
  ReadYear(text, at, end, time);
  const size_t rest = time.end;
  if (rest < end && (ReadMonth(text, rest, end, time) || ReadQuarter(text, rest, end, time) ||
                     ReadWord(text, at, time))) {
    return time;
  }
  return Time{.end = at};
}

PlanYears YearsOf(const std::vector<std::string>& periods) {
  PlanYears years;
  // 6月底前 may be of any year of a span.
  if (AreSpan(periods)) return years;
  for (const std::string& period : periods) {
    int first = 0;
    if (!absl::SimpleAtoi(period.substr(0, 4), &first)) continue;
    years = {first, first, 0};
    int last = 0;
    if (period.size() >= 9 && absl::SimpleAtoi(period.substr(5, 4), &last)) {
      years.last = last;
      years.term = period.ends_with("-T1") ? 1 : period.ends_with("-T2") ? 2 : 0;
    }
  }
  return years;
}

std::string LastDayOf(const Time& time, const PlanYears& years, bool before) {
  if (time.masked) return "";
  const auto month_end = [&](int month) {
    const int year = YearOfMonth(time, years, month);
    return IsoDay(year, month, DaysOfMonth(year, month));
  };
  switch (time.unit) {
    case TimeUnit::kDay:
      return IsoDay(YearOfMonth(time, years, time.number), time.number, time.day);
    case TimeUnit::kMonth: {
      if (!before) return month_end(time.number);
      const int year = YearOfMonth(time, years, time.number);
      if (year == 0) return "";
      if (time.number == 1) return IsoDay(year - 1, 12, 31);
      return IsoDay(year, time.number - 1, DaysOfMonth(year, time.number - 1));
    }
    case TimeUnit::kMonthPart: {
      const int year = YearOfMonth(time, years, time.number);
      if (time.day == 0) return "";
      return IsoDay(year, time.number, std::min(time.day, DaysOfMonth(year, time.number)));
    }
    case TimeUnit::kMonthEnd:
      return month_end(time.number);
    case TimeUnit::kQuarter:
      return before ? "" : month_end(3 * time.number);
    case TimeUnit::kQuarterEnd:
      return month_end(3 * time.number);
    case TimeUnit::kHalf:
      return month_end(6 * time.number);
    case TimeUnit::kYear:
      if (time.year == 0 && years.term == 2) return IsoDay(years.last, 12, 31);
      return month_end(12);
    case TimeUnit::kTermEnd:
      if (years.term == 1) return IsoDay(years.last, 1, 31);
      return years.term == 2 ? IsoDay(years.last, 8, 31) : "";
    default:
      return "";
  }
}

}  // namespace eduplan::importer
