#include "services/indicators/model/present.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr int kMostDecimals = 6;

// Whether the exact value is shown, and rounded only in the text.
bool ShownExactly(v1::Aggregation aggregation) {
  switch (aggregation) {
    case v1::AGGREGATION_RATIO:
    case v1::AGGREGATION_WEIGHTED_MEAN:
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_SHARE_TRUE:
    case v1::AGGREGATION_FORMULA:
      return false;
    default:
      return true;
  }
}

bool IsPercentage(const Definition& definition) {
  return definition.proto.unit() == "%";
}

void FillCompleteness(const State& state, v1::Completeness* completeness) {
  completeness->set_expected(state.expected);
  completeness->set_reported(state.reported);
  completeness->set_missing(state.missing());
  completeness->set_not_applicable(state.not_applicable);
  completeness->set_rate_only(state.rate_only);
}

}  // namespace

std::string RoundHonestly(const Rational& value, int decimals, bool percentage) {
  for (int digits = decimals; digits < kMostDecimals; ++digits) {
    std::string text = FormatRounded(value, digits);
    const bool zero = text.find_first_not_of("-0.") == std::string::npos;
    const bool all = percentage && text == FormatRounded(100, digits);
    if (!(zero && value != 0) && !(all && value != 100)) return text;
  }
  return FormatRounded(value, std::max(decimals, kMostDecimals));
}

std::string PresentValue(const Definition& definition, const std::optional<Rational>& value) {
  if (!value) return "";
  if (ShownExactly(definition.aggregation())) return ToDecimalText(*value);
  return RoundHonestly(*value, definition.proto.decimals(), IsPercentage(definition));
}

std::string PresentText(const Definition& definition, const std::optional<Rational>& value) {
  if (!value) return "";
  // How many there are is counted and has no decimals.
  const bool counted = definition.aggregation() == v1::AGGREGATION_COUNT_TRUE;
  return text::Cat(
      RoundHonestly(*value, counted ? 0 : definition.proto.decimals(), IsPercentage(definition)),
      definition.proto.unit());
}

Parts PresentParts(const Definition& definition, const State& state) {
  if (state.merged() <= 0) return {};
  const Wide merged = state.merged();
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return {FormatDecimal(state.a), FormatDecimal(state.b)};
    case v1::AGGREGATION_WEIGHTED_MEAN:
      return {FormatDecimal(state.a, 12), FormatDecimal(state.b)};
    case v1::AGGREGATION_SHARE_TRUE:
      return {FormatDecimal(state.a, 0), FormatDecimal(merged, 0)};
    case v1::AGGREGATION_MEAN:
      return {FormatDecimal(state.a), FormatDecimal(merged, 0)};
    default:
      return {};
  }
}

v1::RollupCell PresentCell(const Definition& definition, const calendar::Period& period,
                           const Total& total) {
  const Derived& derived = total.derived;
  v1::RollupCell cell;
  cell.set_indicator(definition.proto.name());
  cell.set_display_name(definition.proto.display_name());
  cell.set_unit(definition.proto.unit());
  if (!derived.incomplete) {
    cell.set_value(PresentValue(definition, total.value));
    cell.set_text(PresentText(definition, total.value));
    Parts parts = PresentParts(definition, derived.state);
    cell.set_numerator(std::move(parts.numerator));
    cell.set_denominator(std::move(parts.denominator));
  }
  if (derived.has_cumulative) {
    cell.set_cumulative(PresentValue(definition, ExactValue(definition, derived.cumulative)));
  }
  FillCompleteness(derived.state, cell.mutable_completeness());
  if (derived.sources != std::vector<std::string>{period.text()}) {
    for (const std::string& source : derived.sources) cell.add_derived_from(source);
  }
  cell.set_incomplete(derived.incomplete);
  cell.set_estimated(derived.state.estimated);
  if (derived.state.missing() > 0) {
    cell.add_remarks(text::Cat("缺报", derived.state.missing(), "家"));
  }
  if (derived.state.rate_only > 0) {
    cell.add_remarks(text::Cat("仅报比率", derived.state.rate_only, "家，未计入"));
  }
  if (derived.state.estimated) cell.add_remarks("含推算数");
  return cell;
}

}  // namespace eduplan::indicators
