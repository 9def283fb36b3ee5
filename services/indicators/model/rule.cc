#include "services/indicators/model/rule.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/indicators/model/decimal.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Kind = Rule::Kind;
using Relation = Test::Relation;

// Asks for figures on behalf of one rule, and remembers all that were asked for.
class Evaluation {
 public:
  Evaluation(const Rule& rule, std::string_view code, const RuleContext& context)
      : rule_(rule), code_(code), context_(context) {}

  RuleFigure FigureOf(const Linear::Term& term) {
    const std::string_view code = term.code.empty() ? code_ : std::string_view(term.code);
    RuleFigure figure = context_.figure(code, term.when);
    if (!asked_.emplace(code, term.when).second) return figure;
    const std::string shown = figure.value            ? ToDecimalText(*figure.value)
                              : figure.not_applicable ? "n/a"
                                                      : "-";
    text::Append(&figures_, code, "@", static_cast<int>(term.when), "=", shown, ";");
    if (!term.code.empty() && figure.value) {
      text::Append(&others_, others_.empty() ? "" : ", ", code, " = ", shown);
    }
    return figure;
  }
  RuleFigure Own() { return FigureOf(Linear::Term{}); }

  // Nothing if a figure it needs is missing, or all are not applicable.
  std::optional<Rational> Sum(const Linear& linear) {
    Rational sum = FromMillionths(linear.constant);
    size_t not_applicable = 0;
    for (const Linear::Term& term : linear.terms) {
      const RuleFigure figure = FigureOf(term);
      if (figure.missing()) return std::nullopt;
      if (figure.value) sum += FromMillionths(term.factor) * *figure.value;
      if (figure.not_applicable) ++not_applicable;
    }
    if (not_applicable > 0 && not_applicable == linear.terms.size()) return std::nullopt;
    return sum;
  }

  // Both sides of the comparison, or nothing where one is not known. Growth from nothing has no
  // measure: a multiple of a past figure that is not above zero compares with nothing.
  std::optional<std::pair<Rational, Rational>> Sides(const Test& test) {
    const std::optional<Rational> left = Sum(test.left);
    const std::optional<Rational> right = Sum(test.right);
    if (!left || !right || (IsMultipleOfPast(test.right) && *right <= 0)) return std::nullopt;
    return std::pair(*left, *right);
  }
  // Nothing where it cannot be said.
  std::optional<bool> Holds(const Test& test) {
    if (test.relation == Relation::kMissing) {
      return FigureOf(test.left.terms[0]).missing() && context_.asked;
    }
    if (test.relation == Relation::kGiven) return !FigureOf(test.left.terms[0]).missing();
    const auto sides = Sides(test);
    if (!sides) return std::nullopt;
    return Compare(sides->first, test.relation, sides->second);
  }

  Finding Found(std::string_view reason, const std::optional<Rational>& found) {
    Finding finding;
    finding.proto.set_severity(rule_.severity);
    finding.proto.set_indicator(text::Cat("indicators/", code_));
    finding.proto.set_reason(std::string(reason));
    finding.proto.set_rule(rule_.text);
    if (found) finding.proto.set_found(ToDecimalText(*found));
    finding.figures = figures_;
    return finding;
  }
  const std::string& others() const { return others_; }

  static bool IsMultipleOfPast(const Linear& linear) {
    return linear.terms.size() == 1 && linear.constant == 0 &&
           (linear.terms[0].when == When::kLastYear || linear.terms[0].when == When::kLastPeriod);
  }

 private:
  static bool Compare(const Rational& left, Relation relation, const Rational& right) {
    switch (relation) {
      case Relation::kEqual:
        return left == right;
      case Relation::kNotEqual:
        return left != right;
      case Relation::kLess:
        return left < right;
      case Relation::kAtMost:
        return left <= right;
      case Relation::kGreater:
        return left > right;
      case Relation::kAtLeast:
        return left >= right;
      case Relation::kMissing:
      case Relation::kGiven:
        break;
    }
    return true;
  }

  const Rule& rule_;
  std::string_view code_;
  const RuleContext& context_;
  std::set<std::pair<std::string, When>> asked_;
  std::string figures_;
  std::string others_;  // "a = 1, b = 2": those of other indicators
};

void SetExpected(const Rational& found, const Rational& expected, Finding* finding) {
  finding->proto.set_expected(ToDecimalText(expected));
  finding->proto.set_difference(ToDecimalText(found - expected));
}

// "…; the rule is …" in both languages, with what was compared.
void SetMessages(std::string_view code, std::string_view display_name, std::string_view others,
                 Finding* finding) {
  v1::CheckFinding& proto = finding->proto;
  const bool known = !proto.found().empty();
  std::string english = text::Cat(code, " is ", known ? proto.found() : "missing");
  std::string chinese = text::Cat(display_name, known ? "为" : "未填报", proto.found());
  text::Append(&english, "; the rule is \"", proto.rule(), "\"");
  text::Append(&chinese, "，不符合“", proto.rule(), "”");
  if (!proto.expected().empty()) {
    text::Append(&english, " against ", proto.expected());
    text::Append(&chinese, "，应比对", proto.expected());
  }
  if (!proto.difference().empty()) {
    text::Append(&english, ", difference ", proto.difference());
    text::Append(&chinese, "，相差", proto.difference());
  }
  if (!others.empty()) {
    text::Append(&english, " (", others, ")");
    text::Append(&chinese, "（", others, "）");
  }
  proto.set_message(std::move(english));
  proto.set_message_zh(std::move(chinese));
}

std::string_view ReasonOf(const Rule& rule, const Test& test) {
  if (test.relation == Relation::kMissing) return "REQUIRED";
  if (Evaluation::IsMultipleOfPast(test.right)) {
    return test.right.terms[0].when == When::kLastYear ? "CHANGE_ON_YEAR" : "CHANGE_ON_PERIOD";
  }
  if (rule.kind == Kind::kHolds && test.relation == Relation::kEqual &&
      test.right.terms.size() > 1) {
    return "PARTS_DO_NOT_ADD_UP";
  }
  return test.right.terms.empty() && rule.tests.size() == 1 ? "OUT_OF_RANGE" : "COMPARISON";
}

std::optional<Finding> CheckHolds(const Rule& rule, Evaluation* evaluation) {
  const auto sides = evaluation->Sides(rule.tests[0]);
  if (!sides || *evaluation->Holds(rule.tests[0])) return std::nullopt;
  Finding finding = evaluation->Found(ReasonOf(rule, rule.tests[0]), sides->first);
  SetExpected(sides->first, sides->second, &finding);
  return finding;
}

std::optional<Finding> CheckSuspicious(const Rule& rule, Evaluation* evaluation) {
  for (const Test& test : rule.tests) {
    const std::optional<bool> holds = evaluation->Holds(test);
    if (!holds || !*holds) return std::nullopt;
  }
  const Test& first = rule.tests[0];
  if (rule.tests.size() > 1 || first.relation == Relation::kMissing ||
      first.relation == Relation::kGiven) {
    return evaluation->Found(ReasonOf(rule, first), evaluation->Own().value);
  }
  const auto sides = evaluation->Sides(first);
  Finding finding = evaluation->Found(ReasonOf(rule, first), sides->first);
  SetExpected(sides->first, sides->second, &finding);
  return finding;
}

std::optional<Finding> CheckChange(const Rule& rule, const Rational& own, Evaluation* evaluation) {
  const RuleFigure base = evaluation->FigureOf({.code = "", .when = rule.base});
  if (!base.value || *base.value <= 0) return std::nullopt;  // no percentage from nothing
  const Rational change = own - *base.value;
  if (boost::multiprecision::abs(change) * 100 <= FromMillionths(rule.low) * *base.value) {
    return std::nullopt;
  }
  const bool year = rule.base == When::kLastYear;
  Finding finding = evaluation->Found(year ? "CHANGE_ON_YEAR" : "CHANGE_ON_PERIOD", own);
  SetExpected(own, *base.value, &finding);
  return finding;
}

bool IsInteger(const Rational& value, int64_t decimals) {
  Rational scaled = value;
  for (int64_t i = 0; i < decimals; ++i) scaled *= 10;
  return denominator(scaled) == 1;
}

// The kinds that look at the figure alone.
std::optional<Finding> CheckFigure(const Rule& rule, const RuleContext& context,
                                   const Rational& own, Evaluation* evaluation) {
  switch (rule.kind) {
    case Kind::kRange: {
      if (own >= FromMillionths(rule.low) && own <= FromMillionths(rule.high)) return std::nullopt;
      Finding finding = evaluation->Found("OUT_OF_RANGE", own);
      finding.proto.set_expected(
          text::Cat(FormatDecimal(rule.low), "..", FormatDecimal(rule.high)));
      return finding;
    }
    case Kind::kNotBelowPrevious: {
      if (!context.previous || own >= *context.previous) return std::nullopt;
      Finding finding = evaluation->Found("BELOW_PREVIOUS_PERIOD", own);
      SetExpected(own, *context.previous, &finding);
      text::Append(&finding.figures, "previous=", finding.proto.expected(), ";");
      return finding;
    }
    case Kind::kInteger:
      if (IsInteger(own, 0)) return std::nullopt;
      return evaluation->Found("NOT_AN_INTEGER", own);
    case Kind::kDecimals:
      if (IsInteger(own, rule.low)) return std::nullopt;
      return evaluation->Found("TOO_MANY_DECIMALS", own);
    case Kind::kEvidence:
      if (own == 0 || context.has_evidence) return std::nullopt;
      return evaluation->Found("EVIDENCE_MISSING", own);
    case Kind::kSourceAndDate:
      if ((context.has_evidence || context.has_note) && context.has_as_of) return std::nullopt;
      return evaluation->Found("EVIDENCE_MISSING", own);
    default:
      return std::nullopt;
  }
}

std::optional<Finding> Check(const Rule& rule, const RuleContext& context, Evaluation* evaluation) {
  if (rule.at_year_end && !context.year_end) return std::nullopt;
  if (rule.or_reason && context.has_note) return std::nullopt;
  const RuleFigure own = evaluation->Own();
  if (!rule.where_given.empty()) {
    if (!evaluation->FigureOf({.code = rule.where_given}).value) return std::nullopt;
    if (own.missing()) return evaluation->Found("REQUIRED", std::nullopt);
  }
  if (rule.kind == Kind::kHolds) return CheckHolds(rule, evaluation);
  if (rule.kind == Kind::kSuspicious) return CheckSuspicious(rule, evaluation);
  if (!own.value) return std::nullopt;
  if (rule.kind == Kind::kChange) return CheckChange(rule, *own.value, evaluation);
  return CheckFigure(rule, context, *own.value, evaluation);
}

}  // namespace

bool Rule::Mentions(std::string_view code) const {
  const auto among = [&](const Linear& linear) {
    return std::any_of(linear.terms.begin(), linear.terms.end(),
                       [&](const Linear::Term& term) { return term.code == code; });
  };
  return where_given == code || std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
           return among(test.left) || among(test.right);
         });
}

std::optional<Finding> CheckRule(const Rule& rule, std::string_view code,
                                 std::string_view display_name, const RuleContext& context) {
  Evaluation evaluation(rule, code, context);
  std::optional<Finding> finding = Check(rule, context, &evaluation);
  if (!finding) return std::nullopt;
  const bool compared = finding->proto.expected().empty() || rule.tests.size() > 1 ||
                        finding->proto.reason() == "PARTS_DO_NOT_ADD_UP";
  SetMessages(code, display_name, compared ? evaluation.others() : "", &*finding);
  return finding;
}

}  // namespace eduplan::indicators
