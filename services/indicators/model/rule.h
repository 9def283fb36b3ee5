#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/rational.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// Which figure of an indicator a rule looks at: that of the period checked, those it is compared
// with, or the target of the period checked.
enum class When : uint8_t { kNow, kLastYear, kLastPeriod, kTarget };

// A sum of multiples of figures and a number; all factors in millionths.
struct Linear {
  struct Term {
    int64_t factor = 1'000'000;
    std::string code;  // empty: the rule's own indicator; kWeightWord: its weight
    When when = When::kNow;
    friend bool operator==(const Term&, const Term&) = default;
  };
  std::vector<Term> terms;
  int64_t constant = 0;
  friend bool operator==(const Linear&, const Linear&) = default;
};
inline constexpr std::string_view kWeightWord = "weight";

// One comparison of a clause.
struct Test {
  enum class Relation : uint8_t {
    kEqual,
    kNotEqual,
    kLess,
    kAtMost,
    kGreater,
    kAtLeast,
    kMissing,  // of the one figure on the left
    kGiven,
  };
  Linear left;
  Relation relation = Relation::kEqual;
  Linear right;
};

// One clause of an indicator's rule text; its grammar stands in rule_parser.cc.
struct Rule {
  enum class Kind : uint8_t {
    kHolds,             // tests[0] must hold
    kSuspicious,        // `tests` must not hold all together
    kRange,             // within low..high
    kChange,            // differs by at most `low` percent from the figure of `base`
    kNotBelowPrevious,  // not below the latest earlier period of the same accumulation
    kInteger,
    kDecimals,       // at most `low` decimals
    kEvidence,       // other than zero only with evidence
    kSourceAndDate,  // with evidence or a note, and the day of counting
  };
  v1::CheckFinding::Severity severity = v1::CheckFinding::SEVERITY_UNSPECIFIED;
  Kind kind = Kind::kRange;
  std::vector<Test> tests;
  int64_t low = 0;   // millionths; of kDecimals a plain number
  int64_t high = 0;  // millionths
  When base = When::kLastYear;
  bool at_year_end = false;  // only for periods that end a year
  bool or_reason = false;    // or a note that says why
  std::string where_given;   // only if this indicator is given; then its own must be too
  std::string text;          // as written

  // True if it refers to `code`.
  bool Mentions(std::string_view code) const;
};

// The clauses that are run. What is written beyond these is for people, and listed in `remarks`.
std::vector<Rule> ParseRules(std::string_view text, std::vector<std::string>* remarks = nullptr);

// What an indicator says for one period.
struct RuleFigure {
  std::optional<Rational> value;  // nothing also where a ratio cannot be computed
  bool not_applicable = false;
  bool missing() const { return !value && !not_applicable; }
};

// What a rule is checked against. A comparison with a figure that is missing or not applicable is
// silent, but what is not applicable adds nothing to a sum.
struct RuleContext {
  absl::FunctionRef<RuleFigure(std::string_view code, When when)> figure;
  // Of the latest earlier period of the same accumulation.
  std::optional<Rational> previous;
  // The indicator is asked for: it is a fault if it is missing.
  bool asked = false;
  bool year_end = false;
  bool has_note = false;
  bool has_evidence = false;
  bool has_as_of = false;
};

// What does not hold, not yet of an organization and period.
struct Finding {
  v1::CheckFinding proto;
  // All figures that it comes from, in one text: differs where one of them differs.
  std::string figures;
};

// The finding if `rule` of `code` does not hold. Pure.
std::optional<Finding> CheckRule(const Rule& rule, std::string_view code,
                                 std::string_view display_name, const RuleContext& context);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_
