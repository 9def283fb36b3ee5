#include "services/indicators/model/rational.h"

#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// |value| × 10^decimals, rounded half up.
Integer RoundedMagnitude(const Rational& value, int decimals) {
  const Integer power = boost::multiprecision::pow(Integer(10), decimals);
  const Integer top = boost::multiprecision::abs(boost::multiprecision::numerator(value)) * power;
  const Integer bottom = boost::multiprecision::denominator(value);
  return (2 * top + bottom) / (2 * bottom);
}

}  // namespace

std::optional<int64_t> ToMillionths(const Rational& value) {
  const Rational scaled = value * kScale;
  if (boost::multiprecision::denominator(scaled) != 1) return std::nullopt;
  const Integer whole = boost::multiprecision::numerator(scaled);
  if (boost::multiprecision::abs(whole) > kLargest) return std::nullopt;
  return whole.convert_to<int64_t>();
}

std::string FormatRounded(const Rational& value, int decimals) {
  const Integer magnitude = RoundedMagnitude(value, decimals);
  std::string digits = magnitude.str();
  const auto places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return value < 0 && magnitude != 0 ? text::Cat("-", digits) : digits;
}

std::string ToDecimalText(const Rational& value) {
  std::string text = FormatRounded(value, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace eduplan::indicators
