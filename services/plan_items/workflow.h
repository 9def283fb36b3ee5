#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_WORKFLOW_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_WORKFLOW_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/platform/auth/permission.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// The states of a plan, as one table: what may be done, from where, whither and by whom.
enum class Move { kSubmit, kReturn, kApprove, kPublish, kDelete };

struct MoveRule {
  Move move;
  std::string_view verb;   // "submit", of the audit row
  std::string_view event;  // "submitted", of the event
  std::string_view chinese;
  v1::Plan::State from;
  v1::Plan::State or_from;  // the same as `from` where there is only one
  v1::Plan::State to;
  auth::Action permission;
  bool needs_reason;
};

const MoveRule& RuleOf(Move move);
// The state after `move`. FAILED_PRECONDITION (INVALID_TRANSITION) from any state that its rule
// does not name.
absl::StatusOr<v1::Plan::State> StateAfter(Move move, v1::Plan::State from);
// OK in a state in which title, text and items may change; FAILED_PRECONDITION (PLAN_FILED)
// otherwise.
absl::Status CheckTextMayChange(v1::Plan::State state);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_WORKFLOW_H_
