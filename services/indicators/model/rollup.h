#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "services/indicators/model/decimal.h"
#include "services/indicators/model/definition.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// What one organization entered for one indicator and period.
struct Entry {
  enum class Content { kMissing = 0, kNumber = 1, kNotApplicable = 2, kRateOnly = 3 };
  Content content = Content::kMissing;
  int64_t amount = 0;  // millionths
};

// Partial total of one indicator: merges in any order and grouping, so that a province can be
// computed from its cities. Meaning of the sums by aggregation (all exact, in millionths or, for
// products, millionths squared):
//   SUM: a = Σ value. RATIO: a = Σ numerator, b = Σ denominator. WEIGHTED_MEAN: a = Σ value ×
//   weight, b = Σ weight. MEAN: a = Σ value. MIN, MAX, NONE: a = the value. COUNT_TRUE, SHARE_TRUE:
//   a = number of values other than zero.
struct State {
  Wide a = 0;
  Wide b = 0;
  int32_t expected = 0;        // contributors it applies to
  int32_t reported = 0;        // of these, with a value
  int32_t not_applicable = 0;  // beside them
  int32_t rate_only = 0;       // of those reported, not in a and b

  int32_t missing() const { return expected - reported; }
  int32_t merged() const { return reported - rate_only; }
  // Somebody said something.
  bool heard() const { return reported > 0 || not_applicable > 0; }
  friend bool operator==(const State&, const State&) = default;
};

void Merge(const State& from, v1::Aggregation aggregation, State* into);
// What one contributor adds, given its own entries.
State Contribution(const Definition& definition,
                   absl::FunctionRef<Entry(std::string_view code)> entry);

// All indicators' states of a node, in catalogue order.
using States = std::vector<State>;

// The entries of one period: organization -> indicator (place in the catalogue) -> entry.
class EntryTable {
 public:
  void Set(const std::string& organization, int indicator, const Entry& entry) {
    entries_[organization][indicator] = entry;
  }
  Entry Get(std::string_view organization, int indicator) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Row = absl::flat_hash_map<int, Entry>;
  std::unordered_map<std::string, Row, Hash, std::equal_to<>> entries_;
};

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

// Total of every indicator at `root`. `known` gives the finished states of a node below the root
// (its cached entry), or null; then nothing below that node is looked at for indicators entered at
// its level or below.
struct RollupInput {
  const Catalogue* catalogue;
  const tree::Forest* forest;
  const EntryTable* entries;
  const calendar::Period* period;
};
States ComputeStates(const RollupInput& input, tree::Forest::Index root,
                     absl::FunctionRef<const States*(tree::Forest::Index)> known);

// True if the organization adds its own part above the entry level: it entered something, or nobody
// stands below it.
bool OwnPartCounts(const RollupInput& input, const Definition& definition,
                   tree::Forest::Index index);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_ROLLUP_H_
