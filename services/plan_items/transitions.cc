#include "services/plan_items/transitions.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/plan_items/record.h"
#include "services/plan_items/transition_store.h"
#include "services/plan_items/validate.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/page.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

// A plan that does not say what it is and for when cannot be filed.
absl::Status CheckComplete(const v1::Plan& plan) {
  const std::string_view missing = MissingField(plan);
  if (missing.empty()) return absl::OkStatus();
  return status::Error(absl::StatusCode::kFailedPrecondition, "PLAN_INCOMPLETE")
      .Message(text::Cat("the plan has no ", missing), text::Cat("计划缺少 ", missing))
      .Field(missing, "is missing")
      .With("field", missing);
}

// Makes the step in the stored plan.
absl::Status Step(change_log::Change& change, Move move, const std::string& reason,
                  StoredPlan& stored) {
  const MoveRule& rule = RuleOf(move);
  const v1::Plan::State from = stored.plan.state();
  EDUPLAN_ASSIGN_OR_RETURN(const v1::Plan::State to, StateAfter(move, from));
  if (move == Move::kSubmit) EDUPLAN_RETURN_IF_ERROR(CheckComplete(stored.plan));
  stored.plan.set_state(to);
  stored.plan.set_return_reason(reason);
  EDUPLAN_RETURN_IF_ERROR(PutPlan(change, stored));
  EDUPLAN_RETURN_IF_ERROR(AddTransition(change, stored.id, from, to, reason));
  return RecordPlan(
      change, stored, {rule.verb, rule.event},
      {{"from", v1::Plan::State_Name(from)}, {"to", v1::Plan::State_Name(to)}, {"reason", reason}});
}

}  // namespace

template <typename Request>
absl::StatusOr<v1::Plan> Transitions::Do(Move move, const server::Call& call,
                                         const Request& request, const std::string& reason) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.name()));
  const MoveRule& rule = RuleOf(move);
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, rule.permission, id.organization).status());
  if (rule.needs_reason) EDUPLAN_RETURN_IF_ERROR(CheckReason(reason));
  v1::Plan response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(change.sql(), id));
    if (!stored) return status::NotFound(id.Name());
    EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(request.etag(), stored->version, id.Name()));
    EDUPLAN_RETURN_IF_ERROR(Step(change, move, reason, *stored));
    if (move == Move::kDelete) EDUPLAN_RETURN_IF_ERROR(deletion_.Decide(call, change, id));
    response = std::move(stored->plan);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::Plan> Transitions::Submit(const server::Call& call,
                                             const v1::SubmitPlanRequest& request) {
  return Do(Move::kSubmit, call, request);
}

absl::StatusOr<v1::Plan> Transitions::Return(const server::Call& call,
                                             const v1::ReturnPlanRequest& request) {
  return Do(Move::kReturn, call, request, request.reason());
}

absl::StatusOr<v1::Plan> Transitions::Approve(const server::Call& call,
                                              const v1::ApprovePlanRequest& request) {
  return Do(Move::kApprove, call, request);
}

absl::StatusOr<v1::Plan> Transitions::Publish(const server::Call& call,
                                              const v1::PublishPlanRequest& request) {
  return Do(Move::kPublish, call, request);
}

absl::StatusOr<v1::Plan> Transitions::Delete(const server::Call& call,
                                             const v1::DeletePlanRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.name()));
  const auth::Action permission = RuleOf(Move::kDelete).permission;
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, permission, id.organization).status());
  EDUPLAN_RETURN_IF_ERROR(deletion_.Prepare(call, id));
  EDUPLAN_ASSIGN_OR_RETURN(v1::Plan deleted, Do(Move::kDelete, call, request));
  deletion_.Send(call, id);
  return deleted;
}

absl::StatusOr<v1::ListPlanTransitionsResponse> Transitions::List(
    const server::Call& call, const v1::ListPlanTransitionsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  int64_t after = 0;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &after)) after = 0;
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  v1::ListPlanTransitionsResponse response;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    response.Clear();
    EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id).status());
    EDUPLAN_ASSIGN_OR_RETURN(
        std::vector<v1::PlanTransition> transitions,
        QueryTransitions(transaction, id, page.sequence, after, page.size + 1));
    if (static_cast<int>(transitions.size()) > page.size) {
      transitions.pop_back();
      response.set_next_page_token(
          api::NextPageToken(request, text::Cat(transitions.back().sequence()), page.sequence));
    }
    response.mutable_transitions()->Assign(transitions.begin(), transitions.end());
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return response;
}

}  // namespace eduplan::plan_items
