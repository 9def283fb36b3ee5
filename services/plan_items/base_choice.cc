#include "services/plan_items/base_choice.h"

#include <limits>

#include "services/plan_items/comparison/periods.h"

namespace eduplan::plan_items {
namespace {

constexpr int kNever = std::numeric_limits<int>::max();

bool IsFiled(v1::Plan::State state) {
  return state == v1::Plan::STATE_SUBMITTED || state == v1::Plan::STATE_APPROVED ||
         state == v1::Plan::STATE_PUBLISHED;
}

// How far a plan is from being the one; kNever if it cannot be.
int Distance(const v1::Plan& plan, const v1::Plan& base) {
  if (!IsFiled(base.state()) || base.name() == plan.name()) return kNever;
  const int other_kind = plan.kind() == base.kind() ? 0 : 10;
  switch (comparison::RelationOf(comparison::TimeOf(plan), comparison::TimeOf(base))) {
    case v1::BASE_RELATION_PLAN_REPORTED_ON:
      return plan.periods().empty() || base.periods().empty() ? kNever : 0;
    case v1::BASE_RELATION_YEAR_BEFORE:
      return 1 + other_kind;
    case v1::BASE_RELATION_PERIOD_BEFORE:
      return 2 + other_kind;
    case v1::BASE_RELATION_SAME_PERIOD:
      return 20;
    case v1::BASE_RELATION_REPORT_ON_PLAN:
      return 21;
    default:
      return kNever;
  }
}

}  // namespace

std::optional<size_t> ChooseBase(const v1::Plan& plan, std::span<const StoredPlan> plans) {
  int nearest = kNever;
  std::optional<size_t> chosen;
  for (size_t i = 0; i < plans.size(); ++i) {
    const int distance = Distance(plan, plans[i].plan);
    if (distance >= nearest) continue;
    nearest = distance;
    chosen = i;
  }
  return chosen;
}

}  // namespace eduplan::plan_items
