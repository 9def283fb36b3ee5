#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/indicators/model/entry_table.h"
#include "services/indicators/model/filing.h"
#include "services/indicators/model/projection.h"
#include "services/indicators/model/state.h"
#include "services/platform/calendar/period.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// How an organization takes part in the total of an indicator at a node.
enum class Part { kContributor, kOwnPart, kDetail };

// Visits, from `root` down in the tree of that day, each organization that takes part in a total of
// an indicator entered at `entry_level`, parents before children:
//   kContributor: it stands at the entry level, or is the root itself at or below it;
//   kOwnPart: it stands above (its 本级 part counts if it is there, or if nothing stands below it);
//   kDetail: it stands below a contributor or has no organization of the entry level above it, and
//   never counts.
// `visit` answers whether to go below the node.
void VisitParts(const tree::Forest& forest, tree::Forest::Index root, tree::Day day,
                int entry_level, absl::FunctionRef<bool(tree::Forest::Index, Part)> visit);

// On which boundaries figures are totalled.
struct Boundaries {
  // Those of each indicator's reference day in the figures' own period, unless one of these is set.
  std::optional<tree::Day> day;            // of this day: CURRENT is today
  std::optional<calendar::Period> period;  // of each indicator's reference day in that period

  bool own() const { return !day && !period; }
  tree::Day On(const Definition& definition, const calendar::Period& figures) const;
};

// What totals of one period are made from.
struct RollupInput {
  const Catalogue* catalogue;
  const tree::Forest* forest;
  const EntryTable* entries;
  const calendar::Period* period;
  Boundaries boundaries = {};
  // Whose figures count; null: all as of `sequence` (LIVE).
  const Filings* filings = nullptr;
  int64_t sequence = kLive;
  // With filings: as if all right below the root that have filed had filed what stands now.
  bool as_if_filed_now = false;
};

// What one organization contributes of its own to the indicators of a total.
struct Contribute {
  tree::Forest::Index node;
  Part part;                     // kContributor or kOwnPart
  int indicator;                 // place in the catalogue
  const Definition* definition;  // the edition of the period
  std::string_view source;       // whose figure it was: the node's own unless it was inherited
  const State* state;
  bool not_filed;  // there may be a figure, but it does not count in this view
};

// Calls `visit` for each contribution to a total at `root`, and asks `known` for the finished
// states of a node below it, or null: with them nothing at or below that node is visited, but
// `merge` is called for each of its indicators that this total is made of.
struct RollupVisitor {
  absl::FunctionRef<void(const Contribute&)> visit;
  absl::FunctionRef<const States*(tree::Forest::Index)> known;
  absl::FunctionRef<void(int indicator, const Definition&, const State&)> merge;
};
// `only`: places of the indicators wanted; all if empty.
void VisitContributions(const RollupInput& input, tree::Forest::Index root,
                        const std::vector<int>& only, const RollupVisitor& visitor);

// Total of every indicator at `root`. `known`: see RollupVisitor.
States ComputeStates(const RollupInput& input, tree::Forest::Index root,
                     absl::FunctionRef<const States*(tree::Forest::Index)> known);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_
