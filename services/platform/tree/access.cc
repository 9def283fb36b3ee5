#include "services/platform/tree/access.h"

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/follower.h"

namespace eduplan::tree {

absl::StatusOr<std::shared_ptr<const Forest>> Access::Check(const server::Call& call,
                                                            auth::Action action,
                                                            std::string_view organization) {
  const Day today = ToDay(api::LocalDay(absl::Now()));
  const auto authorize = [&](const Forest& forest) {
    return auth::Authorize(call.principal, action,
                           RelationOf(forest, call.principal.organization, organization, today));
  };
  std::shared_ptr<const Forest> forest = replica_.Current();
  if (forest->Find(organization) != Forest::kNone) {
    const absl::Status allowed = authorize(*forest);
    if (allowed.ok()) return forest;
  }
  // Unknown here, or placed a moment ago: the registry knows.
  absl::StatusOr<std::shared_ptr<const Forest>> known =
      ForestWith(replica_, organizations_, call, organization);
  if (known.ok()) forest = *std::move(known);
  EDUPLAN_RETURN_IF_ERROR(authorize(*forest));
  if (forest->Find(organization) == Forest::kNone) {
    if (!absl::IsNotFound(known.status()) && !known.ok()) return known.status();
    return status::NotFound(std::string("organizations/").append(organization));
  }
  return forest;
}

}  // namespace eduplan::tree
