#ifndef EDUPLAN_SERVICES_PLATFORM_CLIENT_BEHALF_H_
#define EDUPLAN_SERVICES_PLATFORM_CLIENT_BEHALF_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/auth/principal.h"
#include "services/platform/auth/token.h"
#include "services/platform/client/client.h"

namespace eduplan::client {

// How a service goes on with what somebody began: with a token of its own that says for whom. It
// may do anything that services may, so it is for what was allowed to them when they began it.
// Thread-safe.
class Behalf {
 public:
  // `service` names the process.
  Behalf(auth::TokenIssuer& issuer, std::string service)
      : issuer_(issuer), service_(std::move(service)) {}

  auth::Principal PrincipalFor(std::string_view subject) const {
    return auth::ServicePrincipal(service_, subject);
  }
  absl::StatusOr<Outgoing> OutgoingFor(std::string_view subject, absl::Time deadline) const;

 private:
  auth::TokenIssuer& issuer_;
  const std::string service_;
};

}  // namespace eduplan::client

#endif  // EDUPLAN_SERVICES_PLATFORM_CLIENT_BEHALF_H_
