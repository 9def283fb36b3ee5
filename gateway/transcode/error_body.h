#ifndef EDUPLAN_GATEWAY_TRANSCODE_ERROR_BODY_H_
#define EDUPLAN_GATEWAY_TRANSCODE_ERROR_BODY_H_

#include <string>
#include <utility>
#include <vector>

#include "google/rpc/status.pb.h"

namespace eduplan::transcode {

// The one table from gRPC codes to HTTP.
int HttpStatusOf(int grpc_code);

struct HttpError {
  int http_status = 500;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string json;  // google.rpc.Status
};

// UNAUTHENTICATED says how to authenticate (WWW-Authenticate); a RetryInfo detail becomes
// Retry-After in whole seconds, rounded up.
HttpError MakeHttpError(const google::rpc::Status& status);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_ERROR_BODY_H_
