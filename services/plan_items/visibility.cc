#include "services/plan_items/visibility.h"

#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::plan_items {
namespace {

// Beyond this many organizations the plans are sorted out after they are read.
constexpr size_t kMostNamed = 5000;

}  // namespace

absl::StatusOr<Sight> Visibility::Of(const server::Call& call, std::string_view organization) {
  absl::Status read = access_.Check(call, auth::Action::kRead, organization).status();
  if (read.ok()) return Sight{.all = true, .denial = {}};
  if (!absl::IsPermissionDenied(read)) return read;
  EDUPLAN_RETURN_IF_ERROR(
      auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
  return Sight{.all = false, .denial = std::move(read)};
}

absl::StatusOr<WideSight> Visibility::Everywhere(const server::Call& call) {
  EDUPLAN_RETURN_IF_ERROR(
      auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
  WideSight sight;
  if (auth::Authorize(
          call.principal, auth::Action::kRead,
          auth::IsEverywhere(call.principal) ? auth::Relation::kAncestor : auth::Relation::kOther)
          .ok()) {
    sight.scope.everyone = true;
    return sight;
  }
  const std::string& own = call.principal.organization;
  std::shared_ptr<const tree::Forest> forest = replica_.Current();
  if (forest->Find(own) == tree::Forest::kNone) {
    EDUPLAN_RETURN_IF_ERROR(replica_.Refresh());
    forest = replica_.Current();
  }
  const tree::Forest::Index root = forest->Find(own);
  if (root != tree::Forest::kNone) {
    sight.organizations.insert(own);
    forest->VisitSubtree(
        root, tree::ToDay(api::LocalDay(absl::Now())),
        [&](tree::Forest::Index index, int) { sight.organizations.emplace(forest->Id(index)); });
  }
  sight.sort_out = sight.organizations.size() > kMostNamed;
  sight.scope.everyone = sight.sort_out;
  sight.scope.published = true;
  if (!sight.sort_out) {
    sight.scope.organizations.assign(sight.organizations.begin(), sight.organizations.end());
  }
  return sight;
}

absl::StatusOr<StoredPlan> Visibility::Find(sql::Transaction& transaction, const Sight& sight,
                                            const PlanId& id) {
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> found, FindPlan(transaction, id));
  if (!found) return sight.all ? absl::Status(status::NotFound(id.Name())) : sight.denial;
  if (!sight.Shows(found->plan.state())) return sight.denial;
  return *std::move(found);
}

}  // namespace eduplan::plan_items
