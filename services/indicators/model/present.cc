#include "services/indicators/model/present.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

const State* Find(const StatesByPeriod& states, const Period& period, int index) {
  const auto found = states.find(period.text());
  return found == states.end() ? nullptr : &found->second[index];
}

// The first of `periods` for which somebody reported.
const Period* FirstHeard(const std::vector<Period>& periods, const StatesByPeriod& states,
                         int index) {
  for (const Period& period : periods) {
    const State* state = Find(states, period, index);
    if (state != nullptr && state->heard()) return &period;
  }
  return nullptr;
}

bool Additive(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO;
}

// Adds a part of the time: amounts merge, counts are those of the worst part.
void MergeOverTime(const State& from, v1::Aggregation aggregation, bool first, State* into) {
  if (first) {
    *into = from;
    return;
  }
  State counts = *into;
  Merge(from, aggregation, into);
  into->expected = std::max(counts.expected, from.expected);
  into->reported = into->expected - std::max(counts.missing(), from.missing());
  into->not_applicable = std::min(counts.not_applicable, from.not_applicable);
  into->rate_only = std::max(counts.rate_only, from.rate_only);
}

Derived DeriveFlow(const Definition& definition, int index, const Period& period,
                   const StatesByPeriod& states) {
  Derived derived;
  for (const std::vector<Period>& parts : period.Partitions()) {
    if (FirstHeard(parts, states, index) == nullptr) continue;
    for (const Period& part : parts) {
      const State* state = Find(states, part, index);
      if (state == nullptr || !state->heard()) {
        derived.incomplete = true;
        continue;
      }
      MergeOverTime(*state, definition.aggregation(), derived.sources.empty(), &derived.state);
      derived.sources.push_back(part.text());
    }
    return derived;
  }
  return derived;
}

Derived DeriveToDate(const Definition& definition, int index, const Period& period,
                     const StatesByPeriod& states) {
  Derived derived;
  std::vector<Period> ends = period.EndingTogether();
  ends.insert(ends.begin(), period);
  const Period* end = FirstHeard(ends, states, index);
  if (end == nullptr) return derived;
  derived.state = derived.cumulative = *Find(states, *end, index);
  derived.has_cumulative = true;
  derived.sources.push_back(end->text());
  if (!Additive(definition.aggregation()) ||
      period.start() <= definition.AccumulationStart(period)) {
    return derived;
  }
  const std::vector<Period> starts = period.EndingBefore();
  const Period* start = FirstHeard(starts, states, index);
  if (start == nullptr) {
    derived.incomplete = true;
    return derived;
  }
  const State& before = *Find(states, *start, index);
  derived.state.a -= before.a;
  derived.state.b -= before.b;
  derived.state.reported =
      derived.state.expected - std::max(derived.state.missing(), before.missing());
  derived.sources.push_back(start->text());
  return derived;
}

// The dividend and divisor of a quotient, both exact, so that the value is top / bottom.
struct Quotient {
  Wide top;
  Wide bottom;
  std::string numerator;
  std::string denominator;
};

Quotient QuotientOf(const Definition& definition, const State& state) {
  const Wide merged = state.merged();
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return {state.a * definition.factor, state.b * kScale, FormatDecimal(state.a),
              FormatDecimal(state.b)};
    case v1::AGGREGATION_WEIGHTED_MEAN:
      return {state.a, state.b * kScale, FormatDecimal(state.a, 12), FormatDecimal(state.b)};
    case v1::AGGREGATION_SHARE_TRUE:
      return {state.a * 100, merged, FormatDecimal(state.a, 0), FormatDecimal(merged, 0)};
    default:  // MEAN
      return {state.a, merged * kScale, FormatDecimal(state.a), FormatDecimal(merged, 0)};
  }
}

// As printed: an exact value is rounded to the indicator's decimals, a quotient is already.
std::string PresentText(const Definition& definition, const State& state,
                        const std::string& value) {
  if (value.empty()) return "";
  switch (definition.aggregation()) {
    case v1::AGGREGATION_SUM:
    case v1::AGGREGATION_MIN:
    case v1::AGGREGATION_MAX:
    case v1::AGGREGATION_NONE:
      return text::Cat(FormatQuotient(state.a, kScale, definition.proto.decimals()),
                       definition.proto.unit());
    default:
      return text::Cat(value, definition.proto.unit());
  }
}

}  // namespace

std::vector<Period> BasePeriods(const Period& period) {
  std::vector<Period> bases = {period};
  const auto add = [&](const std::vector<Period>& periods) {
    for (const Period& other : periods) {
      if (std::find(bases.begin(), bases.end(), other) == bases.end()) bases.push_back(other);
    }
  };
  for (const std::vector<Period>& parts : period.Partitions()) add(parts);
  add(period.EndingTogether());
  add(period.EndingBefore());
  return bases;
}

Derived DeriveOverTime(const Definition& definition, int index, const Period& period,
                       const StatesByPeriod& states) {
  Derived derived;
  if (definition.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) {
    derived = DeriveToDate(definition, index, period, states);
  } else if (const State* own = Find(states, period, index); own != nullptr && own->heard()) {
    derived.state = *own;
    derived.sources = {period.text()};
  } else if (definition.temporal_kind() == v1::TEMPORAL_KIND_FLOW) {
    derived = DeriveFlow(definition, index, period, states);
  } else {
    std::vector<Period> ends;
    for (const std::vector<Period>& parts : period.Partitions()) {
      if (!parts.empty()) ends.push_back(parts.back());
      derived.incomplete = derived.incomplete || FirstHeard(parts, states, index) != nullptr;
    }
    if (const Period* end = FirstHeard(ends, states, index); end != nullptr) {
      derived.state = *Find(states, *end, index);
      derived.sources = {end->text()};
      derived.incomplete = false;
    }
  }
  // Nobody said anything, or only for a part: what was expected is still to be told.
  if (const State* own = Find(states, period, index); own != nullptr && derived.sources.empty()) {
    derived.state = *own;
  }
  return derived;
}

std::string PresentValue(const Definition& definition, const State& state, std::string* numerator,
                         std::string* denominator) {
  if (state.merged() <= 0) return "";
  switch (definition.aggregation()) {
    case v1::AGGREGATION_COUNT_TRUE:
      return FormatDecimal(state.a, 0);
    case v1::AGGREGATION_NONE:
      return state.merged() == 1 ? FormatDecimal(state.a) : "";
    case v1::AGGREGATION_RATIO:
    case v1::AGGREGATION_WEIGHTED_MEAN:
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_SHARE_TRUE:
      break;
    default:
      return FormatDecimal(state.a);
  }
  Quotient quotient = QuotientOf(definition, state);
  if (numerator != nullptr) *numerator = std::move(quotient.numerator);
  if (denominator != nullptr) *denominator = std::move(quotient.denominator);
  if (quotient.bottom == 0) return "";
  return FormatQuotient(quotient.top, quotient.bottom, definition.proto.decimals());
}

v1::RollupCell PresentCell(const Definition& definition, const Period& period,
                           const Derived& derived) {
  v1::RollupCell cell;
  cell.set_indicator(definition.proto.name());
  cell.set_display_name(definition.proto.display_name());
  cell.set_unit(definition.proto.unit());
  if (!derived.incomplete) {
    cell.set_value(PresentValue(definition, derived.state, cell.mutable_numerator(),
                                cell.mutable_denominator()));
    cell.set_text(PresentText(definition, derived.state, cell.value()));
  }
  if (derived.has_cumulative) {
    cell.set_cumulative(PresentValue(definition, derived.cumulative, nullptr, nullptr));
  }
  v1::Completeness& completeness = *cell.mutable_completeness();
  completeness.set_expected(derived.state.expected);
  completeness.set_reported(derived.state.reported);
  completeness.set_missing(derived.state.missing());
  completeness.set_not_applicable(derived.state.not_applicable);
  completeness.set_rate_only(derived.state.rate_only);
  if (derived.sources != std::vector<std::string>{period.text()}) {
    for (const std::string& source : derived.sources) cell.add_derived_from(source);
  }
  cell.set_incomplete(derived.incomplete);
  return cell;
}

}  // namespace eduplan::indicators
