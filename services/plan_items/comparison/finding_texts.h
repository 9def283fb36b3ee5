// What findings of comparisons say, in English and Chinese.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDING_TEXTS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDING_TEXTS_H_

#include <string_view>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

enum class Code {
  kItemNotAnswered,
  kItemNew,
  kItemDropped,
  kTargetLowered,
  kTargetNotReached,
  kTargetDropped,
  kActualBelowLastYear,
  kFigureDiffers,
  kFigureNotComparable,
};

// A finding about an item, or about a figure; of a figure told on both sides `plan` and `base` are
// both given, otherwise one is null.
v1::ComparisonFinding ItemFinding(Code code, const ItemView* plan, const ItemView* base);
v1::ComparisonFinding FigureFinding(Code code, const PlanView& plan, const FigureView* plan_figure,
                                    const PlanView& base, const FigureView* base_figure);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FINDING_TEXTS_H_
