#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace eduplan::transcode {

// An INVALID_ARGUMENT that names what is wrong: ErrorInfo{reason, domain "eduplan", metadata field},
// BadRequest{field} and the Chinese text as LocalizedMessage, all as payloads of the status.
// `field` is a field path, a query parameter or "body"; `reason` is UPPER_SNAKE.
absl::Status BadField(std::string_view reason, std::string_view field, std::string_view english,
                      std::string_view chinese);

// Any status with ErrorInfo and a LocalizedMessage.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view english,
                   std::string_view chinese);

// The wire form: payloads which are google.protobuf.Any types become details.
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace eduplan::transcode
