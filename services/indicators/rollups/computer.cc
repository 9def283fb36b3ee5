#include "services/indicators/rollups/computer.h"

#include <set>
#include <utility>
#include <vector>

#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/tables.h"

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

// The organizations and all at and below them whose totals may be cached, on any day that matters.
std::set<std::string> WithInner(const Question& question, const Plan& plan, const Forest& forest,
                                const Catalogue& catalogue) {
  std::set<tree::Day> days;
  for (const Plan::Part& part : plan.parts) {
    for (const Period& period : part.periods) days.merge(WalkedDays(catalogue, part.facet, period));
  }
  std::set<std::string> nodes(question.organizations.begin(), question.organizations.end());
  for (const std::string& organization : question.organizations) {
    for (const tree::Day day : days) {
      std::vector<Forest::Index> stack = {forest.Find(organization)};
      while (!stack.empty()) {
        const Forest::Index node = stack.back();
        stack.pop_back();
        nodes.emplace(forest.Id(node));
        for (const Forest::Index child : InnerChildren(forest, catalogue, node, day)) {
          stack.push_back(child);
        }
      }
    }
  }
  return nodes;
}

// The statement for all versions that a question's computation looks at.
absl::StatusOr<sql::Statement> SelectFor(const Question& question, const Forest& forest,
                                         const Catalogue& catalogue) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected, catalogue.Select(question.indicators));
  const Plan plan = PlanOf(question, catalogue, selected);
  return SelectVersions(WithInner(question, plan, forest, catalogue), plan.AllPeriods());
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
  Moment& moment = opened.moment;
  Snapshot& snapshot = opened.snapshot;
  snapshot.transaction = &transaction;
  EDUPLAN_RETURN_IF_ERROR(tick ? OpenAsOf(*tick, &opened) : OpenNow(question, &opened));
  EDUPLAN_RETURN_IF_ERROR(CheckKnown(question, *snapshot.forest));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                           snapshot.catalogue->Select(question.indicators));
  const Plan plan = PlanOf(question, *snapshot.catalogue, selected);
  moment.forest = snapshot.forest;
  moment.catalogue = snapshot.catalogue;
  if (!tick) moment.made_from = MadeFrom(question, plan, snapshot.versions);
  EDUPLAN_RETURN_IF_ERROR(ComputePlan(question, plan, snapshot, &moment));
  return opened;
}

absl::Status MomentComputer::OpenAsOf(const change_log::Tick& tick, Opened* opened) {
  Snapshot& snapshot = opened->snapshot;
  snapshot.sequence = tick.sequence;
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.forest, replica_.AsOf(*snapshot.transaction, tick.sequence));
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.catalogue,
                           catalogue_.AsOf(*snapshot.transaction, tick.sequence));
  opened->moment.tick = tick;
  opened->moment.tree_sequence = snapshot.forest->sequence();
  return absl::OkStatus();
}

absl::Status MomentComputer::OpenNow(const Question& question, Opened* opened) {
  Snapshot& snapshot = opened->snapshot;
  snapshot.cache = &cache_;
  // Which versions are needed depends on the tree and the definitions. Those in memory are nearly
  // always those of the snapshot: then one round trip reads all.
  const auto forest = replica_.Current();
  const auto catalogue = catalogue_.Current();
  const auto wanted = [&](const Forest& tree, const Catalogue& definitions) {
    return SelectFor(question, tree, definitions);
  };
  std::vector<sql::Statement> selects = {{std::string(tree::kSelectHead), {}},
                                         CatalogueStore::SelectVersion()};
  bool guessed = catalogue != nullptr && CheckKnown(question, *forest).ok();
  if (guessed) {
    // Definitions that are behind may not know an indicator yet.
    absl::StatusOr<sql::Statement> select = wanted(*forest, *catalogue);
    guessed = select.ok();
    if (guessed) selects.push_back(*std::move(select));
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<sql::Rows> answers, snapshot.transaction->QueryAll(selects));
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.forest, replica_.In(*snapshot.transaction, answers[0]));
  EDUPLAN_ASSIGN_OR_RETURN(snapshot.catalogue, catalogue_.In(*snapshot.transaction, answers[1]));
  if (guessed && snapshot.forest == forest && snapshot.catalogue == catalogue) {
    snapshot.versions = VersionsOf(answers[2]);
  } else {
    EDUPLAN_RETURN_IF_ERROR(CheckKnown(question, *snapshot.forest));
    EDUPLAN_ASSIGN_OR_RETURN(const sql::Statement select,
                             wanted(*snapshot.forest, *snapshot.catalogue));
    EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                             snapshot.transaction->Query(select.sql, select.params));
    snapshot.versions = VersionsOf(rows);
  }
  opened->moment.tick = snapshot.versions.tick;
  opened->moment.tree_sequence = snapshot.versions.tree_sequence;
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
