#include "services/platform/client/behalf.h"

#include <utility>

#include "services/platform/log/trace.h"
#include "services/platform/status/macros.h"

namespace eduplan::client {
namespace {

constexpr absl::Duration kLifetime = absl::Minutes(5);

}  // namespace

absl::StatusOr<Outgoing> Behalf::OutgoingFor(std::string_view subject, absl::Time deadline) const {
  EDUPLAN_ASSIGN_OR_RETURN(
      std::string token, issuer_.Issue(PrincipalFor(subject), auth::kInternalAudience, kLifetime));
  return Outgoing{
      .token = std::move(token), .trace_parent = log::NewTraceParent(), .deadline = deadline};
}

}  // namespace eduplan::client
