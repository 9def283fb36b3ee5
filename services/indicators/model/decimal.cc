#include "services/indicators/model/decimal.h"

#include "absl/strings/ascii.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

Wide PowerOfTen(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// "<whole>.<fraction>" of an unscaled number with that many digits after the point.
std::string WithPoint(const Wide& unscaled, int decimals) {
  const bool negative = unscaled < 0;
  std::string digits = (negative ? Wide(-unscaled) : unscaled).str();
  if (static_cast<int>(digits.size()) <= decimals)
    digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return negative ? text::Cat("-", digits) : digits;
}

}  // namespace

std::optional<int64_t> ParseDecimal(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() || whole.size() > 13 || fraction.size() > 6) return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  if (!AllDigits(whole) || !AllDigits(fraction)) return std::nullopt;
  int64_t value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  if (value > kLargest / kScale) return std::nullopt;
  for (size_t i = 0; i < 6; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  return negative ? -value : value;
}

std::string FormatDecimal(const Wide& unscaled, int scale) {
  std::string text = WithPoint(unscaled, scale);
  if (scale == 0) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string FormatQuotient(const Wide& numerator, const Wide& denominator, int decimals) {
  const bool negative = (numerator < 0) != (denominator < 0);
  const Wide top = boost::multiprecision::abs(numerator) * PowerOfTen(decimals);
  const Wide bottom = boost::multiprecision::abs(denominator);
  const Wide rounded = (2 * top + bottom) / (2 * bottom);  // half away from zero, on magnitudes
  return WithPoint(negative ? Wide(-rounded) : rounded, decimals);
}

}  // namespace eduplan::indicators
