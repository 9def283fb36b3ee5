#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITIONS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/links/plan_deletion.h"
#include "services/plan_items/visibility.h"
#include "services/plan_items/workflow.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// The methods of PlanService that move a plan through its states. Thread-safe.
class Transitions {
 public:
  Transitions(change_log::ChangeLog& changes, tree::Access& access, Visibility& visibility,
              PlanDeletion& deletion)
      : changes_(changes), access_(access), visibility_(visibility), deletion_(deletion) {}

  absl::StatusOr<v1::Plan> Submit(const server::Call& call, const v1::SubmitPlanRequest& request);
  absl::StatusOr<v1::Plan> Return(const server::Call& call, const v1::ReturnPlanRequest& request);
  absl::StatusOr<v1::Plan> Approve(const server::Call& call, const v1::ApprovePlanRequest& request);
  absl::StatusOr<v1::Plan> Publish(const server::Call& call, const v1::PublishPlanRequest& request);
  absl::StatusOr<v1::Plan> Delete(const server::Call& call, const v1::DeletePlanRequest& request);
  absl::StatusOr<v1::ListPlanTransitionsResponse> List(
      const server::Call& call, const v1::ListPlanTransitionsRequest& request);

 private:
  // Any of the requests above has a name, an etag and a request_id.
  template <typename Request>
  absl::StatusOr<v1::Plan> Do(Move move, const server::Call& call, const Request& request,
                              const std::string& reason = "");

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  Visibility& visibility_;
  PlanDeletion& deletion_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITIONS_H_
