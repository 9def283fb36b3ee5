#include "services/plan_items/links/acceptance.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "services/plan_items/links/link_answers.h"
#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/memory_store.h"
#include "services/plan_items/links/plan_figures.h"
#include "services/plan_items/links/value_permission.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/plan_items/plan_store.h"
#include "services/plan_items/transition_store.h"
#include "services/platform/api/time.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

absl::StatusCode CodeOf(std::string_view reason) {
  if (reason == "VERSION_CONFLICT") return absl::StatusCode::kAborted;
  if (reason == "SEALED" || reason == "NOT_ASSESSABLE") {
    return absl::StatusCode::kFailedPrecondition;
  }
  return absl::StatusCode::kInvalidArgument;
}

// What the indicators say of values[row], said of the decision.
absl::Status Refusal(const indicator_v1::RowError& error, int decision) {
  const std::string from = text::Cat("values[", error.row(), "]");
  const std::string to = text::Cat("decisions[", decision, "]");
  const auto renamed = [&](std::string words) {
    const size_t at = words.find(from);
    if (at != std::string::npos) words.replace(at, from.size(), to);
    return words;
  };
  return status::Error(CodeOf(error.reason()), error.reason())
      .Message(renamed(error.message()), renamed(error.message_zh()))
      .Field(renamed(error.field()), "refused by the indicators");
}

// Whether that row of a request is of this decision.
bool IsIn(const StoredLink& stored, const std::string& id, const LinkWrite& write, int row) {
  if (stored.write_id == id && stored.write_row == row) return true;
  for (size_t i = 0; i < stored.withdraw_ids.size(); ++i) {
    const auto& value = stored.link.withdrawals(static_cast<int>(i)).value();
    if (stored.withdraw_ids[i] == id && RowOf(write, value.indicator()) == row) return true;
  }
  return false;
}

// A new decision is made on what the one before left, as the caller was checked against it.
absl::Status CheckUnchanged(const v1::Link* seen, const v1::Link* before) {
  if (before == nullptr) return absl::OkStatus();
  if (before->state() == v1::Link::STATE_PENDING) {
    return status::Unavailable("LINK_PENDING",
                               "the decision before is still to be written; try again",
                               "此前的确认尚待写入，请稍后重试", absl::Seconds(2));
  }
  if (seen != nullptr && seen->SerializeAsString() == before->SerializeAsString()) {
    return absl::OkStatus();
  }
  return status::Error(absl::StatusCode::kAborted, "LINK_CHANGED")
      .Message("the figure was decided by somebody else meanwhile; look again",
               "该数据刚被他人确认，请刷新后重试");
}

}  // namespace

// What was there before the call.
struct Acceptance::Known {
  v1::Plan plan;
  std::vector<PlanFigure> figures;
  absl::flat_hash_map<std::string, StoredLink> links;

  const v1::Link* Before(const v1::Link& link) const {
    const auto found = links.find(link.measurement_id());
    return found == links.end() ? nullptr : &found->second.link;
  }
};

absl::StatusOr<Acceptance::Known> Acceptance::ReadKnown(const PlanId& plan) {
  Known known;
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(transaction, plan));
        if (!stored || stored->plan.state() == v1::Plan::STATE_DELETED) {
          return status::NotFound(plan.Name());
        }
        known.plan = std::move(stored->plan);
        EDUPLAN_ASSIGN_OR_RETURN(known.figures, ReadFigures(transaction, plan, tick.sequence));
        EDUPLAN_ASSIGN_OR_RETURN(known.links, ReadLinks(transaction, plan));
        return absl::OkStatus();
      }));
  return known;
}

absl::Status Acceptance::MayDecide(const server::Call& call, const PlanId& plan,
                                   const std::vector<Decided>& decided) {
  std::set<v1::LinkValueKind> kinds;
  for (const Decided& one : decided) {
    const v1::Link& link = one.stored.link;
    if (WritesValue(link)) kinds.insert(link.value_kind());
    for (const auto& withdrawal : link.withdrawals()) kinds.insert(withdrawal.value().value_kind());
    if (link.state() == v1::Link::STATE_DECIDED) kinds.insert(v1::LINK_VALUE_KIND_NONE);
  }
  for (const v1::LinkValueKind kind : kinds) {
    EDUPLAN_RETURN_IF_ERROR(MayWrite(access_, call, plan, kind));
  }
  return absl::OkStatus();
}

absl::Status Acceptance::Check(const server::Call& call, const PlanId& plan,
                               std::vector<Decided> decided) {
  const client::Outgoing outgoing = client::Forward(call);
  const auto definitions = indicators_.Definitions(outgoing);
  if (!definitions.ok()) {
    return IsUndecided(definitions.status()) ? absl::OkStatus() : definitions.status();
  }
  std::vector<StoredLink*> links;
  links.reserve(decided.size());
  for (Decided& one : decided) links.push_back(&one.stored);
  for (LinkWrite& write : MakeWrites(plan, **definitions, links)) {
    const std::string id = write.request_id();
    write.clear_request_id();
    write.set_validate_only(true);
    const auto answer = indicators_.Write(outgoing, write);
    if (!answer.ok()) {
      if (IsUndecided(answer.status())) continue;
      return answer.status();
    }
    for (const indicator_v1::RowError& error : answer->errors()) {
      if (IsSuperseded(write, error)) continue;
      for (const Decided& one : decided) {
        if (IsIn(one.stored, id, write, error.row())) return Refusal(error, one.place);
      }
    }
  }
  return absl::OkStatus();
}

absl::Status Acceptance::AddDecisions(change_log::Change& change, const PlanId& plan,
                                      const Known& known, const linking::Linker* definitions,
                                      std::vector<Decided>& decided,
                                      v1::AcceptLinksResponse* response) {
  // Its deletion takes back what is linked by then, and nothing that comes later.
  EDUPLAN_ASSIGN_OR_RETURN(const auto deleter, DeletedBy(change.sql(), plan));
  if (deleter) return status::NotFound(plan.Name());
  EDUPLAN_ASSIGN_OR_RETURN(const auto links, ReadLinks(change.sql(), plan));
  std::vector<StoredLink*> fresh;
  for (Decided& one : decided) {
    v1::Link& link = one.stored.link;
    const auto found = links.find(link.measurement_id());
    const v1::Link* before = found == links.end() ? nullptr : &found->second.link;
    if (before != nullptr && SameDecision(*before, link)) continue;
    const v1::Link* seen = known.Before(link);
    EDUPLAN_RETURN_IF_ERROR(CheckUnchanged(seen, before));
    if (one.figure != nullptr) {
      EDUPLAN_RETURN_IF_ERROR(Remember(change, plan.organization, ToRemember(one)));
    }
    if (before != nullptr && LeavesLink(*before, link)) {
      link = *before;
      continue;
    }
    TakeOver(before, link);
    link.set_principal(change.principal().Actor());
    *link.mutable_time() = api::ToProto(change.time());
    link.set_sequence(change.sequence());
    one.stored.write_id.clear();
    one.stored.withdraw_ids.clear();
    fresh.push_back(&one.stored);
  }
  if (definitions != nullptr) {
    for (const LinkWrite& write : MakeWrites(plan, *definitions, fresh)) {
      EDUPLAN_RETURN_IF_ERROR(AddWrite(change.sql(), plan, write));
    }
  }
  for (const StoredLink* stored : fresh) {
    EDUPLAN_RETURN_IF_ERROR(AddLink(change, plan, *stored));
  }
  for (const Decided& one : decided) *response->add_links() = one.stored.link;
  response->set_consistency_token(change_log::MakeToken("plan_items", change.sequence()));
  return change.Audit("link.decide", plan.Name(), text::Cat("{\"links\":", fresh.size(), "}"));
}

absl::Status Acceptance::Decide(const server::Call& call, const PlanId& plan,
                                const v1::AcceptLinksRequest& request, const Known& known,
                                std::vector<Decided>& decided, v1::AcceptLinksResponse* response) {
  const auto definitions = indicators_.Definitions(client::Forward(call));
  const std::vector<Decided> as_read = decided;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response->Clear();
    decided = as_read;
    return AddDecisions(change, plan, known, definitions.ok() ? definitions->get() : nullptr,
                        decided, response);
  };
  return changes_.Write(server::WriteOf(call, request), response, body).status();
}

// The links of the request, or those of the caller that were pending, as they stand now.
absl::StatusOr<v1::AcceptLinksResponse> Acceptance::Respond(const server::Call& call,
                                                            const PlanId& plan,
                                                            const std::vector<Decided>& decided,
                                                            const Completion::Outcome& outcome,
                                                            v1::AcceptLinksResponse response) {
  absl::flat_hash_map<std::string, StoredLink> links;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(links, ReadLinks(transaction, plan));
        return absl::OkStatus();
      }));
  std::vector<std::string> ids;
  ids.reserve(decided.size());
  for (const Decided& one : decided) ids.push_back(one.stored.link.measurement_id());
  if (decided.empty()) {
    std::set<std::string> mine(outcome.moved.begin(), outcome.moved.end());
    for (const auto& [id, stored] : links) {
      if (stored.link.state() == v1::Link::STATE_PENDING &&
          stored.link.principal() == call.principal.Actor()) {
        mine.insert(id);
      }
    }
    ids.assign(mine.begin(), mine.end());
  }
  response.clear_links();
  for (const std::string& id : ids) {
    const v1::Link& link = links[id].link;
    const bool pending = link.state() == v1::Link::STATE_PENDING;
    response.set_pending_count(response.pending_count() + (pending ? 1 : 0));
    *response.add_links() = link;
  }
  response.mutable_findings()->Assign(outcome.findings.begin(), outcome.findings.end());
  EDUPLAN_ASSIGN_OR_RETURN(*response.mutable_consistency_token(),
                           change_log::MergeTokens(response.consistency_token(), outcome.token));
  return response;
}

absl::StatusOr<v1::AcceptLinksResponse> Acceptance::Accept(const server::Call& call,
                                                           const v1::AcceptLinksRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId plan, ParsePlanName(request.parent(), "parent"));
  // Whoever may decide nothing here learns nothing; what exactly may be decided is asked below.
  if (!access_.Check(call, auth::Action::kReview, plan.organization).ok()) {
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, plan.organization).status());
  }
  EDUPLAN_RETURN_IF_ERROR(indicators_.Configured());
  Completion::Outcome outcome;
  if (!request.validate_only()) {
    EDUPLAN_ASSIGN_OR_RETURN(outcome, completion_.Own(call, plan));
    if (!outcome.undecided) EDUPLAN_RETURN_IF_ERROR(completion_.Others(call, plan));
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Known known, ReadKnown(plan));
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Decided> decided,
                           ReadDecisions(request, known.plan, known.figures, known.links));
  std::vector<Decided> fresh;
  for (Decided& one : decided) {
    const v1::Link* before = known.Before(one.stored.link);
    if (before == nullptr || !LeavesLink(*before, one.stored.link)) {
      TakeOver(before, one.stored.link);
    }
    if (before == nullptr || !SameDecision(*before, one.stored.link)) fresh.push_back(one);
  }
  EDUPLAN_RETURN_IF_ERROR(MayDecide(call, plan, decided));
  v1::AcceptLinksResponse response;
  if (!decided.empty()) {
    EDUPLAN_RETURN_IF_ERROR(Check(call, plan, fresh));
    EDUPLAN_RETURN_IF_ERROR(Decide(call, plan, request, known, decided, &response));
    if (request.validate_only()) return response;
    EDUPLAN_ASSIGN_OR_RETURN(Completion::Outcome written, completion_.Own(call, plan));
    outcome.moved.insert(outcome.moved.end(), written.moved.begin(), written.moved.end());
    outcome.findings.insert(outcome.findings.end(), written.findings.begin(),
                            written.findings.end());
    EDUPLAN_ASSIGN_OR_RETURN(outcome.token, change_log::MergeTokens(outcome.token, written.token));
  }
  return Respond(call, plan, decided, outcome, std::move(response));
}

}  // namespace eduplan::plan_items
