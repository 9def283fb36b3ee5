#ifndef EDUPLAN_GATEWAY_HTTP_CALL_HEADERS_H_
#define EDUPLAN_GATEWAY_HTTP_CALL_HEADERS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/exchange.h"

namespace eduplan::http {

// How long the caller gives: Grpc-Timeout (up to 8 digits and H, M, S, m, u or n) or else
// X-Request-Timeout (seconds, "2.5" or "2.5s"); nothing when neither is there. INVALID_ARGUMENT for
// a value that is neither, or not positive.
absl::StatusOr<std::optional<absl::Duration>> RequestedTimeout(const RequestHead& head);

// The caller's W3C traceparent if it is well formed, else a new one (sampled).
std::string TraceParent(const RequestHead& head);

// Whether an If-None-Match header names the (weak) tag; `*` names every one.
bool NamesTag(const std::string& if_none_match, const std::string& tag);

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_CALL_HEADERS_H_
