#include "services/plan_items/comparison/amount.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace eduplan::comparison {
namespace {

struct Multiplier {
  std::string_view text;
  size_t power;
};
constexpr Multiplier kMultipliers[] = {{"亿", 8}, {"万", 4}, {"千", 3}, {"百", 2}, {"十", 1}};
// These begin with a multiplier and are units of their own.
constexpr std::string_view kWhole[] = {"千克", "千米", "千瓦", "千伏", "百分"};

constexpr std::string_view kPeople[] = {"人", "名", "位"};
constexpr std::string_view kThings[] = {"个", "所", "家", "处", "座", "项"};

template <size_t n>
bool Has(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

std::optional<Decimal> Decimal::Parse(std::string_view written, size_t shift) {
  Decimal decimal;
  if (written.starts_with('-')) {
    decimal.negative_ = true;
    written.remove_prefix(1);
  }
  const size_t dot = std::min(written.find('.'), written.size());
  decimal.whole_ = written.substr(0, dot);
  decimal.fraction_ = written.substr(std::min(dot + 1, written.size()));
  const std::string& fraction = decimal.fraction_;
  if (decimal.whole_.empty() || !AllDigits(decimal.whole_) || !AllDigits(fraction)) {
    return std::nullopt;
  }
  const size_t moved = std::min(shift, fraction.size());
  decimal.whole_ += fraction.substr(0, moved) + std::string(shift - moved, '0');
  decimal.fraction_.erase(0, moved);
  decimal.whole_.erase(0, std::min(decimal.whole_.find_first_not_of('0'), decimal.whole_.size()));
  decimal.fraction_.erase(decimal.fraction_.find_last_not_of('0') + 1);
  if (decimal.whole_.empty() && decimal.fraction_.empty()) decimal.negative_ = false;
  return decimal;
}

int Decimal::Compare(const Decimal& other) const {
  if (negative_ != other.negative_) return negative_ ? -1 : 1;
  const int sign = negative_ ? -1 : 1;
  if (whole_.size() != other.whole_.size())
    return whole_.size() < other.whole_.size() ? -sign : sign;
  if (const int whole = whole_.compare(other.whole_); whole != 0) return whole < 0 ? -sign : sign;
  const int fraction = fraction_.compare(other.fraction_);
  return fraction == 0 ? 0 : fraction < 0 ? -sign : sign;
}

Unit UnitOf(std::string_view printed) {
  Unit unit = {.base = printed};
  for (bool any = true; any;) {
    any = false;
    for (const std::string_view whole : kWhole) {
      if (unit.base.starts_with(whole)) return unit;
    }
    for (const Multiplier& multiplier : kMultipliers) {
      if (!unit.base.starts_with(multiplier.text)) continue;
      unit.base.remove_prefix(multiplier.text.size());
      unit.power += multiplier.power;
      any = true;
    }
  }
  return unit;
}

std::optional<Decimal> AmountOf(const v1::Measurement& figure) {
  if (figure.masked()) return std::nullopt;
  if (!figure.base_value().empty()) return Decimal::Parse(figure.base_value());
  return Decimal::Parse(figure.value(), UnitOf(figure.unit()).power);
}

std::string_view BaseUnitOf(const v1::Measurement& figure) {
  return figure.base_value().empty() ? UnitOf(figure.unit()).base
                                     : std::string_view(figure.base_unit());
}

bool SameDimension(const v1::Measurement& a, const v1::Measurement& b) {
  const std::string_view one = BaseUnitOf(a);
  const std::string_view other = BaseUnitOf(b);
  return one == other || (Has(kPeople, one) && Has(kPeople, other)) ||
         (Has(kThings, one) && Has(kThings, other));
}

}  // namespace eduplan::comparison
