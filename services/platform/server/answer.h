#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_ANSWER_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_ANSWER_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace eduplan::server {

// Moves what a method returned into the reply that gRPC sends, or returns its status.
template <typename Response>
absl::Status Answer(absl::StatusOr<Response> result, Response* response) {
  if (!result.ok()) return std::move(result).status();
  *response = *std::move(result);
  return absl::OkStatus();
}

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_ANSWER_H_
