#include "services/plan_items/links/value_permission.h"

#include "absl/time/clock.h"
#include "services/platform/api/time.h"

namespace eduplan::plan_items {

absl::Status MayWrite(tree::Access& access, const server::Call& call, const PlanId& plan,
                      v1::LinkValueKind kind) {
  const auto forest = access.Check(call, auth::Action::kFile, plan.organization);
  if (kind != v1::LINK_VALUE_KIND_TARGET) return forest.status();
  // A superior sets targets by what the organization plans, a top organization its own.
  absl::Status reviews = access.Check(call, auth::Action::kReview, plan.organization).status();
  if (reviews.ok() || !forest.ok()) return reviews;
  const tree::Day today = tree::ToDay(api::LocalDay(absl::Now()));
  const tree::Forest::Index index = (*forest)->Find(plan.organization);
  return (*forest)->Parent(index, today) == tree::Forest::kNone ? absl::OkStatus() : reviews;
}

}  // namespace eduplan::plan_items
