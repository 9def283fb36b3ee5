#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_FIGURE_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_FIGURE_CHECKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/indicators/model/definition.h"
#include "services/indicators/model/rule.h"

namespace eduplan::indicators {

// The checks that are made of every indicator, whatever its rules say. Pure; nothing if they hold.
// Amounts are millionths.

// ERROR: more decimals than the indicator has (TOO_MANY_DECIMALS), or any where it has none
// (NOT_AN_INTEGER).
std::optional<Finding> CheckDecimals(const Definition& definition, int64_t amount);

// ERROR REQUIRED: asked for and missing.
Finding RequiredFinding(const Definition& definition);

// ERROR PARTS_DO_NOT_ADD_UP: the parts of a disaggregation, all given, are not the total. A part
// that is not applicable adds nothing. `parts` are in the order of the disaggregation.
std::optional<Finding> CheckPartsAddUp(const Definition& definition,
                                       const Disaggregation& disaggregation, int64_t total,
                                       const std::vector<RuleFigure>& parts);

// WARNING LIKELY_UNIT_SLIP: about ten thousand times (5,000 to 20,000), or 10^8 times (half to
// double), what it was, or as small a part of it: 元 typed for 万元. `past` says what `base` is of.
std::optional<Finding> CheckUnitSlip(const Definition& definition, int64_t amount, int64_t base,
                                     When past);

// ERROR DENOMINATOR_CONFLICT: a ratio is given over another denominator than the one that stands.
std::optional<Finding> CheckDenominator(const Definition& denominator, int64_t given,
                                        int64_t stands);

// WARNING COMPARISON: a rate given by itself is not that of its parts, rounded as the indicator is
// shown. The denominator is not 0.
std::optional<Finding> CheckRate(const Definition& definition, int64_t rate, int64_t numerator,
                                 int64_t denominator);

// A finding with what was found and what was expected, and with these and their difference as its
// figures; the messages are to be added.
Finding Compared(v1::CheckFinding::Severity severity, const Definition& definition,
                 std::string_view reason, std::string_view rule, const Rational& found,
                 const Rational& expected);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_FIGURE_CHECKS_H_
