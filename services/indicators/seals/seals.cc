#include "services/indicators/seals/seals.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "nlohmann/json.hpp"
#include "services/indicators/checks/checks.h"
#include "services/indicators/rollups/versions.h"
#include "services/indicators/seals/seal_findings.h"
#include "services/indicators/seals/seal_moves.h"
#include "services/indicators/seals/seal_store.h"
#include "services/indicators/seals/set_members.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/successions.h"

namespace eduplan::indicators {
namespace {

using Members = std::optional<std::set<std::string, std::less<>>>;

const std::set<std::string, std::less<>>* Get(const Members& members) {
  return members ? &*members : nullptr;
}

absl::StatusOr<Members> MembersOf(sql::Transaction& transaction, const SealKey& key) {
  if (key.set.empty()) return std::nullopt;
  EDUPLAN_ASSIGN_OR_RETURN(auto members, SetMembers(transaction, key.set));
  return Members(std::move(members));
}

// Whose totals a move changes: those of the organization, of all that ever stood above it, and of
// those that went on with it, with all above them.
std::set<VersionKey> VersionsChanged(const tree::Forest& forest, const SealKey& key) {
  std::vector<std::string> organizations = forest.successions().EverHeirs(key.organization);
  organizations.push_back(key.organization);
  std::set<VersionKey> changed;
  std::vector<tree::Forest::Index> nodes;
  for (const std::string& organization : organizations) {
    changed.emplace(organization, key.period.text());
    const tree::Forest::Index node = forest.Find(organization);
    if (node != tree::Forest::kNone) nodes.push_back(node);
  }
  for (const tree::Forest::Index above : forest.EverAncestors(nodes)) {
    changed.emplace(forest.Id(above), key.period.text());
  }
  return changed;
}

absl::Status Announce(change_log::Change& change, const tree::Forest& forest, const SealKey& key,
                      const SealVersion& version) {
  nlohmann::json open = nlohmann::json::array();
  for (const auto& [code, meanwhile] : version.open) open.push_back(code);
  const std::string detail = nlohmann::json({{"period", key.period.text()},
                                             {"set", key.set},
                                             {"state", v1::Seal::State_Name(version.state)},
                                             {"openCells", std::move(open)},
                                             {"transition", version.transition},
                                             {"reason", version.reason}})
                                 .dump();
  const std::string name = SealName(key.organization, key.period.text(), key.set);
  EDUPLAN_RETURN_IF_ERROR(
      change.Emit("eduplan.indicator.seal.moved", name, key.organization, detail));
  EDUPLAN_RETURN_IF_ERROR(change.Audit("seal.move", name, detail));
  return BumpVersions(change.sql(), VersionsChanged(forest, key));
}

absl::Status Reused(const std::string& transition) {
  return status::InvalidField("transition", "TRANSITION_REUSED",
                              "this id was used for another move of this seal",
                              "该transition已用于此数据的另一次状态变更")
      .With("transition", transition);
}

}  // namespace

struct Seals::Move {
  SealRequest request;
  bool by_reviewer = false;
};

absl::StatusOr<v1::Seal> Seals::Transition(const server::Call& call,
                                           const v1::TransitionSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(SealRequest parsed, ParseTransition(request));
  const std::string& organization = parsed.key.organization;
  bool by_reviewer = parsed.target == v1::Seal::STATE_APPROVED;
  if (parsed.target == v1::Seal::STATE_OPEN) {
    // A return by a reviewer, or else recalled by the filer.
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest,
                             access_.Check(call, auth::Action::kRead, organization));
    const auth::Relation relation =
        tree::RelationOf(*forest, call.principal.organization, organization,
                         tree::ToDay(api::LocalDay(absl::Now())));
    const absl::Status review = auth::Authorize(call.principal, auth::Action::kReview, relation);
    by_reviewer = review.ok();
    if (!by_reviewer && !parsed.cells.empty()) return review;
    if (!by_reviewer) {
      EDUPLAN_RETURN_IF_ERROR(auth::Authorize(call.principal, auth::Action::kSubmit, relation));
    }
  } else {
    const auto action = by_reviewer ? auth::Action::kReview : auth::Action::kSubmit;
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, action, organization).status());
  }
  return Run(call, request, {.request = std::move(parsed), .by_reviewer = by_reviewer});
}

absl::StatusOr<v1::Seal> Seals::Reopen(const server::Call& call,
                                       const v1::ReopenSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(SealRequest parsed, ParseReopening(request));
  EDUPLAN_RETURN_IF_ERROR(
      access_.Check(call, auth::Action::kReview, parsed.key.organization).status());
  return Run(call, request, {.request = std::move(parsed), .by_reviewer = true});
}

absl::StatusOr<v1::Seal> Seals::Run(const server::Call& call,
                                    const google::protobuf::Message& message, const Move& move) {
  v1::Seal response;
  const auto body = [&](change_log::Change& change) { return RunIn(change, move, &response); };
  EDUPLAN_RETURN_IF_ERROR(changes_
                              .Write({.principal = &call.principal,
                                      .method = call.method,
                                      .request = &message,
                                      .trace_id = call.trace_parent},
                                     &response, body)
                              .status());
  return response;
}

absl::Status Seals::RunIn(change_log::Change& change, const Move& move, v1::Seal* response) {
  const SealRequest& request = move.request;
  const SealKey& key = request.key;
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<SealVersion> done,
                           FindTransition(change.sql(), key, request.transition));
  const std::string asked = request.Digest();
  if (done) {
    if (!done->asked.empty() && done->asked != asked) return Reused(request.transition);
    *response = ToProto(key.organization, key.period.text(), *done);
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
  EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(change.sql()));
  EDUPLAN_ASSIGN_OR_RETURN(const Members members, MembersOf(change.sql(), key));
  EDUPLAN_ASSIGN_OR_RETURN(const SealVersion before, ReadSeal(change.sql(), key));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> codes,
                           CodesOf(*catalogue, key.period, request.cells, Get(members)));
  SealVersion next;
  EDUPLAN_ASSIGN_OR_RETURN(static_cast<FiledVersion&>(next), Next(change, move, codes, before));
  if (request.target == v1::Seal::STATE_SUBMITTED) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const std::vector<v1::CheckFinding> findings,
        CheckValues(change.sql(), *catalogue, *forest, key.organization, key.period, {}, key.set));
    EDUPLAN_RETURN_IF_ERROR(RefuseFindings(findings));
  }
  next.target = request.target;
  next.asked = asked;
  next.transition = request.transition;
  next.principal = change.principal().subject;
  next.reason = request.reason;
  next.time_us = api::ToMicros(change.time());
  EDUPLAN_RETURN_IF_ERROR(PutSeal(change, key, &next));
  EDUPLAN_RETURN_IF_ERROR(Announce(change, *forest, key, next));
  *response = ToProto(key.organization, key.period.text(), next);
  return absl::OkStatus();
}

absl::StatusOr<FiledVersion> Seals::Next(change_log::Change& change, const Move& move,
                                         const std::vector<std::string>& codes,
                                         const SealVersion& before) {
  const SealRequest& request = move.request;
  const int64_t now = change.sequence();
  if (request.target == v1::Seal::STATE_SUBMITTED) return Submitted(before, now);
  if (request.target == v1::Seal::STATE_APPROVED) return Approved(before, now);
  if (request.target != v1::Seal::STATE_OPEN) {
    return Reopened(before, codes, request.meanwhile, now);
  }
  if (move.by_reviewer) return Returned(before, codes, now);
  const SealVersion* earlier = nullptr;
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<SealVersion> versions,
                           ReadSealVersions(change.sql(), request.key));
  if (before.target == v1::Seal::STATE_SUBMITTED && versions.size() > 1) earlier = &versions[1];
  return Recalled(before, earlier, now);
}

}  // namespace eduplan::indicators
