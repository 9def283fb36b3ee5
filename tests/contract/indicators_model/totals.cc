#include "tests/contract/indicators_model/totals.h"

#include <algorithm>

namespace eduplan::indicators_model {
namespace {

bool Passes(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO ||
         aggregation == v1::AGGREGATION_MEAN || aggregation == v1::AGGREGATION_WEIGHTED_MEAN;
}

void Join(const Sum& from, v1::Aggregation aggregation, Sum* into) {
  if (from.counted() > 0) {
    const bool first = into->counted() == 0;
    if (aggregation == v1::AGGREGATION_MIN) {
      into->a = first ? from.a : std::min(into->a, from.a);
    } else if (aggregation == v1::AGGREGATION_MAX) {
      into->a = first ? from.a : std::max(into->a, from.a);
    } else {
      into->a += from.a;
      into->b += from.b;
    }
  }
  into->values.insert(into->values.end(), from.values.begin(), from.values.end());
  into->expected += from.expected;
  into->reported += from.reported;
  into->not_applicable += from.not_applicable;
  into->rate_only += from.rate_only;
  into->estimated |= from.estimated;
}

std::string Key(const Definition& definition) {
  return definition.proto.apportion_key().empty() ? "default" : definition.proto.apportion_key();
}

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

const Definition* Totals::At(const std::string& code, const Span& span) const {
  const Definition* found = nullptr;
  for (const Definition& edition : definitions_.at(code)) {
    if (edition.from <= span.last()) found = &edition;
  }
  return found;
}

Entry Totals::Figure(const std::string& organization, const std::string& code, const Span& span,
                     int as_of) const {
  if (as_of == 0) return {};
  const auto stands = [&](v1::ValueKind kind, int step) {
    const auto found = facts_.values.find({organization, code, span, kind});
    const Entry* entry = found == facts_.values.end() ? nullptr : found->second.At(step);
    return entry == nullptr ? Entry() : *entry;
  };
  if (facet_.figures == v1::FIGURES_VERIFIED) {
    const Entry verified = stands(v1::VALUE_KIND_VERIFIED, step_);
    if (verified.content != Content::kMissing) return verified;
  }
  return stands(v1::VALUE_KIND_FILED, as_of);
}

Sum Totals::Contribution(const std::string& organization, const std::string& code, const Span& span,
                         const AsOf& as_of) const {
  const Definition& definition = *At(code, span);
  const Entry own = Figure(organization, code, span, as_of.at(code));
  Entry above;
  Entry below;
  if (!definition.proto.numerator().empty()) {
    above = Figure(organization, definition.proto.numerator(), span,
                   as_of.at(definition.proto.numerator()));
  }
  if (!definition.proto.denominator().empty()) {
    below = Figure(organization, definition.proto.denominator(), span,
                   as_of.at(definition.proto.denominator()));
  }
  Sum sum;
  sum.expected = sum.reported = 1;
  const auto not_applicable = [&] {
    sum.expected = sum.reported = 0;
    sum.not_applicable = 1;
    return sum;
  };
  if (definition.aggregation() == v1::AGGREGATION_RATIO) {
    if (above.content == Content::kNumber && below.content == Content::kNumber) {
      sum.a = above.amount;
      sum.b = below.amount;
    } else if (own.content == Content::kRateOnly) {
      sum.rate_only = 1;
    } else if (own.content == Content::kNotApplicable || above.content == Content::kNotApplicable ||
               below.content == Content::kNotApplicable) {
      return not_applicable();
    } else {
      sum.reported = 0;
    }
    return sum;
  }
  if (own.content == Content::kNotApplicable) return not_applicable();
  if (own.content == Content::kMissing) {
    sum.reported = 0;
    return sum;
  }
  switch (definition.aggregation()) {
    case v1::AGGREGATION_WEIGHTED_MEAN:
      if (below.content == Content::kNumber) {
        sum.a = own.amount * below.amount;
        sum.b = below.amount;
      } else {
        sum.rate_only = 1;
      }
      break;
    case v1::AGGREGATION_COUNT_TRUE:
    case v1::AGGREGATION_SHARE_TRUE:
      sum.a = own.amount == 0 ? 0 : 1;
      break;
    case v1::AGGREGATION_MEDIAN:
      sum.values = {own.amount};
      break;
    default:
      sum.a = own.amount;
  }
  return sum;
}

Totals::AsOf Totals::Now(const std::string& code, const Span& span) const {
  const v1::Indicator& proto = At(code, span)->proto;
  AsOf now = {{code, step_}};
  if (!proto.numerator().empty()) now[proto.numerator()] = step_;
  if (!proto.denominator().empty()) now[proto.denominator()] = step_;
  return now;
}

Totals::AsOf Totals::CountsAbove(const std::string& node, const Span& span, const AsOf& above,
                                 bool as_if_filed) const {
  const auto found = facts_.seals.find({node, span});
  AsOf below;
  for (const auto& [code, as_of] : above) {
    const Seal* seal =
        found == facts_.seals.end() || as_of == 0 ? nullptr : found->second.At(as_of);
    int counts = 0;
    if (seal != nullptr) {
      const SealedCell& cell = seal->cells.at(code);
      counts = facet_.view == v1::VIEW_APPROVED ? cell.approved : cell.submitted;
    }
    below[code] = as_if_filed && counts != 0 ? step_ : counts;
  }
  return below;
}

Rational Totals::Share(const Rational& amount, const std::string& source, const std::string& heir,
                       const Definition& days_of, const std::string& code, const Span& span) const {
  const Definition& definition = *At(code, span);
  const Day since = days_of.ReferenceDay(span);
  const Day until = facet_.on ? *facet_.on : days_of.ReferenceDay(*facet_.of);
  const auto heirs = tree_.Heirs(source, since, until, Key(definition));
  Rational unit = 1;
  for (int i = 0; i < definition.proto.decimals(); ++i) unit /= 10;
  if (denominator(Rational(amount / unit)) != 1) unit = Rational(1, 1000000);
  const bool negative = amount < 0;
  const Rational units = (negative ? Rational(-amount) : amount) / unit;
  std::vector<std::pair<Rational, std::string>> remainders;
  std::map<std::string, Rational> parts;
  Rational left = units;
  for (const auto& [id, share] : heirs) {
    const Rational exact = units * share;
    const Rational floor(Integer(numerator(exact) / denominator(exact)));
    parts[id] = floor;
    left -= floor;
    remainders.emplace_back(Rational(floor - exact),
                            id);  // the largest remainder first, then by id
  }
  std::sort(remainders.begin(), remainders.end());
  for (size_t i = 0; left > 0 && i < remainders.size(); ++i, left -= 1) {
    parts[remainders[i].second] += 1;
  }
  return parts[heir] * unit * (negative ? -1 : 1);
}

Sum Totals::Inherited(Sum whole, const std::string& source, const std::string& heir,
                      const std::string& code, const Span& span) const {
  const Definition& definition = *At(code, span);
  const Day until = facet_.on ? *facet_.on : definition.ReferenceDay(*facet_.of);
  const auto heirs = tree_.Heirs(source, definition.ReferenceDay(span), until, Key(definition));
  const Rational share = heirs.contains(heir) ? heirs.at(heir) : Rational(0);
  if (share == 0) return {};
  if (share == 1 && source == heir) return whole;
  if (!Passes(definition.aggregation())) {
    Sum unknown;
    unknown.expected = 1;
    unknown.estimated = true;
    return unknown;
  }
  whole.estimated = true;
  if (share == 1) return whole;
  const std::string below = definition.proto.denominator();
  if (definition.aggregation() == v1::AGGREGATION_SUM) {
    whole.a = Share(whole.a, source, heir, definition, code, span);
  } else if (definition.aggregation() == v1::AGGREGATION_RATIO) {
    whole.a = Share(whole.a, source, heir, definition, definition.proto.numerator(), span);
    whole.b = Share(whole.b, source, heir, definition, below, span);
  } else if (definition.aggregation() == v1::AGGREGATION_WEIGHTED_MEAN && whole.b != 0) {
    const Rational part = Share(whole.b, source, heir, definition, below, span);
    whole.a = whole.a / whole.b * part;
    whole.b = part;
  }
  return whole;
}

Totals::AsOf Totals::InheritedAsOf(const std::string& source, const std::string& code,
                                   const Span& span) const {
  AsOf as_of = Now(code, span);
  if (facet_.view == v1::VIEW_LIVE) return as_of;
  // The way up that the figure was filed by, where it leads to the total's organization.
  const Day filed = At(code, span)->ReferenceDay(span);
  std::vector<std::string> path = {source};
  while (!path.back().empty() && path.back() != organization_) {
    path.push_back(tree_.Parent(path.back(), filed));
  }
  if (path.back().empty()) return CountsAbove(source, span, as_of, false);
  path.pop_back();
  for (size_t i = path.size(); i-- > 0;) {
    as_of = CountsAbove(path[i], span, as_of, facet_.as_if_filed && i + 1 == path.size());
  }
  return as_of;
}

void Totals::Add(const std::string& node, const AsOf& counts_as_of, bool own_part,
                 const std::string& code, const Span& span, Sum* sum) {
  const Definition& definition = *At(code, span);
  const bool projected = facet_.on || facet_.of;
  const Day counted = definition.ReferenceDay(span);
  const Day walked = facet_.on   ? *facet_.on
                     : facet_.of ? definition.ReferenceDay(*facet_.of)
                                 : counted;
  const bool leaf = tree_.Children(node, walked).empty();
  const auto there = [&](const std::string& who, const AsOf& as_of) {
    const auto says = [&](const std::string& what) {
      return !what.empty() && Figure(who, what, span, as_of.at(what)).content != Content::kMissing;
    };
    if (says(code)) return true;
    return definition.aggregation() == v1::AGGREGATION_RATIO &&
           (says(definition.proto.numerator()) || says(definition.proto.denominator()));
  };
  if (!projected) {
    if (own_part && !leaf && !there(node, counts_as_of)) return;
    Join(Contribution(node, code, span, counts_as_of), definition.aggregation(), sum);
    return;
  }
  for (const auto& [source, organization] : tree_.organizations) {
    if (!organization.stay.Has(counted)) continue;
    if (!tree_.Heirs(source, counted, walked, "default").contains(node)) continue;
    const AsOf as_of = node == organization_ ? Now(code, span) : InheritedAsOf(source, code, span);
    if (own_part && !leaf && !there(source, as_of)) continue;
    Join(Inherited(Contribution(source, code, span, as_of), source, node, code, span),
         definition.aggregation(), sum);
  }
}

void Totals::Visit(const std::string& node, const AsOf& counts_as_of, bool covered,
                   const std::string& code, const Span& span, Sum* sum) {
  const Definition& definition = *At(code, span);
  const int level = tree_.organizations.at(node).level;
  const bool root = node == organization_;
  if (covered || (level > definition.proto.entry_level() && !root)) return;
  const bool own_part = level < definition.proto.entry_level();
  Add(node, counts_as_of, own_part, code, span, sum);
  if (!own_part) return;
  const Day walked = facet_.on   ? *facet_.on
                     : facet_.of ? definition.ReferenceDay(*facet_.of)
                                 : definition.ReferenceDay(span);
  for (const std::string& child : tree_.Children(node, walked)) {
    const AsOf below = facet_.view == v1::VIEW_LIVE
                           ? counts_as_of
                           : CountsAbove(child, span, counts_as_of, root && facet_.as_if_filed);
    Visit(child, below, false, code, span, sum);
  }
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
