#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_

#include <span>
#include <vector>

#include "services/plan_items/linking/linker.h"
#include "services/plan_items/links/link_store.h"

namespace eduplan::plan_items {

// What the values of accepted links say to the indicators. Pure.

// Whether a value is to be written.
bool WritesValue(const v1::Link& link);

// The values of links that write one, a request for each period and kind, and puts each link's
// write and place into it. A ratio is written by its rate alone; 名 of an indicator in 人 as 人.
// The ids follow from the plan and the sequences of the decisions, so that making them again makes
// the same.
std::vector<LinkWrite> MakeWrites(const PlanId& plan, const linking::Linker& definitions,
                                  std::span<StoredLink*> links);

// Says what the answer to a write makes of a link that is in it. A link that is neither written nor
// refused by the answer stays pending.
void TakeAnswer(const absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>& answer,
                const LinkWrite& write, StoredLink& stored);

v1::LinkFinding ToFinding(const indicator_v1::CheckFinding& finding, const std::string& period);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_
