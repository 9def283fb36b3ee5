#include "services/plan_items/links/completion.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "services/plan_items/links/link_answers.h"
#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/take_back.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kMethod = "eduplan.plan.v1.LinkService/Complete";

// The unanswered requests in the order of the decisions that they came of.
std::vector<std::string> RequestsInOrder(std::vector<StoredLink> pending) {
  std::stable_sort(pending.begin(), pending.end(), [](const StoredLink& a, const StoredLink& b) {
    return a.link.sequence() < b.link.sequence();
  });
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const StoredLink& stored : pending) {
    for (std::string& id : RequestsOf(stored)) {
      if (seen.insert(id).second) ids.push_back(std::move(id));
    }
  }
  return ids;
}

}  // namespace

// Who sends, and whose decisions.
struct Completion::Sender {
  auth::Principal principal;
  client::Outgoing outgoing;

  // A change of this service's own, which nobody repeats.
  change_log::WriteRequest Write(const google::protobuf::Message& message) const {
    return {.principal = &principal,
            .method = kMethod,
            .request_id = {},
            .request = &message,
            .validate_only = false,
            .trace_id = outgoing.trace_parent};
  }
};

absl::StatusOr<std::vector<StoredLink>> Completion::Pending(const PlanId& plan,
                                                            std::string_view principal) {
  std::vector<StoredLink> pending;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(pending, ReadPending(transaction, plan, principal));
        return absl::OkStatus();
      }));
  return pending;
}

// Gives those that were decided while the definitions could not be read their requests.
absl::Status Completion::Prepare(const Sender& sender, const PlanId& plan) {
  const auto definitions = indicators_.Definitions(sender.outgoing);
  if (!definitions.ok()) {
    return IsUndecided(definitions.status()) ? absl::OkStatus() : definitions.status();
  }
  v1::AcceptLinksResponse nothing;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredLink> pending,
                             ReadPending(change.sql(), plan, sender.principal.Actor()));
    std::vector<StoredLink*> links;
    for (StoredLink& stored : pending) {
      if (NeedsRequest(stored)) links.push_back(&stored);
    }
    for (const LinkWrite& write : MakeWrites(plan, **definitions, links)) {
      EDUPLAN_RETURN_IF_ERROR(AddWrite(change.sql(), plan, write));
    }
    for (const StoredLink* stored : links) {
      EDUPLAN_RETURN_IF_ERROR(MoveLink(change.sql(), plan, *stored));
    }
    return change.Audit("link.prepare", plan.Name(), "{}");
  };
  return changes_.Write(sender.Write(nothing), &nothing, body).status();
}

absl::StatusOr<std::vector<std::string>> Completion::Record(
    const Sender& sender, const PlanId& plan, const LinkWrite& write,
    const absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>& answer) {
  std::vector<std::string> moved;
  v1::AcceptLinksResponse nothing;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    moved.clear();
    EDUPLAN_ASSIGN_OR_RETURN(const bool first, DeleteWrite(change.sql(), plan, write.request_id()));
    if (!first) return absl::OkStatus();
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredLink> pending,
                             ReadPending(change.sql(), plan, sender.principal.Actor()));
    std::vector<StoredLink> written;
    for (StoredLink& stored : pending) {
      const std::vector<std::string> ids = RequestsOf(stored);
      if (std::find(ids.begin(), ids.end(), write.request_id()) == ids.end()) continue;
      TakeAnswer(answer, write, stored);
      EDUPLAN_RETURN_IF_ERROR(MoveLink(change.sql(), plan, stored));
      moved.push_back(stored.link.measurement_id());
      if (WritesValue(stored.link)) written.push_back(std::move(stored));
    }
    EDUPLAN_RETURN_IF_ERROR(TakeBackIfDeleted(change, plan, std::move(written)));
    return change.Audit("link.apply", plan.Name(),
                        text::Cat("{\"request\":\"", write.request_id(), "\"}"));
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(sender.Write(nothing), &nothing, body).status());
  return moved;
}

absl::Status Completion::SendOne(const Sender& sender, const PlanId& plan, const std::string& id,
                                 Outcome* outcome) {
  std::optional<LinkWrite> write;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(write, ReadWrite(transaction, plan, id));
        return absl::OkStatus();
      }));
  if (!write) return absl::OkStatus();  // another was faster
  const auto answer = indicators_.Write(sender.outgoing, *write);
  if (!answer.ok() && IsUndecided(answer.status())) {
    outcome->undecided = true;
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> moved,
                           Record(sender, plan, *write, answer));
  outcome->moved.insert(outcome->moved.end(), moved.begin(), moved.end());
  if (!answer.ok()) return absl::OkStatus();
  for (const indicator_v1::CheckFinding& finding : answer->findings()) {
    outcome->findings.push_back(ToFinding(finding, write->period()));
  }
  EDUPLAN_ASSIGN_OR_RETURN(outcome->token,
                           change_log::MergeTokens(outcome->token, answer->consistency_token()));
  return absl::OkStatus();
}

absl::StatusOr<Completion::Outcome> Completion::Send(const Sender& sender, const PlanId& plan) {
  const std::string& actor = sender.principal.Actor();
  Outcome outcome;
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredLink> pending, Pending(plan, actor));
  if (std::any_of(pending.begin(), pending.end(), NeedsRequest)) {
    EDUPLAN_RETURN_IF_ERROR(Prepare(sender, plan));
    EDUPLAN_ASSIGN_OR_RETURN(pending, Pending(plan, actor));
    outcome.undecided = std::any_of(pending.begin(), pending.end(), NeedsRequest);
  }
  for (const std::string& id : RequestsInOrder(std::move(pending))) {
    if (outcome.undecided) break;
    EDUPLAN_RETURN_IF_ERROR(SendOne(sender, plan, id, &outcome));
  }
  return outcome;
}

absl::StatusOr<Completion::Outcome> Completion::Own(const server::Call& call, const PlanId& plan) {
  return Send({.principal = call.principal, .outgoing = client::Forward(call)}, plan);
}

absl::StatusOr<Completion::Outcome> Completion::OnBehalf(const Waiting& waiting,
                                                         absl::Time deadline) {
  EDUPLAN_ASSIGN_OR_RETURN(client::Outgoing outgoing,
                           behalf_.OutgoingFor(waiting.principal, deadline));
  return Send(
      {.principal = behalf_.PrincipalFor(waiting.principal), .outgoing = std::move(outgoing)},
      waiting.plan);
}

absl::Status Completion::Others(const server::Call& call, const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<StoredLink> pending, Pending(plan, ""));
  std::set<std::string> others;
  for (const StoredLink& stored : pending) {
    if (stored.link.principal() != call.principal.Actor()) others.insert(stored.link.principal());
  }
  for (const std::string& other : others) {
    EDUPLAN_ASSIGN_OR_RETURN(const Outcome outcome, OnBehalf({plan, other}, call.deadline));
    if (outcome.undecided) break;
  }
  return absl::OkStatus();
}

}  // namespace eduplan::plan_items
