#ifndef EDUPLAN_SERVICES_PLATFORM_STATUS_ERROR_H_
#define EDUPLAN_SERVICES_PLATFORM_STATUS_ERROR_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace eduplan::status {

// Builds an absl::Status whose details are those of AIP-193: one ErrorInfo (domain "eduplan"), a
// LocalizedMessage in zh-CN, and BadRequest field violations or RetryInfo where they apply. The
// details travel as payloads of the status (type URL -> serialized message) up to the gRPC edge.
//
//   return Error(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD")
//       .Message("period \"2021-H3\" is not a period", "期间“2021-H3”无效")
//       .Field("period", "must be like 2021, 2021-H1")   // a BadRequest violation; repeatable
//       .With("period", "2021-H3");                      // ErrorInfo.metadata
class Error {
 public:
  // `reason` is UPPER_SNAKE, at most 63 characters.
  Error(absl::StatusCode code, std::string_view reason);

  // Shown to the caller: English, and Chinese for the LocalizedMessage. No internal details.
  Error& Message(std::string_view english, std::string_view chinese);
  // Names the place: a field path ("values[3].indicator"), row ("row 3"), line or cell.
  Error& Field(std::string_view field, std::string_view description);
  Error& With(std::string_view key, std::string_view value);
  // When it makes sense to try again.
  Error& RetryAfter(absl::Duration delay);

  // NOLINTNEXTLINE(google-explicit-constructor): made to be returned as a status.
  operator absl::Status() const;
  absl::Status Build() const { return *this; }

 private:
  absl::StatusCode code_;
  std::string reason_;
  std::string english_;
  std::string chinese_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::vector<std::pair<std::string, std::string>> metadata_;
  absl::Duration retry_after_ = absl::ZeroDuration();
};

// The usual ones. `field` is a path as above.
Error InvalidField(std::string_view field, std::string_view reason, std::string_view english,
                   std::string_view chinese);
Error NotFound(std::string_view resource_name);
Error AlreadyExists(std::string_view resource_name);
Error PermissionDenied(std::string_view english, std::string_view chinese);
Error StaleEtag(std::string_view resource_name, std::string_view current_etag);  // ABORTED
Error Unavailable(std::string_view reason, std::string_view english, std::string_view chinese,
                  absl::Duration retry_after);
// The detail goes to the log by the caller; the client sees only that something failed inside.
Error Internal();

// Reason of the ErrorInfo of `status`; empty if it has none.
std::string ReasonOf(const absl::Status& status);
// The first field, row or cell it names; empty if it names none.
std::string FieldOf(const absl::Status& status);
// Its message in Chinese; the English one if it has none.
std::string ChineseMessageOf(const absl::Status& status);

}  // namespace eduplan::status

#endif  // EDUPLAN_SERVICES_PLATFORM_STATUS_ERROR_H_
