#include "services/indicators/model/state.h"

#include <algorithm>

namespace eduplan::indicators {
namespace {

using Content = Entry::Content;

State Reported(const Wide& a, const Wide& b) {
  State state;
  state.a = a;
  state.b = b;
  state.expected = state.reported = 1;
  return state;
}

State RateOnly() {
  State state;
  state.expected = state.reported = state.rate_only = 1;
  return state;
}

State Missing() {
  State state;
  state.expected = 1;
  return state;
}

State NotApplicable() {
  State state;
  state.not_applicable = 1;
  return state;
}

const Entry& At(std::span<const Entry> entries, int index) {
  static constexpr Entry kMissing;
  return index < 0 ? kMissing : entries[index];
}

// A ratio counts where both its parts are there; a rate alone is shown and never merged.
State RatioContribution(const Entry& rate, const Entry& numerator, const Entry& denominator) {
  if (numerator.content == Content::kNumber && denominator.content == Content::kNumber) {
    return Reported(numerator.amount, denominator.amount);
  }
  if (rate.content == Content::kRateOnly || rate.content == Content::kNumber) return RateOnly();
  if (rate.content == Content::kNotApplicable || numerator.content == Content::kNotApplicable ||
      denominator.content == Content::kNotApplicable) {
    return NotApplicable();
  }
  return Missing();
}

State WeightedContribution(const Entry& value, const Entry& weight) {
  if (value.content == Content::kNotApplicable) return NotApplicable();
  if (value.content != Content::kNumber) return Missing();
  if (weight.content != Content::kNumber) return RateOnly();
  return Reported(Wide(value.amount) * weight.amount, weight.amount);
}

State PlainContribution(v1::Aggregation aggregation, const Entry& own) {
  if (own.content == Content::kNotApplicable) return NotApplicable();
  if (own.content == Content::kRateOnly) return RateOnly();
  if (own.content == Content::kMissing) return Missing();
  State state = Reported(own.amount, 0);
  if (aggregation == v1::AGGREGATION_COUNT_TRUE || aggregation == v1::AGGREGATION_SHARE_TRUE) {
    state.a = own.amount != 0 ? 1 : 0;
  } else if (aggregation == v1::AGGREGATION_MEDIAN) {
    state.a = 0;
    state.values = {own.amount};
  }
  return state;
}

}  // namespace

State Contribution(const Definition& definition, int own, std::span<const Entry> entries) {
  switch (definition.aggregation()) {
    case v1::AGGREGATION_FORMULA:
      return State();
    case v1::AGGREGATION_RATIO:
      return RatioContribution(entries[own], At(entries, definition.numerator_index),
                               At(entries, definition.denominator_index));
    case v1::AGGREGATION_WEIGHTED_MEAN:
      return WeightedContribution(entries[own], At(entries, definition.denominator_index));
    default:
      return PlainContribution(definition.aggregation(), entries[own]);
  }
}

bool Entered(const Definition& definition, int own, std::span<const Entry> entries) {
  if (entries[own].content != Content::kMissing) return true;
  if (definition.aggregation() != v1::AGGREGATION_RATIO) return false;
  return At(entries, definition.numerator_index).content != Content::kMissing ||
         At(entries, definition.denominator_index).content != Content::kMissing;
}

void Merge(const State& from, v1::Aggregation aggregation, State* into) {
  const bool both = from.merged() > 0 && into->merged() > 0;
  switch (aggregation) {
    case v1::AGGREGATION_MIN:
      into->a = both ? std::min(into->a, from.a) : Wide(into->a + from.a);
      break;
    case v1::AGGREGATION_MAX:
      into->a = both ? std::max(into->a, from.a) : Wide(into->a + from.a);
      break;
    case v1::AGGREGATION_NONE:
      // Shown only where a single contributor stands; the count tells whether that is so.
      if (!both) into->a += from.a;
      break;
    case v1::AGGREGATION_MEDIAN:
      into->values.insert(into->values.end(), from.values.begin(), from.values.end());
      break;
    default:
      into->a += from.a;
      into->b += from.b;
      break;
  }
  into->expected += from.expected;
  into->reported += from.reported;
  into->not_applicable += from.not_applicable;
  into->rate_only += from.rate_only;
  into->estimated = into->estimated || from.estimated;
}

}  // namespace eduplan::indicators
