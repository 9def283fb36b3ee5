#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_QUANTITIES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_QUANTITIES_H_

#include <vector>

#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

// Figures of two plans that tell one quantity, whatever their values: indexes of
// PlanView::figures.
struct SameQuantity {
  int left = 0;
  int right = 0;
};

// Each figure with the one of each kind (actual, target) that likest names the same, in one
// dimension; none where that one is told more like by another. By the names, and by the items they
// stand in, `items` and `texts` being those of the same plans. Ordered by (right, left).
std::vector<SameQuantity> SameQuantities(const PlanView& left, const PlanView& right,
                                         const Matching& items, const Corpus& texts);

// For each left figure whether the right names anything of its dimension nearly like it.
std::vector<bool> NamedInRight(const PlanView& left, const PlanView& right);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_QUANTITIES_H_
