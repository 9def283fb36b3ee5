#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DECIMAL_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DECIMAL_H_

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eduplan::indicators {

// Exact decimals: an integer count of millionths. One value fits int64 (|v| < 9·10^12); sums and
// products of values are Wide and cannot overflow (10^6 units × (9·10^18)² < 2^150).
using Wide = boost::multiprecision::int256_t;
inline constexpr int64_t kScale = 1'000'000;
inline constexpr int64_t kLargest = 9'000'000'000'000 * kScale - 1;

// ^-?\d{1,13}(\.\d{1,6})?$ within the range; nothing else (no sign +, no exponent, no separators).
std::optional<int64_t> ParseDecimal(std::string_view text);
// Without trailing zeros: 2500, 97.6, -0.125. `scale` digits of the number stand after the point.
std::string FormatDecimal(const Wide& unscaled, int scale = 6);
// numerator / denominator rounded half away from zero to `decimals` digits, which are all printed:
// (8700, 100, 1) is "87.0". The denominator must not be 0.
std::string FormatQuotient(const Wide& numerator, const Wide& denominator, int decimals);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DECIMAL_H_
