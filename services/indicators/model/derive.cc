#include "services/indicators/model/derive.h"

#include <algorithm>
#include <utility>

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

// Whether a total of a longer time is the sum of the totals of its parts.
bool AddsOverTime(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO ||
         aggregation == v1::AGGREGATION_MEAN || aggregation == v1::AGGREGATION_WEIGHTED_MEAN;
}

// Whether a total of a part of the time is the difference of two cumulatives.
bool Subtractable(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO;
}

// Adds a part of the time: amounts merge, counts are those of the worst part.
void MergeOverTime(const State& from, v1::Aggregation aggregation, bool first, State* into) {
  if (first) {
    *into = from;
    return;
  }
  const State counts = *into;
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
    if (!AddsOverTime(definition.aggregation())) {
      derived.incomplete = true;
      return derived;
    }
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

Derived DeriveStock(int index, const Period& period, const StatesByPeriod& states) {
  Derived derived;
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
  if (!Subtractable(definition.aggregation()) ||
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
  // The difference of totals of so many others is of nobody: 80 of B alone less 150 of A and B.
  derived.incomplete = before.merged() != derived.state.merged();
  derived.state.a -= before.a;
  derived.state.b -= before.b;
  derived.state.reported =
      derived.state.expected - std::max(derived.state.missing(), before.missing());
  derived.state.estimated = derived.state.estimated || before.estimated;
  derived.sources.push_back(start->text());
  return derived;
}

Rational Fraction(const Wide& numerator, const Wide& denominator) {
  return Rational(boost::multiprecision::cpp_int(numerator),
                  boost::multiprecision::cpp_int(denominator));
}

std::optional<Rational> Quotient(const Wide& numerator, const Wide& denominator) {
  if (denominator == 0) return std::nullopt;
  return Fraction(numerator, denominator);
}

Rational Median(std::vector<int64_t> values) {
  const size_t middle = values.size() / 2;
  std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(middle), values.end());
  Rational upper = FromMillionths(values[middle]);
  if (values.size() % 2 == 1) return upper;
  const int64_t lower =
      *std::max_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(middle));
  return (upper + FromMillionths(lower)) / 2;
}

std::optional<Period> Shifted(const Period& period, Shift shift) {
  switch (shift) {
    case Shift::kSame:
      return period;
    case Shift::kLastYear:
      return period.YearEarlier();
    case Shift::kPrevious:
      return period.Before();
  }
  return std::nullopt;
}

// The counts of several totals taken together are those of the worst.
void Worsen(const Total& operand, State* counts) {
  const State& other = operand.derived.state;
  const int32_t missing = std::max(counts->missing(), other.missing());
  counts->expected = std::max(counts->expected, other.expected);
  counts->reported = counts->expected - missing;
  counts->not_applicable = std::max(counts->not_applicable, other.not_applicable);
  counts->rate_only = std::max(counts->rate_only, other.rate_only);
  counts->estimated = counts->estimated || other.estimated;
}

void Evaluate(const Catalogue& catalogue, const Period& period, const StatesByPeriod& states,
              Total* total) {
  const Definition& definition = *total->definition;
  total->value =
      definition.formula->Evaluate([&](const Reference& reference) -> std::optional<Rational> {
        const std::optional<Period> shifted = Shifted(period, reference.shift);
        const int index = catalogue.IndexOf(reference.code);
        if (!shifted || index < 0) return std::nullopt;
        const Total operand = TotalOf(catalogue, index, *shifted, states);
        Worsen(operand, &total->derived.state);
        total->derived.incomplete = total->derived.incomplete || operand.derived.incomplete;
        return operand.value;
      });
  if (total->value) total->derived.incomplete = false;
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
  const State* own = Find(states, period, index);
  if (definition.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) {
    derived = DeriveToDate(definition, index, period, states);
  } else if (own != nullptr && own->heard()) {
    derived.state = *own;
    derived.sources = {period.text()};
  } else if (definition.temporal_kind() == v1::TEMPORAL_KIND_FLOW) {
    derived = DeriveFlow(definition, index, period, states);
  } else {
    derived = DeriveStock(index, period, states);
  }
  // Nobody said anything, or only for a part: what was expected is still to be told.
  if (own != nullptr && derived.sources.empty()) derived.state = *own;
  return derived;
}

std::optional<Rational> ExactValue(const Definition& definition, const State& state) {
  if (state.merged() <= 0) return std::nullopt;
  const Wide merged = state.merged();
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return Quotient(state.a * definition.factor, state.b * kScale);
    case v1::AGGREGATION_WEIGHTED_MEAN:
      return Quotient(state.a, state.b * kScale);
    case v1::AGGREGATION_MEAN:
      return Quotient(state.a, merged * kScale);
    case v1::AGGREGATION_SHARE_TRUE:
      return Quotient(state.a * 100, merged);
    case v1::AGGREGATION_COUNT_TRUE:
      return Fraction(state.a, 1);
    case v1::AGGREGATION_MEDIAN:
      if (state.values.empty()) return std::nullopt;
      return Median(state.values);
    case v1::AGGREGATION_NONE:
      if (state.merged() != 1) return std::nullopt;
      return Fraction(state.a, kScale);
    case v1::AGGREGATION_FORMULA:
      return std::nullopt;
    default:
      return Fraction(state.a, kScale);
  }
}

Total TotalOf(const Catalogue& catalogue, int index, const Period& period,
              const StatesByPeriod& states) {
  Total total;
  total.definition = catalogue.At(index, period);
  if (total.definition == nullptr) return total;
  if (total.definition->formula) {
    Evaluate(catalogue, period, states, &total);
    return total;
  }
  total.derived = DeriveOverTime(*total.definition, index, period, states);
  if (!total.derived.incomplete) total.value = ExactValue(*total.definition, total.derived.state);
  return total;
}

std::vector<Period> PeriodsOf(const Catalogue& catalogue, int index, const Period& period) {
  std::vector<Period> periods = {period};
  const Definition* definition = catalogue.At(index, period);
  if (definition == nullptr || !definition->formula) return periods;
  for (const Reference& reference : definition->formula->references()) {
    const std::optional<Period> shifted = Shifted(period, reference.shift);
    const int place = catalogue.IndexOf(reference.code);
    if (!shifted || place < 0) continue;
    for (Period& other : PeriodsOf(catalogue, place, *shifted)) {
      if (std::find(periods.begin(), periods.end(), other) == periods.end()) {
        periods.push_back(std::move(other));
      }
    }
  }
  return periods;
}

}  // namespace eduplan::indicators
