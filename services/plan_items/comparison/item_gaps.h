// Matches items by what is matched around them.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_GAPS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_GAPS_H_

#include "services/plan_items/comparison/item_matching.h"

namespace eduplan::comparison {

// Parents whose words changed are known by their children.
void MatchParents(const PlanView& left, const PlanView& right, const Corpus& corpus,
                  Matching& matching);

// Items below one pair of parents and after one pair of neighbours are matched though their words
// are only a little alike.
void FillGaps(const PlanView& left, const PlanView& right, const Corpus& corpus,
              Matching& matching);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_GAPS_H_
