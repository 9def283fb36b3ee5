#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_

#include <span>
#include <string>
#include <vector>

#include "services/plan_items/linking/linker.h"
#include "services/plan_items/links/link_store.h"

namespace eduplan::plan_items {

// What decisions on figures say to the indicators. Pure.

// Whether the value of a decision is to be written and not answered yet.
bool NeedsWrite(const StoredLink& stored);
// Whether something of a decision is to be sent that has no request yet.
bool NeedsRequest(const StoredLink& stored);
// The requests of a decision that are not answered yet.
std::vector<std::string> RequestsOf(const StoredLink& stored);

// The values that links write and withdraw, a request for each decision, period and kind, in the
// order of the decisions, and puts each link's requests and place into it. A ratio is written by
// its rate alone; 名 of an indicator in 人 as 人. A value that one figure gives up and another
// takes over is replaced, not withdrawn. The ids follow from the plan and the sequences of the
// decisions, so that making them again makes the same.
std::vector<LinkWrite> MakeWrites(const PlanId& plan, const linking::Linker& definitions,
                                  std::span<StoredLink*> links);

// The place of an indicator in a write; -1 if it is not there.
int RowOf(const LinkWrite& write, std::string_view indicator);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_WRITES_H_
