#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDINGS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDINGS_H_

#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

// What a person should look at in a plan beside another one.
struct PlanComparison {
  v1::BaseRelation relation = v1::BASE_RELATION_UNSPECIFIED;
  // In document order of the plan, then in that of the base what only the base has.
  std::vector<v1::ComparisonFinding> findings;
  int items_matched = 0;
  int figures_compared = 0;
};
PlanComparison ComparePlans(const PlanView& plan, const PlanView& base);

// The same of two documents as read.
PlanComparison ComparePlans(const v1::ParsedPlan& plan, const v1::ParsedPlan& base);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDINGS_H_
