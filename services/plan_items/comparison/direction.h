#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIRECTION_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIRECTION_H_

#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::comparison {

namespace v1 = ::eduplan::plan::v1;

// Whether more or less of a figure is what is aimed at, by its comparator and words alone: less
// where it is a bound from above (不超过, 以内, 控制在) or a level to come down to (降至); more
// otherwise, also of an amount by which something is to be reduced (减少32名).
enum class Better { kMore, kLess };
Better BetterOf(const v1::Measurement& figure);

// Two figures of one quantity by their values and comparators.
enum class Order {
  kUnknown,  // a value is masked or no number, or the bounds do not settle it
  kBelow,
  kEqual,  // or may be
  kAbove,
};
// Where `a` lies as against `b`. A bound (突破1000) settles it only on its own side.
Order Compare(const v1::Measurement& a, const v1::Measurement& b);
// By the values alone: of two targets.
Order CompareValues(const v1::Measurement& a, const v1::Measurement& b);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_DIRECTION_H_
