#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIFFERENCE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIFFERENCE_H_

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

// What differs between an old and a new state of a plan, given the words of both and which item and
// figure is which.
v1::PlanDifference DifferenceOf(const PlanView& old_plan, const PlanView& new_plan,
                                const Corpus& corpus, const Matching& items,
                                const Matching& figures);

// The same of two readings, which are matched first.
v1::PlanDifference DifferenceOf(const v1::ParsedPlan& old_reading,
                                const v1::ParsedPlan& new_reading);

// Whether nothing differs.
bool IsEmpty(const v1::PlanDifference& difference);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIFFERENCE_H_
