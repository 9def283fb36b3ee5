#ifndef EDUPLAN_GATEWAY_TRANSCODE_QUERY_BINDER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_QUERY_BINDER_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

// Sets the message's fields from a raw query string (name=value joined by &).
//
// `ignored` are the dotted proto names which the path sets: parameters for them are skipped.
// `body_field` (proto name, may be empty) and what is in it are refused: the body sets them. With
// `whole_body` every parameter is refused so. INVALID_ARGUMENT with details names the parameter:
// unknown, given twice though not repeated, a second member of a oneof, or a bad value.
absl::Status BindQuery(absl::string_view query, const std::set<std::string>& ignored,
                       absl::string_view body_field, bool whole_body,
                       google::protobuf::Message& message);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_QUERY_BINDER_H_
