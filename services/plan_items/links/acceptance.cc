#include "services/plan_items/links/acceptance.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/memory_store.h"
#include "services/plan_items/links/plan_figures.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/api/time.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

struct Known {
  v1::Plan plan;
  std::vector<PlanFigure> figures;
  absl::flat_hash_map<std::string, StoredLink> links;
};

absl::StatusOr<Known> ReadKnown(change_log::ChangeLog& changes, const PlanId& id) {
  Known known;
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes.Current());
  EDUPLAN_RETURN_IF_ERROR(
      changes.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(transaction, id));
        if (!stored || stored->plan.state() == v1::Plan::STATE_DELETED) {
          return status::NotFound(id.Name());
        }
        known.plan = std::move(stored->plan);
        EDUPLAN_ASSIGN_OR_RETURN(known.figures, ReadFigures(transaction, id, tick.sequence));
        EDUPLAN_ASSIGN_OR_RETURN(known.links, ReadLinks(transaction, id));
        return absl::OkStatus();
      }));
  return known;
}

// A request of this service's own, which nobody repeats.
template <typename Message>
change_log::WriteRequest OwnWrite(const server::Call& call, const Message& message) {
  return {.principal = &call.principal,
          .method = call.method,
          .request_id = {},
          .request = &message,
          .validate_only = false,
          .trace_id = call.trace_parent};
}

std::vector<StoredLink*> Pointers(std::vector<StoredLink>& links) {
  std::vector<StoredLink*> pointers;
  pointers.reserve(links.size());
  for (StoredLink& link : links) pointers.push_back(&link);
  return pointers;
}

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

}  // namespace

struct Acceptance::Outcome {
  std::vector<StoredLink> moved;
  std::vector<v1::LinkFinding> findings;
  std::string token;
};

absl::Status Acceptance::MayDecide(const server::Call& call, const PlanId& plan,
                                   const v1::AcceptLinksRequest& request) {
  absl::Status files = access_.Check(call, auth::Action::kFile, plan.organization).status();
  if (files.ok() || !absl::IsPermissionDenied(files)) return files;
  // A superior sets targets by what the organization plans.
  const bool targets = !request.decisions().empty() &&
                       std::all_of(request.decisions().begin(), request.decisions().end(),
                                   [](const v1::LinkDecision& decision) {
                                     return decision.value_kind() == v1::LINK_VALUE_KIND_TARGET;
                                   });
  if (!targets) return files;
  return access_.Check(call, auth::Action::kReview, plan.organization).status();
}

absl::Status Acceptance::Check(const server::Call& call, const PlanId& plan,
                               std::vector<Decided>& decided) {
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
    if (answer->errors().empty()) continue;
    const indicator_v1::RowError& error = answer->errors(0);
    for (size_t i = 0; i < links.size(); ++i) {
      if (links[i]->write_id != id || links[i]->write_row != error.row()) continue;
      return Refusal(error, decided[i].place);
    }
  }
  return absl::OkStatus();
}

absl::Status Acceptance::Decide(const server::Call& call, const PlanId& plan,
                                const v1::AcceptLinksRequest& request,
                                std::vector<Decided>& decided, v1::AcceptLinksResponse* response) {
  const auto definitions = indicators_.Definitions(client::Forward(call));
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response->Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const auto known, ReadLinks(change.sql(), plan));
    std::vector<StoredLink*> fresh;
    for (Decided& one : decided) {
      v1::Link& link = one.stored.link;
      const auto before = known.find(link.measurement_id());
      if (before != known.end() && SameDecision(before->second.link, link)) continue;
      if (before != known.end() && before->second.link.state() == v1::Link::STATE_PENDING &&
          before->second.link.principal() == call.principal.subject) {
        return status::Unavailable("LINK_PENDING",
                                   "the decision before is still to be written; try again",
                                   "此前的确认尚待写入，请稍后重试", absl::Seconds(2));
      }
      link.set_principal(call.principal.subject);
      *link.mutable_time() = api::ToProto(change.time());
      link.set_sequence(change.sequence());
      one.stored.write_id.clear();
      fresh.push_back(&one.stored);
      EDUPLAN_RETURN_IF_ERROR(Remember(change, plan.organization, ToRemember(one)));
    }
    if (definitions.ok()) {
      for (const LinkWrite& write : MakeWrites(plan, **definitions, fresh)) {
        EDUPLAN_RETURN_IF_ERROR(AddWrite(change.sql(), plan, write));
      }
    }
    for (const StoredLink* stored : fresh) {
      EDUPLAN_RETURN_IF_ERROR(AddLink(change, plan, *stored));
    }
    for (const Decided& one : decided) *response->add_links() = one.stored.link;
    response->set_consistency_token(change_log::MakeToken("plan_items", change.sequence()));
    return change.Audit("link.decide", plan.Name(), text::Cat("{\"links\":", fresh.size(), "}"));
  };
  return changes_.Write(server::WriteOf(call, request), response, body).status();
}

absl::StatusOr<std::vector<StoredLink>> Acceptance::Pending(const PlanId& plan,
                                                            const server::Call& call) {
  std::vector<StoredLink> pending;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(pending, ReadPending(transaction, plan, call.principal.subject));
        return absl::OkStatus();
      }));
  return pending;
}

// Gives those that were decided while the definitions could not be read their requests.
absl::Status Acceptance::Prepare(const server::Call& call, const PlanId& plan) {
  const auto definitions = indicators_.Definitions(client::Forward(call));
  if (!definitions.ok()) {
    return IsUndecided(definitions.status()) ? absl::OkStatus() : definitions.status();
  }
  v1::AcceptLinksResponse nothing;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredLink> pending,
                             ReadPending(change.sql(), plan, call.principal.subject));
    std::erase_if(pending, [](const StoredLink& stored) { return !stored.write_id.empty(); });
    std::vector<StoredLink*> links = Pointers(pending);
    for (const LinkWrite& write : MakeWrites(plan, **definitions, links)) {
      EDUPLAN_RETURN_IF_ERROR(AddWrite(change.sql(), plan, write));
    }
    for (const StoredLink& stored : pending) {
      EDUPLAN_RETURN_IF_ERROR(MoveLink(change.sql(), plan, stored));
    }
    return change.Audit("link.prepare", plan.Name(), "{}");
  };
  return changes_.Write(OwnWrite(call, nothing), &nothing, body).status();
}

absl::Status Acceptance::Send(const server::Call& call, const PlanId& plan,
                              const std::vector<StoredLink>& links, Outcome* outcome) {
  const std::string& id = links.front().write_id;
  std::optional<LinkWrite> stored_write;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(stored_write, ReadWrite(transaction, plan, id));
        return absl::OkStatus();
      }));
  if (!stored_write) return absl::OkStatus();  // another call was faster
  const LinkWrite& write = *stored_write;
  const auto answer = indicators_.Write(client::Forward(call), write);
  if (!answer.ok() && IsUndecided(answer.status())) return absl::OkStatus();
  std::vector<StoredLink> moved = links;
  for (StoredLink& stored : moved) TakeAnswer(answer, write, stored);
  v1::AcceptLinksResponse nothing;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    for (const StoredLink& stored : moved) {
      EDUPLAN_RETURN_IF_ERROR(MoveLink(change.sql(), plan, stored));
    }
    EDUPLAN_RETURN_IF_ERROR(DeleteWrite(change.sql(), plan, id));
    return change.Audit("link.apply", plan.Name(), text::Cat("{\"request\":\"", id, "\"}"));
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(OwnWrite(call, nothing), &nothing, body).status());
  std::move(moved.begin(), moved.end(), std::back_inserter(outcome->moved));
  if (!answer.ok()) return absl::OkStatus();
  for (const indicator_v1::CheckFinding& finding : answer->findings()) {
    outcome->findings.push_back(ToFinding(finding, write.period()));
  }
  EDUPLAN_ASSIGN_OR_RETURN(outcome->token,
                           change_log::MergeTokens(outcome->token, answer->consistency_token()));
  return absl::OkStatus();
}

absl::Status Acceptance::Complete(const server::Call& call, const PlanId& plan, Outcome* outcome) {
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredLink> pending, Pending(plan, call));
  if (pending.empty()) return absl::OkStatus();
  if (std::any_of(pending.begin(), pending.end(),
                  [](const StoredLink& stored) { return stored.write_id.empty(); })) {
    EDUPLAN_RETURN_IF_ERROR(Prepare(call, plan));
    EDUPLAN_ASSIGN_OR_RETURN(pending, Pending(plan, call));
  }
  std::map<std::string, std::vector<StoredLink>> writes;
  for (StoredLink& stored : pending) {
    if (!stored.write_id.empty()) writes[stored.write_id].push_back(std::move(stored));
  }
  for (const auto& [id, links] : writes) {
    EDUPLAN_RETURN_IF_ERROR(Send(call, plan, links, outcome));
  }
  return absl::OkStatus();
}

// The links of the request, or those that were pending, as they stand now.
absl::StatusOr<v1::AcceptLinksResponse> Acceptance::Respond(const server::Call& call,
                                                            const PlanId& plan,
                                                            const std::vector<Decided>& decided,
                                                            const Outcome& outcome,
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
    for (const StoredLink& stored : outcome.moved) ids.push_back(stored.link.measurement_id());
    for (const auto& [id, stored] : links) {
      if (stored.link.state() == v1::Link::STATE_PENDING &&
          stored.link.principal() == call.principal.subject) {
        ids.push_back(id);
      }
    }
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
  EDUPLAN_RETURN_IF_ERROR(MayDecide(call, plan, request));
  EDUPLAN_RETURN_IF_ERROR(indicators_.Configured());
  Outcome outcome;
  EDUPLAN_ASSIGN_OR_RETURN(const Known known, ReadKnown(changes_, plan));
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Decided> decided,
                           ReadDecisions(request, known.plan, known.figures));
  if (!request.validate_only()) EDUPLAN_RETURN_IF_ERROR(Complete(call, plan, &outcome));
  const auto is_known = [&](const Decided& one) {
    const auto found = known.links.find(one.stored.link.measurement_id());
    return found != known.links.end() && SameDecision(found->second.link, one.stored.link);
  };
  v1::AcceptLinksResponse response;
  if (!decided.empty()) {
    std::vector<Decided> fresh;
    for (const Decided& one : decided) {
      if (!is_known(one)) fresh.push_back(one);
    }
    EDUPLAN_RETURN_IF_ERROR(Check(call, plan, fresh));
    EDUPLAN_RETURN_IF_ERROR(Decide(call, plan, request, decided, &response));
    if (request.validate_only()) return response;
    EDUPLAN_RETURN_IF_ERROR(Complete(call, plan, &outcome));
  }
  return Respond(call, plan, decided, outcome, std::move(response));
}

}  // namespace eduplan::plan_items
