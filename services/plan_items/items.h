#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_ITEMS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_ITEMS_H_

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/visibility.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// The methods of PlanService about the items of a plan. Only a corrected document moves or removes
// an item; its path is settled till then. Thread-safe.
class Items {
 public:
  Items(change_log::ChangeLog& changes, tree::Access& access, Visibility& visibility)
      : changes_(changes), access_(access), visibility_(visibility) {}

  absl::StatusOr<v1::PlanItem> Create(const server::Call& call,
                                      const v1::CreatePlanItemRequest& request);
  absl::StatusOr<v1::PlanItem> Get(const server::Call& call, const v1::GetPlanItemRequest& request);
  absl::StatusOr<v1::ListPlanItemsResponse> List(const server::Call& call,
                                                 const v1::ListPlanItemsRequest& request);
  absl::StatusOr<v1::PlanItem> Update(const server::Call& call,
                                      const v1::UpdatePlanItemRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Access& access_;
  Visibility& visibility_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_ITEMS_H_
