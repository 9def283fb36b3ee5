#include "services/plan_items/links/plan_deletion.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "services/plan_items/links/link_answers.h"
#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/take_back.h"
#include "services/plan_items/links/value_permission.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

// By figure, so that what is made of them is always the same.
absl::StatusOr<std::vector<StoredLink>> AllLinks(sql::Transaction& transaction,
                                                 const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(auto by_figure, ReadLinks(transaction, plan));
  std::vector<StoredLink> links;
  links.reserve(by_figure.size());
  for (auto& [figure, stored] : by_figure) links.push_back(std::move(stored));
  std::sort(links.begin(), links.end(), [](const StoredLink& a, const StoredLink& b) {
    return a.link.measurement_id() < b.link.measurement_id();
  });
  return links;
}

absl::Status CannotBeWithdrawn(const indicator_v1::ValueInput& value,
                               const indicator_v1::RowError& error) {
  return status::Error(absl::StatusCode::kFailedPrecondition, error.reason())
      .Message(text::Cat("the plan's value of ", value.indicator(),
                         " cannot be withdrawn: ", error.message()),
               text::Cat("计划写入", value.indicator(), "的数据不能撤回：", error.message_zh()))
      .Field("name", "a value of it cannot be withdrawn")
      .With("indicator", value.indicator());
}

}  // namespace

absl::Status PlanDeletion::MayTakeBack(const server::Call& call, const PlanId& plan,
                                       const std::vector<StoredLink>& links) {
  std::set<v1::LinkValueKind> kinds;
  for (const StoredLink& stored : links) {
    const v1::Link& link = stored.link;
    if (NeedsWrite(stored)) kinds.insert(link.value_kind());
    for (const auto& value : StandingValues(link)) kinds.insert(value.value_kind());
  }
  for (const v1::LinkValueKind kind : kinds) {
    EDUPLAN_RETURN_IF_ERROR(MayWrite(access_, call, plan, kind));
  }
  return absl::OkStatus();
}

absl::Status PlanDeletion::Ask(const server::Call& call, const PlanId& plan,
                               const std::vector<StoredLink>& links) {
  std::vector<StoredLink> decisions = TakenBack(links);
  for (LinkWrite& write : WritesThatTakeBack(plan, decisions)) {
    write.clear_request_id();
    write.set_validate_only(true);
    const auto answer = indicators_.Write(client::Forward(call), write);
    if (!answer.ok()) return IsUndecided(answer.status()) ? absl::OkStatus() : answer.status();
    for (const indicator_v1::RowError& error : answer->errors()) {
      if (!IsSuperseded(write, error)) return CannotBeWithdrawn(write.values(error.row()), error);
    }
  }
  return absl::OkStatus();
}

absl::Status PlanDeletion::Prepare(const server::Call& call, const PlanId& plan) {
  std::vector<StoredLink> links;
  bool deletable = false;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredPlan> stored, FindPlan(transaction, plan));
    deletable = stored && stored->plan.state() == v1::Plan::STATE_DRAFT;
    EDUPLAN_ASSIGN_OR_RETURN(links, AllLinks(transaction, plan));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  // Why it cannot be, or what the same request was answered before, is told elsewhere.
  if (!deletable || links.empty()) return absl::OkStatus();
  EDUPLAN_RETURN_IF_ERROR(MayTakeBack(call, plan, links));
  EDUPLAN_ASSIGN_OR_RETURN(const Completion::Outcome own, completion_.Own(call, plan));
  if (own.undecided) return absl::OkStatus();
  EDUPLAN_RETURN_IF_ERROR(completion_.Others(call, plan));
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return Ask(call, plan, links);
}

absl::Status PlanDeletion::Decide(const server::Call& call, change_log::Change& change,
                                  const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<StoredLink> links, AllLinks(change.sql(), plan));
  EDUPLAN_RETURN_IF_ERROR(MayTakeBack(call, plan, links));
  return TakeBack(change, plan, call.principal.Actor(), links);
}

void PlanDeletion::Send(const server::Call& call, const PlanId& plan) {
  const auto sent = completion_.Own(call, plan);
  if (sent.ok()) return;
  log::Warning("values of a deleted plan are not withdrawn yet",
               {{"plan", plan.Name()}, {"error", sent.status().ToString()}});
}

}  // namespace eduplan::plan_items
