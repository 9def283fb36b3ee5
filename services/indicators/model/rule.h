#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "eduplan/indicator/v1/value.pb.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// One clause of an indicator's rule text:
//
//   rule    = [severity] clause { ";" [severity] clause }      severity = "ERROR" | "WARNING"
//   clause  = ["integer"] compare operand | number ".." number | "not below previous period"
//   compare = "=" | "<=" | ">=" | "<" | ">"                    operand = number | code { "+" code }
//
// A clause without a severity keeps the one before. An operator other than "=" says what must hold
// for ERROR, and what is suspicious for WARNING ("WARNING > 55"). Anything else in the text is a
// remark for people and is not run.
struct Rule {
  enum class Kind {
    kEquals,
    kAtMost,
    kAtLeast,
    kLess,
    kGreater,
    kRange,
    kNotBelowPrevious,
    kInteger
  };
  v1::CheckFinding::Severity severity;
  Kind kind;
  int64_t low = 0;                 // number operand, or the range's lower end; millionths
  int64_t high = 0;                // the range's upper end
  std::vector<std::string> codes;  // operand: sum of these indicators; empty: the number
  std::string text;                // as written

  // True if it refers to `code`.
  bool Mentions(std::string_view code) const;
};

std::vector<Rule> ParseRules(std::string_view text);

// What a rule is checked against: values of one organization and period, in millionths; nullopt
// where missing or not applicable (such an operand makes the rule silent).
struct RuleContext {
  absl::FunctionRef<std::optional<int64_t>(std::string_view code)> value;
  // Value of the latest earlier period of the same accumulation.
  std::optional<int64_t> previous;
};

// The finding if `rule` of `code` does not hold. Pure.
std::optional<v1::CheckFinding> CheckRule(const Rule& rule, std::string_view code,
                                          std::string_view display_name,
                                          const RuleContext& context);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_RULE_H_
