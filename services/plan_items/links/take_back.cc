#include "services/plan_items/links/take_back.h"

#include <optional>
#include <utility>

#include "services/plan_items/linking/linker.h"
#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/plan_items/transition_store.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

std::vector<StoredLink> TakenBack(const std::vector<StoredLink>& links) {
  std::vector<StoredLink> decisions;
  for (const StoredLink& before : links) {
    if (!RequestsOf(before).empty()) continue;
    std::optional<v1::Link> decision = TakenBack(before.link);
    if (decision) decisions.push_back({.link = *std::move(decision)});
  }
  return decisions;
}

std::vector<LinkWrite> WritesThatTakeBack(const PlanId& plan, std::vector<StoredLink>& decisions) {
  // Definitions are asked for what is written, and nothing is.
  const linking::Linker none({});
  std::vector<StoredLink*> pointers;
  pointers.reserve(decisions.size());
  for (StoredLink& decision : decisions) pointers.push_back(&decision);
  return MakeWrites(plan, none, pointers);
}

absl::Status TakeBack(change_log::Change& change, const PlanId& plan, const std::string& principal,
                      const std::vector<StoredLink>& links) {
  std::vector<StoredLink> decisions = TakenBack(links);
  if (decisions.empty()) return absl::OkStatus();
  for (StoredLink& decision : decisions) {
    decision.link.set_principal(principal);
    *decision.link.mutable_time() = api::ToProto(change.time());
    decision.link.set_sequence(change.sequence());
  }
  for (const LinkWrite& write : WritesThatTakeBack(plan, decisions)) {
    EDUPLAN_RETURN_IF_ERROR(AddWrite(change.sql(), plan, write));
  }
  for (const StoredLink& decision : decisions) {
    EDUPLAN_RETURN_IF_ERROR(AddLink(change, plan, decision));
  }
  return change.Audit("link.take_back", plan.Name(),
                      text::Cat("{\"links\":", decisions.size(), "}"));
}

absl::Status TakeBackIfDeleted(change_log::Change& change, const PlanId& plan,
                               const std::vector<StoredLink>& links) {
  if (links.empty()) return absl::OkStatus();
  EDUPLAN_ASSIGN_OR_RETURN(const auto deleter, DeletedBy(change.sql(), plan));
  return deleter ? TakeBack(change, plan, *deleter, links) : absl::OkStatus();
}

}  // namespace eduplan::plan_items
