#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_UNIT_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_UNIT_H_

#include <string>
#include <string_view>

namespace eduplan::plan_items::linking {

// How far a figure in one unit can be a value in another.
enum class UnitFit {
  kNone,      // they count different things: 人 and 人次, 所 and %
  kUnknown,   // the figure has no unit
  kSameKind,  // other classifiers of the same kind: 名 and 人, 个 and 所
  kSame,      // the same but for 万 and 亿
};
UnitFit FitOf(std::string_view figure, std::string_view indicator);

// The unit without 百, 千, 万, 亿: 人 of 万人.
std::string_view BaseUnit(std::string_view unit);

// The figure's unit in the indicator's classifier, which indicators convert exactly: 万名 for an
// indicator in 人 is 万人. The figure's own where they are of one base.
std::string UnitFor(std::string_view figure, std::string_view indicator);

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_UNIT_H_
