#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_AMOUNT_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_AMOUNT_H_

#include <optional>
#include <string>
#include <string_view>

#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::comparison {

namespace v1 = ::eduplan::plan::v1;

// An exact decimal, of any length.
class Decimal {
 public:
  // -?digits[.digits], times 10^shift, shift >= 0; nothing if it is not such a number.
  static std::optional<Decimal> Parse(std::string_view written, size_t shift = 0);

  // Below 0, 0, above 0.
  int Compare(const Decimal& other) const;

 private:
  bool negative_ = false;
  std::string whole_;     // without leading zeros
  std::string fraction_;  // without trailing zeros
};

// A unit without 万, 亿, 千, 百, 十, and the power of ten that they stand for: 万人次 is 人次
// and 4.
struct Unit {
  std::string_view base;
  size_t power = 0;
};
Unit UnitOf(std::string_view printed);

// The value in its base unit; nothing if it is masked or no number.
std::optional<Decimal> AmountOf(const v1::Measurement& figure);
std::string_view BaseUnitOf(const v1::Measurement& figure);

// Whether the figures are of one dimension, so that their amounts can be compared: the same base
// unit, or both count people (人, 名, 位) or things (个, 所, 家, …). A percentage is of none but
// its own, and points of percentage (个百分点) are not percentages.
bool SameDimension(const v1::Measurement& a, const v1::Measurement& b);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_AMOUNT_H_
