#ifndef EDUPLAN_SERVICES_PLATFORM_API_TIME_H_
#define EDUPLAN_SERVICES_PLATFORM_API_TIME_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace eduplan::api {

// Instants are BIGINT microseconds UTC in the databases.
int64_t ToMicros(absl::Time time);
absl::Time FromMicros(int64_t micros);
google::protobuf::Timestamp ToProto(absl::Time time);
// INVALID_ARGUMENT naming `field` when out of range.
absl::StatusOr<absl::Time> FromProto(const google::protobuf::Timestamp& time,
                                     std::string_view field);

// Dates are TEXT "YYYY-MM-DD" in the databases, ordered as text. Intervals are [from, to).
std::string ToText(absl::CivilDay day);
absl::StatusOr<absl::CivilDay> ParseDate(std::string_view date, std::string_view field);
google::type::Date ToProto(absl::CivilDay day);
// A full date with year, month and day; INVALID_ARGUMENT naming `field` otherwise.
absl::StatusOr<absl::CivilDay> FromProto(const google::type::Date& date, std::string_view field);
// The day in Asia/Shanghai.
absl::CivilDay LocalDay(absl::Time time);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_TIME_H_
