#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_MOVES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_MOVES_H_

#include <vector>

#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

// For each left item whether its match stands elsewhere: below another parent, or among the same
// neighbours in another order. Of those that changed places as few as possible have moved.
std::vector<bool> MovedItems(const PlanView& left, const PlanView& right, const Matching& items);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_MOVES_H_
