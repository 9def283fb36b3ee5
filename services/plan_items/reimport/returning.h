// Items that a document gives up and a later one has again.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_RETURNING_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_RETURNING_H_

#include <span>

#include "services/plan_items/draft.h"

namespace eduplan::plan_items {

// Gives items of a draft that say word for word what one of `ended` said, and no other, its name,
// its figures' ids and what people had set on it. Of several with the same words the one in the
// same place is meant. What Merge then takes for an item that is still there gets that one's. Pure.
void TakeBack(std::span<const v1::PlanItem> ended, Draft& draft);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_RETURNING_H_
