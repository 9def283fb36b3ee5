// Times of a year as plans name them: 6月底, 2021年12月31日, 年内, 三季度末, 寒假.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

enum class TimeUnit {
  kNone,
  kDay,        // 6月30日
  kMonth,      // 6月, 6月份
  kMonthEnd,   // 6月底, 6月末
  kMonthPart,  // 6月上旬, which ends on `day`; of 6月初 no day is meant
  kQuarter,    // 三季度
  kQuarterEnd,
  kHalf,     // 上半年
  kYear,     // 年内, 年底, 2021年内
  kTermEnd,  // 学期末
  kEvent,    // 寒假, 高考: no day is known
};

struct Time {
  size_t end = 0;  // == the position asked for: none there.
  TimeUnit unit = TimeUnit::kNone;
  int year = 0;      // 0: not said.
  int years_on = 0;  // 明年: 1.
  bool masked = false;
  int number = 0;  // Month, quarter or half.
  int day = 0;
};

// The time that begins at `at` and ends before `end`.
Time TimeAt(const FlatText& text, size_t at, size_t end);

// The years that a plan is of, told by the last of its periods.
struct PlanYears {
  int first = 0;  // 0: not known.
  int last = 0;   // Of a school year the second, else the same.
  int term = 0;   // 1 or 2 of a plan of a term.
};
PlanYears YearsOf(const std::vector<std::string>& periods);

// The last day that a time covers, in the years of the plan unless it names its own; "" if no day
// is meant. `before`: the day before it begins (9月前 is 31 August), which only a month has.
std::string LastDayOf(const Time& time, const PlanYears& years, bool before);

}  // namespace eduplan::importer
