#include "services/indicators/rollups/computer.h"

#include <set>
#include <utility>
#include <vector>

#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;

absl::Status CheckKnown(const Question& question, const tree::Forest& forest) {
  for (const std::string& organization : question.organizations) {
    if (forest.Find(organization) == tree::Forest::kNone) {
      return status::NotFound("organizations/" + organization);
    }
  }
  return absl::OkStatus();
}

// Computes every part of the plan in a snapshot, each base period of all organizations at once.
absl::Status ComputePlan(const Question& question, const Plan& plan, const Snapshot& snapshot,
                         Moment* moment) {
  for (const Plan::Part& part : plan.parts) {
    const std::string facet = part.facet.Name();
    for (const Period& period : part.periods) {
      std::vector<std::string> wanted;
      for (const std::string& organization : question.organizations) {
        if (!snapshot.live() || part.always.contains(period.text()) ||
            !snapshot.versions.Of(organization, period.text()).empty()) {
          wanted.push_back(organization);
        }
      }
      if (wanted.empty()) continue;
      EDUPLAN_ASSIGN_OR_RETURN(auto totals, ComputeTotals(snapshot, part.facet, period, wanted));
      for (auto& [organization, total] : totals) {
        moment->Put(facet, organization, period.text(), std::move(total));
      }
    }
  }
  return absl::OkStatus();
}

// The organizations and all that stand right below them on a day that matters: a superset only
// costs rows of versions.
std::set<std::string> WithChildren(const Question& question, const Plan& plan, const Forest& forest,
                                   const Catalogue& catalogue) {
  std::set<tree::Day> days;
  for (const Plan::Part& part : plan.parts) {
    for (const Period& period : part.periods) days.merge(WalkedDays(catalogue, part.facet, period));
  }
  std::set<std::string> nodes(question.organizations.begin(), question.organizations.end());
  for (const std::string& organization : question.organizations) {
    const Forest::Index root = forest.Find(organization);
    for (const tree::Day day : days) {
      for (const Forest::Index child : forest.Children(root, day)) {
        // Entries are only looked for at those that have something below them.
        if (!forest.EverChildren(child).empty()) nodes.emplace(forest.Id(child));
      }
    }
  }
  return nodes;
}

}  // namespace

std::string MadeFrom(const Question& question, const Plan& plan, const Versions& versions) {
  std::string made_from(versions.Definitions());
  const std::set<std::string> periods = plan.AllPeriods();
  for (const std::string& organization : question.organizations) {
    text::Append(&made_from, "|", versions.Tree(organization));
    for (const std::string& period : periods) {
      text::Append(&made_from, ",", versions.Of(organization, period));
    }
  }
  return made_from;
}

absl::StatusOr<std::optional<change_log::Tick>> MomentComputer::TickOf(const Question& question) {
  if (!question.read_time) return std::optional<change_log::Tick>();
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.AtTime(*question.read_time));
  return std::optional<change_log::Tick>(tick);
}

absl::StatusOr<Moment> MomentComputer::Compute(const Question& question) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<change_log::Tick> tick, TickOf(question));
  Moment moment;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(Opened opened, ComputeIn(transaction, question, tick));
        moment = std::move(opened.moment);
        return absl::OkStatus();
      }));
  return moment;
}

absl::StatusOr<MomentComputer::Opened> MomentComputer::ComputeIn(
    sql::Transaction& transaction, const Question& question,
    const std::optional<change_log::Tick>& tick) {
  Opened opened;
  opened.snapshot.transaction = &transaction;
  EDUPLAN_RETURN_IF_ERROR(Open(tick, &opened));
  Moment& moment = opened.moment;
  moment.forest = opened.snapshot.forest;
  moment.catalogue = opened.snapshot.catalogue;
  EDUPLAN_RETURN_IF_ERROR(CheckKnown(question, *moment.forest));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                           moment.catalogue->Select(question.indicators));
  const Plan plan = PlanOf(question, *moment.catalogue, selected);
  if (tick) {
    moment.tick = *tick;
    moment.tree_sequence = moment.forest->sequence();
  } else {
    EDUPLAN_RETURN_IF_ERROR(ReadVersionsInto(question, plan, &opened));
  }
  EDUPLAN_RETURN_IF_ERROR(ComputePlan(question, plan, opened.snapshot, &moment));
  return opened;
}

absl::Status MomentComputer::Open(const std::optional<change_log::Tick>& tick, Opened* opened) {
  Snapshot& snapshot = opened->snapshot;
  if (tick) {
    snapshot.sequence = tick->sequence;
    EDUPLAN_ASSIGN_OR_RETURN(snapshot.forest, replica_.AsOf(*snapshot.transaction, tick->sequence));
    EDUPLAN_ASSIGN_OR_RETURN(snapshot.catalogue,
                             catalogue_.AsOf(*snapshot.transaction, tick->sequence));
    return absl::OkStatus();
  }
  snapshot.cache = &cache_;
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.forest, replica_.In(*snapshot.transaction));
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.catalogue, catalogue_.In(*snapshot.transaction));
  return absl::OkStatus();
}

absl::Status MomentComputer::ReadVersionsInto(const Question& question, const Plan& plan,
                                              Opened* opened) {
  Snapshot& snapshot = opened->snapshot;
  EDUPLAN_ASSIGN_OR_RETURN(
      snapshot.versions,
      ReadVersions(*snapshot.transaction,
                   WithChildren(question, plan, *snapshot.forest, *snapshot.catalogue),
                   plan.AllPeriods()));
  opened->moment.tick = snapshot.versions.tick;
  opened->moment.tree_sequence = snapshot.versions.tree_sequence;
  opened->moment.made_from = MadeFrom(question, plan, snapshot.versions);
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Forest>> MomentComputer::ForestOf(const Question& question) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<change_log::Tick> tick, TickOf(question));
  if (!tick) {
    EDUPLAN_RETURN_IF_ERROR(replica_.Refresh());
    return replica_.Current();
  }
  std::shared_ptr<const Forest> forest;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(forest, replica_.AsOf(transaction, tick->sequence));
        return absl::OkStatus();
      }));
  return forest;
}

}  // namespace eduplan::indicators
