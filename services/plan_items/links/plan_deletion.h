#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_DELETION_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_DELETION_H_

#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/links/completion.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/links/link_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// Takes the values of a plan's links along when the plan is deleted, as a rejection of each would.
// Thread-safe.
class PlanDeletion {
 public:
  PlanDeletion(change_log::ChangeLog& changes, tree::Access& access, IndicatorSource& indicators,
               Completion& completion)
      : changes_(changes), access_(access), indicators_(indicators), completion_(completion) {}

  // Before it, by a caller who may file: writes what waits, so that its versions are known, and
  // asks whether all may be withdrawn. PERMISSION_DENIED if there is a target that another must
  // withdraw, FAILED_PRECONDITION for what the indicators refuse (SEALED); OK while they cannot be
  // reached.
  absl::Status Prepare(const server::Call& call, const PlanId& plan);
  // In the change that deletes: PERMISSION_DENIED as above.
  absl::Status Decide(const server::Call& call, change_log::Change& change, const PlanId& plan);
  // After it. What is not answered now is sent by PendingWrites.
  void Send(const server::Call& call, const PlanId& plan);

 private:
  absl::Status MayTakeBack(const server::Call& call, const PlanId& plan,
                           const std::vector<StoredLink>& links);
  absl::Status Ask(const server::Call& call, const PlanId& plan,
                   const std::vector<StoredLink>& links);

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  IndicatorSource& indicators_;
  Completion& completion_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_DELETION_H_
