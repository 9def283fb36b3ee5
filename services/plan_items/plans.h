#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLANS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLANS_H_

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/visibility.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// The standard methods of PlanService about plans, but DeletePlan, which is a transition.
// Thread-safe.
class Plans {
 public:
  Plans(change_log::ChangeLog& changes, tree::Access& access, Visibility& visibility)
      : changes_(changes), access_(access), visibility_(visibility) {}

  absl::StatusOr<v1::Plan> Create(const server::Call& call, const v1::CreatePlanRequest& request);
  absl::StatusOr<v1::Plan> Get(const server::Call& call, const v1::GetPlanRequest& request);
  absl::StatusOr<v1::ListPlansResponse> List(const server::Call& call,
                                             const v1::ListPlansRequest& request);
  absl::StatusOr<v1::Plan> Update(const server::Call& call, const v1::UpdatePlanRequest& request);

 private:
  absl::StatusOr<WideSight> SightOf(const server::Call& call, const std::string& organization,
                                    absl::Status* denial);

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  Visibility& visibility_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLANS_H_
