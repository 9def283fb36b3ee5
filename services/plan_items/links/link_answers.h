#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_ANSWERS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_ANSWERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/plan_items/links/link_store.h"

namespace eduplan::plan_items {

// What the indicators say to decisions on figures. Pure.

// Says what the answer to a write makes of a link that is in it. The answer must be decided, see
// IsUndecided.
void TakeAnswer(const absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>& answer,
                const LinkWrite& write, StoredLink& stored);

// Whether the error is of a value to withdraw that stands no longer, which is no error of the
// decision.
bool IsSuperseded(const LinkWrite& write, const indicator_v1::RowError& error);

v1::LinkFinding ToFinding(const indicator_v1::CheckFinding& finding, const std::string& period);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_ANSWERS_H_
