#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_STATE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_STATE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "services/indicators/model/decimal.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// What one organization entered for one indicator and period.
struct Entry {
  enum class Content : uint8_t { kMissing = 0, kNumber = 1, kNotApplicable = 2, kRateOnly = 3 };
  Content content = Content::kMissing;
  int64_t amount = 0;  // millionths
  friend bool operator==(const Entry&, const Entry&) = default;
};

// Partial total of one indicator: merges in any order and grouping, so that a province can be
// computed from its cities. Meaning of the sums by aggregation (all exact, in millionths or, for
// products, millionths squared):
//   SUM: a = Σ value. RATIO: a = Σ numerator, b = Σ denominator. WEIGHTED_MEAN: a = Σ value ×
//   weight, b = Σ weight. MEAN: a = Σ value. MIN, MAX, NONE: a = the value. COUNT_TRUE, SHARE_TRUE:
//   a = number of values other than zero. MEDIAN: every value, in no order. FORMULA: nothing.
struct State {
  Wide a = 0;
  Wide b = 0;
  std::vector<int64_t> values;
  int32_t expected = 0;        // contributors it applies to
  int32_t reported = 0;        // of these, with a value
  int32_t not_applicable = 0;  // beside them
  int32_t rate_only = 0;       // of those reported, not in a and b
  bool estimated = false;      // something in it was apportioned or inherited (推算)

  int32_t missing() const { return expected - reported; }
  int32_t merged() const { return reported - rate_only; }
  // Somebody said something.
  bool heard() const { return reported > 0 || not_applicable > 0; }
  friend bool operator==(const State&, const State&) = default;
};

// All indicators' states of a node, in catalogue order.
using States = std::vector<State>;

void Merge(const State& from, v1::Aggregation aggregation, State* into);

// What one contributor adds. `entries` are its own by place in the catalogue, `own` is the place of
// the definition's indicator.
State Contribution(const Definition& definition, int own, std::span<const Entry> entries);

// True if something of the indicator is among the entries: its value, or a part of the ratio.
bool Entered(const Definition& definition, int own, std::span<const Entry> entries);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_STATE_H_
