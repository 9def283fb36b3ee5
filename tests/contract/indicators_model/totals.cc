#include "tests/contract/indicators_model/totals.h"

#include <algorithm>

namespace eduplan::indicators_model {
namespace {

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

}  // namespace eduplan::indicators_model
