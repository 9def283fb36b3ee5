#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIGURE_MATCHING_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIGURE_MATCHING_H_

#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

// Which figure of a plan is which in a corrected reading of it, given which item is which: the same
// in the same item, then the same name and unit there with another value, then what is alike there,
// then the same in another item. Indexes are those of PlanView::figures. About linear.
Matching MatchFigures(const PlanView& left, const PlanView& right, const Matching& items);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIGURE_MATCHING_H_
