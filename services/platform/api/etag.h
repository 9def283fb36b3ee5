#ifndef EDUPLAN_SERVICES_PLATFORM_API_ETAG_H_
#define EDUPLAN_SERVICES_PLATFORM_API_ETAG_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace eduplan::api {

// `"42"`: the sequence of the resource's last change in quotes (RFC 7232).
std::string MakeEtag(int64_t sequence);
// OK if `etag` is empty or current; ABORTED with the new etag if stale; INVALID_ARGUMENT if
// malformed.
absl::Status CheckEtag(std::string_view etag, int64_t current, std::string_view resource_name);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_ETAG_H_
