#ifndef EDUPLAN_GATEWAY_HTTP_REPLIES_H_
#define EDUPLAN_GATEWAY_HTTP_REPLIES_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gateway/http/exchange.h"
#include "google/rpc/status.pb.h"

namespace eduplan::http {

Reply JsonReply(int status, std::string json);
Reply ErrorReply(const google::rpc::Status& status);
Reply ErrorReply(const absl::Status& status);

// Errors which HTTP tells more precisely than gRPC's codes: the body is the google.rpc.Status, the
// HTTP status the given one.
Reply ErrorReply(int http_status, const absl::Status& status);

Reply UnknownPath(const std::string& path);                    // 404
Reply MethodNotAllowed(const std::set<std::string>& allowed);  // 405 with Allow
Reply BodyTooLarge(size_t limit_bytes);                        // 413
Reply HeaderTooLarge(size_t limit_bytes);                      // 431
Reply MalformedRequest(const std::string& why);                // 400
Reply BodyStalled(absl::Duration waited);                      // 408: the client sends no more
Reply ServiceStalled(absl::Duration waited);                   // 504: the service takes no more

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_REPLIES_H_
