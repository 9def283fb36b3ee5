#ifndef EDUPLAN_SERVICES_PLATFORM_CALENDAR_PERIOD_H_
#define EDUPLAN_SERVICES_PLATFORM_CALENDAR_PERIOD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace eduplan::calendar {

// A reporting period by its canonical text: 2021, 2021-H1, 2021-Q3, 2021-06, the school year
// 2021-2022 (1 September to 31 August) and its terms 2021-2022-T1 (to 31 January) and -T2 (from 1
// February).
class Period {
 public:
  enum class Kind { kYear, kHalf, kQuarter, kMonth, kSchoolYear, kTerm };

  // INVALID_ARGUMENT (INVALID_PERIOD) naming `field`. Years 1949 to 2999.
  static absl::StatusOr<Period> Parse(std::string_view written, std::string_view field = "period");

  Kind kind() const { return kind_; }
  const std::string& text() const { return text_; }
  // [start, end)
  absl::CivilDay start() const { return start_; }
  absl::CivilDay end() const { return end_; }
  // Calendar and school periods never derive from each other.
  bool is_school() const { return kind_ == Kind::kSchoolYear || kind_ == Kind::kTerm; }

  // The ways to cut the period into finer ones, coarsest first: of a year its halves, its quarters,
  // its months.
  std::vector<std::vector<Period>> Partitions() const;
  // Every period of the same family that ends on the day this one does, coarsest first.
  std::vector<Period> EndingTogether() const;
  // Every period of the same family that ends on the day this one starts, coarsest first.
  std::vector<Period> EndingBefore() const;
  // The period of the same kind just before, and the same period of the year before; nothing where
  // that would be before 1949.
  std::optional<Period> Before() const;
  std::optional<Period> YearEarlier() const;
  // The year, or school year, it lies in.
  Period Whole() const;
  // In words: 2021年上半年.
  std::string ChineseText() const;

  // Every period of the kind of `from` from it to `to`, in order: a trend. INVALID_ARGUMENT
  // (INVALID_PERIOD_RANGE) naming `field` if they are of two kinds, in the wrong order, or more
  // than `most`.
  static absl::StatusOr<std::vector<Period>> Range(const Period& from, const Period& to,
                                                   size_t most,
                                                   std::string_view field = "to_period");

  friend bool operator==(const Period& a, const Period& b) { return a.text_ == b.text_; }

 private:
  Period(Kind kind, int year, int number);
  static std::vector<Period> EndingOn(absl::CivilDay day, bool school);

  Kind kind_;
  int year_;
  int number_;  // of the half, quarter, month or term
  std::string text_;
  absl::CivilDay start_;
  absl::CivilDay end_;
};

}  // namespace eduplan::calendar

#endif  // EDUPLAN_SERVICES_PLATFORM_CALENDAR_PERIOD_H_
