#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_

#include <string>

#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/indicators/model/derive.h"

namespace eduplan::indicators {

// Rounded half away from zero to `decimals`, with more digits (at most 6) as long as it would show
// 0 for something, or, of a percentage, 100 for what is not all: 1999/2000 is "99.95".
std::string RoundHonestly(const Rational& value, int decimals, bool percentage);

// Value of a total: exact for sums and what is picked, rounded to the indicator's decimals for
// quotients and formulas; empty if there is nothing to total.
std::string PresentValue(const Definition& definition, const std::optional<Rational>& value);
// As printed: rounded, with the unit.
std::string PresentText(const Definition& definition, const std::optional<Rational>& value);
// The exact dividend and divisor of a quotient; empty for anything else.
struct Parts {
  std::string numerator;
  std::string denominator;
};
Parts PresentParts(const Definition& definition, const State& state);

// The cell of a table: value, text, parts, completeness, remarks.
v1::RollupCell PresentCell(const Definition& definition, const calendar::Period& period,
                           const Total& total);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_
