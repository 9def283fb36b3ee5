#include "services/platform/calendar/period.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::calendar {
namespace {

using absl::CivilDay;
using absl::CivilMonth;

constexpr int kFirstYear = 1949;

std::optional<int> Year(std::string_view digits) {
  int year = 0;
  if (digits.size() != 4 || !absl::SimpleAtoi(text::ToAbsl(digits), &year) || year < kFirstYear ||
      year > 2999)
    return {};
  return year;
}

// The digit of "H1", "Q3", "T2" if it is 1..most.
std::optional<int> Numbered(std::string_view text, char letter, int most) {
  if (text.size() != 2 || text[0] != letter) return {};
  const int number = text[1] - '0';
  if (number < 1 || number > most) return {};
  return number;
}

std::optional<int> Month(std::string_view digits) {
  int month = 0;
  if (digits.size() != 2 || !absl::ascii_isdigit(digits[0])) return {};
  if (!absl::SimpleAtoi(text::ToAbsl(digits), &month)) return {};
  if (month < 1 || month > 12) return {};
  return month;
}

std::string CanonicalText(Period::Kind kind, int year, int number) {
  switch (kind) {
    case Period::Kind::kYear:
      return text::Cat(year);
    case Period::Kind::kHalf:
      return text::Cat(year, "-H", number);
    case Period::Kind::kQuarter:
      return text::Cat(year, "-Q", number);
    case Period::Kind::kMonth:
      return absl::StrFormat("%d-%02d", year, number);
    case Period::Kind::kSchoolYear:
      return text::Cat(year, "-", year + 1);
    case Period::Kind::kTerm:
      return text::Cat(year, "-", year + 1, "-T", number);
  }
  return "";
}

}  // namespace

Period::Period(Kind kind, int year, int number)
    : kind_(kind), year_(year), number_(number), text_(CanonicalText(kind, year, number)) {
  int first = 1;  // month
  int months = 12;
  switch (kind) {
    case Kind::kYear:
      break;
    case Kind::kHalf:
      first = 6 * number - 5, months = 6;
      break;
    case Kind::kQuarter:
      first = 3 * number - 2, months = 3;
      break;
    case Kind::kMonth:
      first = number, months = 1;
      break;
    case Kind::kSchoolYear:
      first = 9;
      break;
    case Kind::kTerm:
      first = number == 1 ? 9 : 14, months = number == 1 ? 5 : 7;
      break;
  }
  const CivilMonth from = CivilMonth(year, 1) + (first - 1);
  start_ = CivilDay(from);
  end_ = CivilDay(from + months);
}

absl::StatusOr<Period> Period::Parse(std::string_view written, std::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(text::ToAbsl(written), '-');
  if (const auto year = Year(parts[0]); year && parts.size() <= 3) {
    if (parts.size() == 1) return Period(Kind::kYear, *year, 0);
    if (parts.size() == 2) {
      if (const auto half = Numbered(parts[1], 'H', 2)) return Period(Kind::kHalf, *year, *half);
      if (const auto quarter = Numbered(parts[1], 'Q', 4))
        return Period(Kind::kQuarter, *year, *quarter);
      if (const auto month = Month(parts[1])) return Period(Kind::kMonth, *year, *month);
    }
    if (parts.size() >= 2 && Year(parts[1]) == *year + 1) {
      if (parts.size() == 2) return Period(Kind::kSchoolYear, *year, 0);
      if (const auto term = Numbered(parts[2], 'T', 2)) return Period(Kind::kTerm, *year, *term);
    }
  }
  const std::string shown(written.substr(0, 40));
  return status::InvalidField(
             field, "INVALID_PERIOD",
             text::Cat("\"", shown,
                       "\" is not a period; write 2021, 2021-H1, 2021-Q3, 2021-06, 2021-2022 or "
                       "2021-2022-T1"),
             text::Cat(
                 "“", shown,
                 "”不是有效期间，应写作2021、2021-H1、2021-Q3、2021-06、2021-2022或2021-2022-T1"))
      .With("period", shown)
      .Build();
}

std::vector<std::vector<Period>> Period::Partitions() const {
  std::vector<std::vector<Period>> partitions;
  const auto cut = [&](Kind kind, int first, int last) {
    std::vector<Period> parts;
    for (int number = first; number <= last; ++number) parts.push_back(Period(kind, year_, number));
    partitions.push_back(std::move(parts));
  };
  switch (kind_) {
    case Kind::kYear:
      cut(Kind::kHalf, 1, 2);
      cut(Kind::kQuarter, 1, 4);
      cut(Kind::kMonth, 1, 12);
      break;
    case Kind::kHalf:
      cut(Kind::kQuarter, 2 * number_ - 1, 2 * number_);
      cut(Kind::kMonth, 6 * number_ - 5, 6 * number_);
      break;
    case Kind::kQuarter:
      cut(Kind::kMonth, 3 * number_ - 2, 3 * number_);
      break;
    case Kind::kSchoolYear:
      cut(Kind::kTerm, 1, 2);
      break;
    case Kind::kMonth:
    case Kind::kTerm:
      break;
  }
  return partitions;
}

std::vector<Period> Period::EndingOn(CivilDay day, bool school) {
  std::vector<Period> periods;
  if (day.day() != 1) return periods;
  const CivilMonth last = CivilMonth(day) - 1;
  const int year = static_cast<int>(last.year());
  const int month = last.month();
  if (school) {
    if (month == 8)
      periods = {Period(Kind::kSchoolYear, year - 1, 0), Period(Kind::kTerm, year - 1, 2)};
    if (month == 1) periods = {Period(Kind::kTerm, year - 1, 1)};
    return periods;
  }
  if (month == 12) periods.push_back(Period(Kind::kYear, year, 0));
  if (month % 6 == 0) periods.push_back(Period(Kind::kHalf, year, month / 6));
  if (month % 3 == 0) periods.push_back(Period(Kind::kQuarter, year, month / 3));
  periods.push_back(Period(Kind::kMonth, year, month));
  return periods;
}

std::vector<Period> Period::EndingTogether() const {
  return EndingOn(end_, is_school());
}
std::vector<Period> Period::EndingBefore() const {
  return EndingOn(start_, is_school());
}

std::optional<Period> Period::Before() const {
  for (Period& other : EndingOn(start_, is_school())) {
    if (other.kind_ == kind_ && other.year_ >= kFirstYear) return std::move(other);
  }
  return std::nullopt;
}

std::optional<Period> Period::YearEarlier() const {
  if (year_ <= kFirstYear) return std::nullopt;
  return Period(kind_, year_ - 1, number_);
}

Period Period::Whole() const {
  return Period(is_school() ? Kind::kSchoolYear : Kind::kYear, year_, 0);
}

absl::StatusOr<std::vector<Period>> Period::Range(const Period& from, const Period& to, size_t most,
                                                  std::string_view field) {
  std::vector<Period> periods;
  if (from.kind_ == to.kind_ && from.start_ <= to.start_) {
    std::optional<Period> next = to;
    while (next && from.start_ <= next->start_ && periods.size() <= most) {
      periods.push_back(*next);
      next = next->Before();
    }
  }
  if (periods.empty() || periods.size() > most) {
    return status::InvalidField(
               field, "INVALID_PERIOD_RANGE",
               text::Cat(from.text_, " to ", to.text_, " is not a range of at most ", most,
                         " periods of one kind"),
               text::Cat(from.text_, "至", to.text_, "不是同类期间的有效范围（至多", most, "个）"))
        .With("from", from.text_)
        .With("to", to.text_)
        .Build();
  }
  std::reverse(periods.begin(), periods.end());
  return periods;
}

std::string Period::ChineseText() const {
  static constexpr const char* kQuarters[] = {"一", "二", "三", "四"};
  switch (kind_) {
    case Kind::kYear:
      return text::Cat(year_, "年");
    case Kind::kHalf:
      return text::Cat(year_, number_ == 1 ? "年上半年" : "年下半年");
    case Kind::kQuarter:
      return text::Cat(year_, "年第", kQuarters[number_ - 1], "季度");
    case Kind::kMonth:
      return text::Cat(year_, "年", number_, "月");
    case Kind::kSchoolYear:
      return text::Cat(year_, "—", year_ + 1, "学年");
    case Kind::kTerm:
      return text::Cat(year_, "—", year_ + 1, number_ == 1 ? "学年第一学期" : "学年第二学期");
  }
  return text_;
}

}  // namespace eduplan::calendar
