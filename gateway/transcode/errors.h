#ifndef EDUPLAN_GATEWAY_TRANSCODE_ERRORS_H_
#define EDUPLAN_GATEWAY_TRANSCODE_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace eduplan::transcode {

// An INVALID_ARGUMENT that names what is wrong: ErrorInfo{reason, domain "eduplan", metadata
// field}, BadRequest{field} and the Chinese text as LocalizedMessage, all as payloads of the
// status. `field` is a field path, a query parameter or "body"; `reason` is UPPER_SNAKE.
absl::Status BadField(absl::string_view reason, absl::string_view field, absl::string_view english,
                      absl::string_view chinese);

// Any status with ErrorInfo and a LocalizedMessage.
absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view english,
                   absl::string_view chinese);

// The same error with the line of the body at which its object begins.
absl::Status AtLine(const absl::Status& status, size_t line);

// The beginning of hostile text, for quoting it in a message: cut between characters.
std::string Excerpt(absl::string_view text);

// The wire form: payloads which are google.protobuf.Any types become details.
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_ERRORS_H_
