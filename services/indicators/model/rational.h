#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_RATIONAL_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_RATIONAL_H_

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "services/indicators/model/decimal.h"

namespace eduplan::indicators {

// What formulas and units are computed in: always exact, always in lowest terms. Without expression
// templates, like Wide: `auto sum = a + b` is a number and refers to nothing.
using Rational = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend,
                                               boost::multiprecision::et_off>;
// Of any size; what numerator and denominator are.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;

inline Rational FromMillionths(int64_t amount) {
  return Rational(amount, kScale);
}

// In millionths if it is a whole number of them within ±kLargest (decimal.h), which is what can be
// stored; nullopt otherwise.
std::optional<int64_t> ToMillionths(const Rational& value);

// Rounded half away from zero to `decimals` (0 to 18) digits, which are all printed: 2/3 with 2 is
// "0.67", 1 with 1 is "1.0". There is no "-0".
std::string FormatRounded(const Rational& value, int decimals);

// Without trailing zeros, rounded as above only where six decimals do not hold it: "97.6", "2500",
// "0.333333".
std::string ToDecimalText(const Rational& value);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_RATIONAL_H_
