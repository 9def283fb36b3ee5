#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_TAKE_BACK_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_TAKE_BACK_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/links/link_store.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::plan_items {

// The values of a plan's links go with the plan: by a decision on each that takes it back, stored
// with its request as any other is, in the change that makes it due.

// The decisions that take back what stands of those links: not of one of which a request is not
// answered, for nobody knows its value's version yet.
std::vector<StoredLink> TakenBack(const std::vector<StoredLink>& links);

// Makes them in this change, in the name of who deleted the plan.
absl::Status TakeBack(change_log::Change& change, const PlanId& plan, const std::string& principal,
                      const std::vector<StoredLink>& links);

// The same for links that are answered now, if the plan was deleted meanwhile.
absl::Status TakeBackIfDeleted(change_log::Change& change, const PlanId& plan,
                               const std::vector<StoredLink>& links);

// The requests of decisions that only take back.
std::vector<LinkWrite> WritesThatTakeBack(const PlanId& plan, std::vector<StoredLink>& decisions);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_TAKE_BACK_H_
