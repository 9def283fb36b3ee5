#ifndef EDUPLAN_GATEWAY_HTTP_AUTHENTICATOR_H_
#define EDUPLAN_GATEWAY_HTTP_AUTHENTICATOR_H_

#include <string>

#include "absl/status/statusor.h"

namespace eduplan::http {

// Turns what a caller brought into what the services accept. Thread-safe.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // The internal token for the value of an Authorization header (empty: none was sent).
  // UNAUTHENTICATED with a reason.
  virtual absl::StatusOr<std::string> InternalToken(const std::string& authorization) = 0;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_AUTHENTICATOR_H_
