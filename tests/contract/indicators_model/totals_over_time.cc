#include <algorithm>

#include "tests/contract/indicators_model/totals.h"

namespace eduplan::indicators_model {
namespace {

std::optional<Rational> ValueOf(const Definition& definition, const Sum& sum) {
  if (sum.counted() <= 0) return std::nullopt;
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      if (sum.b == 0) return std::nullopt;
      return sum.a / sum.b * Rational(std::stoi(definition.proto.factor()));
    case v1::AGGREGATION_WEIGHTED_MEAN:
      if (sum.b == 0) return std::nullopt;
      return sum.a / sum.b;
    case v1::AGGREGATION_MEAN:
      return sum.a / sum.counted();
    case v1::AGGREGATION_SHARE_TRUE:
      return sum.a * 100 / sum.counted();
    case v1::AGGREGATION_NONE:
      if (sum.counted() != 1) return std::nullopt;
      return sum.a;
    case v1::AGGREGATION_MEDIAN: {
      std::vector<Rational> values = sum.values;
      if (values.empty()) return std::nullopt;
      std::sort(values.begin(), values.end());
      const size_t n = values.size();
      return n % 2 == 1 ? values[n / 2] : Rational((values[n / 2 - 1] + values[n / 2]) / 2);
    }
    default:
      return sum.a;
  }
}

}  // namespace

bool Passes(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO ||
         aggregation == v1::AGGREGATION_MEAN || aggregation == v1::AGGREGATION_WEIGHTED_MEAN;
}

const Sum& Totals::Reported(const std::string& code, const Span& span) {
  const auto [place, added] = reported_.try_emplace({code, span});
  if (added && At(code, span) != nullptr) {
    Visit(organization_, Now(code, span), false, code, span, &place->second);
  }
  return place->second;
}

void Totals::Flow(const std::string& code, const Span& span, Total* total) {
  const v1::Aggregation aggregation = total->definition->aggregation();
  for (const char kind : KindsLike(span)) {
    const std::vector<Span> parts = Cut(span, kind);
    const auto heard = [&](const Span& part) { return Reported(code, part).heard(); };
    if (std::none_of(parts.begin(), parts.end(), heard)) continue;
    if (!Passes(aggregation)) {
      total->incomplete = true;
      return;
    }
    bool first = true;
    for (const Span& part : parts) {
      const Sum& sum = Reported(code, part);
      if (!sum.heard()) {
        total->incomplete = true;
        continue;
      }
      // Amounts add; what is missing is what was missing most.
      Sum& all = total->sum;
      if (first) {
        all = sum;
      } else {
        const int missing = std::max(all.missing(), sum.missing());
        all.a += sum.a;
        all.b += sum.b;
        all.expected = std::max(all.expected, sum.expected);
        all.reported = all.expected - missing;
        all.not_applicable = std::min(all.not_applicable, sum.not_applicable);
        all.rate_only = std::max(all.rate_only, sum.rate_only);
        all.estimated |= sum.estimated;
      }
      first = false;
    }
    return;
  }
}

void Totals::Stock(const std::string& code, const Span& span, Total* total) {
  for (const char kind : KindsLike(span)) {
    const std::vector<Span> parts = Cut(span, kind);
    if (!parts.empty() && Reported(code, parts.back()).heard()) {
      total->sum = Reported(code, parts.back());
      total->incomplete = false;
      return;
    }
    for (const Span& part : parts) total->incomplete |= Reported(code, part).heard();
  }
}

void Totals::ToDate(const std::string& code, const Span& span, Total* total) {
  const Definition& definition = *total->definition;
  std::vector<Span> ends = EndingAt(span, span.beyond());
  ends.insert(ends.begin(), span);
  const auto heard = [&](const std::vector<Span>& spans) -> const Sum* {
    for (const Span& one : spans) {
      if (Reported(code, one).heard()) return &Reported(code, one);
    }
    return nullptr;
  };
  const Sum* end = heard(ends);
  if (end == nullptr) {
    total->sum = Reported(code, span);
    return;
  }
  total->sum = *end;
  total->cumulative = ValueOf(definition, *end);
  const bool subtracts = definition.aggregation() == v1::AGGREGATION_SUM ||
                         definition.aggregation() == v1::AGGREGATION_RATIO;
  const int begins =
      definition.proto.accumulates_from() == v1::ACCUMULATES_FROM_SCHOOL_YEAR_START ? 8 : 0;
  // It began at zero within the period or at its start.
  const int months_since = (span.beyond() - 1 - begins) % 12;
  if (!subtracts || span.beyond() - 1 - months_since >= span.first()) return;
  const Sum* start = heard(EndingAt(span, span.first()));
  if (start == nullptr) {
    total->incomplete = true;
    return;
  }
  total->incomplete = end->counted() != start->counted();
  total->sum.a -= start->a;
  total->sum.b -= start->b;
  total->sum.reported = end->expected - std::max(end->missing(), start->missing());
  total->sum.estimated |= start->estimated;
}

void Totals::OverTime(const std::string& code, const Span& span, Total* total) {
  if (total->definition->proto.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) {
    ToDate(code, span, total);
  } else if (const Sum& own = Reported(code, span); own.heard()) {
    total->sum = own;
  } else {
    total->sum = own;
    if (total->definition->proto.temporal_kind() == v1::TEMPORAL_KIND_FLOW) {
      Flow(code, span, total);
    } else {
      Stock(code, span, total);
    }
  }
}

std::optional<Rational> Totals::Evaluate(const Expression& expression, const Span& span) {
  std::vector<std::optional<Rational>> values;
  for (const Expression& argument : expression.arguments) {
    values.push_back(Evaluate(argument, span));
  }
  switch (expression.op) {
    case '#':
      return Rational(expression.number);
    case 'c':
      return Of(expression.code, span).value;
    case 'y':
      return Of(expression.code, span.year_before()).value;
    case 'p':
      return Of(expression.code, span.before()).value;
    case 'o':
      for (const auto& value : values) {
        if (value) return value;
      }
      return std::nullopt;
    case 'i':
      if (!values[0] || !values[1]) return std::nullopt;
      return *values[0] > *values[1] ? values[2] : values[3];
    default:
      break;
  }
  for (const auto& value : values) {
    if (!value) return std::nullopt;
  }
  Rational result = *values[0];
  if (expression.op == 'a') return result < 0 ? Rational(-result) : result;
  for (size_t i = 1; i < values.size(); ++i) {
    const Rational& next = *values[i];
    if (expression.op == '/' && next == 0) return std::nullopt;
    if (expression.op == '+') result += next;
    if (expression.op == '-') result -= next;
    if (expression.op == '*') result *= next;
    if (expression.op == '/') result /= next;
    if (expression.op == 'm') result = std::min(result, next);
    if (expression.op == 'M') result = std::max(result, next);
  }
  return result;
}

void Totals::CountOperands(const Expression& expression, const Span& span, Total* total) {
  for (const Expression& argument : expression.arguments) CountOperands(argument, span, total);
  if (expression.code.empty()) return;
  const Total operand = Of(expression.code, expression.op == 'y'   ? span.year_before()
                                            : expression.op == 'p' ? span.before()
                                                                   : span);
  const int missing = std::max(total->sum.missing(), operand.sum.missing());
  total->sum.expected = std::max(total->sum.expected, operand.sum.expected);
  total->sum.reported = total->sum.expected - missing;
  total->sum.not_applicable = std::max(total->sum.not_applicable, operand.sum.not_applicable);
  total->sum.rate_only = std::max(total->sum.rate_only, operand.sum.rate_only);
  total->sum.estimated |= operand.sum.estimated;
  total->incomplete |= operand.incomplete;
}

Total Totals::Of(const std::string& code, const Span& span) {
  Total total;
  total.definition = At(code, span);
  if (total.definition == nullptr) return total;
  if (total.definition->aggregation() == v1::AGGREGATION_FORMULA) {
    total.value = Evaluate(total.definition->formula, span);
    CountOperands(total.definition->formula, span, &total);
    if (total.value) total.incomplete = false;
    return total;
  }
  OverTime(code, span, &total);
  if (!total.incomplete) total.value = ValueOf(*total.definition, total.sum);
  return total;
}

std::optional<Rational> Totals::Attained(const std::string& code, const Span& span) {
  const Definition* definition = At(code, span);
  if (definition == nullptr) return std::nullopt;
  const Total total = Of(code, span);
  if (definition->aggregation() == v1::AGGREGATION_FORMULA) return total.value;
  if (definition->proto.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) return total.cumulative;
  if (definition->proto.temporal_kind() == v1::TEMPORAL_KIND_STOCK ||
      definition->aggregation() != v1::AGGREGATION_SUM) {
    return total.value;
  }
  Rational sum = 0;
  for (Span part = span; part.first() >= span.whole().first(); part = part.before()) {
    const Total one = Of(code, part);
    if (!one.value) return std::nullopt;
    sum += *one.value;
  }
  return sum;
}

Rational Rounded(const Rational& value, int decimals) {
  Rational scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const Rational size = (value < 0 ? Rational(-value) : value) * scale + Rational(1, 2);
  const Rational floor(Integer(numerator(size) / denominator(size)));
  return (value < 0 ? Rational(-floor) : floor) / scale;
}

Rational RoundedHonestly(const Rational& value, int decimals, bool percentage) {
  for (;; ++decimals) {
    const Rational rounded = Rounded(value, decimals);
    const bool lies =
        (rounded == 0 && value != 0) || (percentage && rounded == 100 && value != 100);
    if (!lies || decimals >= 6) return rounded;
  }
}

}  // namespace eduplan::indicators_model
