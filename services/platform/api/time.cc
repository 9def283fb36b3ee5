#include "services/platform/api/time.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

// 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z, the range of google.protobuf.Timestamp.
constexpr int64_t kFirstSecond = -62135596800;
constexpr int64_t kEndSecond = 253402300800;

absl::TimeZone LocalZone() {
  static const absl::TimeZone kZone = [] {
    absl::TimeZone shanghai;
    // Without tzdata: China has had no summer time since 1991.
    if (!absl::LoadTimeZone("Asia/Shanghai", &shanghai)) {
      shanghai = absl::FixedTimeZone(8 * 60 * 60);
    }
    return shanghai;
  }();
  return kZone;
}

// False for a day that the calendar does not have.
bool MakeDay(int64_t year, int month, int day, absl::CivilDay& out) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  out = absl::CivilDay(year, month, day);
  return out.month() == month && out.day() == day;
}

}  // namespace

int64_t ToMicros(absl::Time time) {
  return absl::ToUnixMicros(time);
}

absl::Time FromMicros(int64_t micros) {
  return absl::FromUnixMicros(micros);
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp proto;
  const int64_t seconds = absl::ToUnixSeconds(time);
  proto.set_seconds(seconds);
  proto.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return proto;
}

absl::StatusOr<absl::Time> FromProto(const google::protobuf::Timestamp& time,
                                     std::string_view field) {
  if (time.seconds() < kFirstSecond || time.seconds() >= kEndSecond || time.nanos() < 0 ||
      time.nanos() > 999999999) {
    return status::InvalidField(
        field, "TIMESTAMP_INVALID",
        text::Cat(field, " must lie between the years 1 and 9999 and have valid nanos"),
        text::Cat(field, " 超出可表示的时间范围"));
  }
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

std::string ToText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<absl::CivilDay> ParseDate(std::string_view date, std::string_view field) {
  absl::CivilDay day;
  int year = 0;
  int month = 0;
  int number = 0;
  const auto digits = [&](size_t from, size_t n, int* out) {
    const std::string_view part = date.substr(from, n);
    return std::all_of(part.begin(), part.end(), [](char c) { return absl::ascii_isdigit(c); }) &&
           absl::SimpleAtoi(text::ToAbsl(part), out);
  };
  if (date.size() != 10 || date[4] != '-' || date[7] != '-' || !digits(0, 4, &year) ||
      !digits(5, 2, &month) || !digits(8, 2, &number) || !MakeDay(year, month, number, day)) {
    const std::string shown = Excerpt(date);
    return status::InvalidField(field, "DATE_INVALID",
                                text::Cat("\"", shown, "\" is not a date like 2021-06-30"),
                                text::Cat("“", shown, "”不是形如 2021-06-30 的日期"))
        .With("value", shown);
  }
  return day;
}

google::type::Date ToProto(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::StatusOr<absl::CivilDay> FromProto(const google::type::Date& date, std::string_view field) {
  absl::CivilDay day;
  if (!MakeDay(date.year(), date.month(), date.day(), day)) {
    const std::string shown = absl::StrFormat("%d-%d-%d", date.year(), date.month(), date.day());
    return status::InvalidField(field, "DATE_INVALID",
                                text::Cat(field, " must be a full date that exists, not ", shown),
                                text::Cat(field, " 应为实际存在的完整日期，而不是 ", shown))
        .With("value", shown);
  }
  return day;
}

absl::CivilDay LocalDay(absl::Time time) {
  return absl::ToCivilDay(time, LocalZone());
}

}  // namespace eduplan::api
