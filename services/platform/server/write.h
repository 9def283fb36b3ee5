#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_WRITE_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_WRITE_H_

#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::server {

// The change log's view of a call: who, which method, the request with its request_id and, where
// the message has it, validate_only. Refers to both arguments.
template <typename Request>
change_log::WriteRequest WriteOf(const Call& call, const Request& request) {
  change_log::WriteRequest write = {.principal = &call.principal,
                                    .method = call.method,
                                    .request_id = request.request_id(),
                                    .request = &request,
                                    .trace_id = call.trace_parent};
  if constexpr (requires { request.validate_only(); })
    write.validate_only = request.validate_only();
  return write;
}

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_WRITE_H_
