#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ANSWERS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ANSWERS_H_

#include <vector>

#include "services/plan_items/comparison/corpus.h"
#include "services/plan_items/comparison/plan_view.h"
#include "services/plan_items/comparison/quantities.h"

namespace eduplan::comparison {

// Whether an item says what is to be done, or what was done, by its section and its plan's kind.
bool Promises(const PlanView& view, const ItemView& item);
bool Tells(const PlanView& view, const ItemView& item);

// Whose items are looked at on each side of a comparison.
using Choice = bool (*)(const PlanView& view, const ItemView& item);
bool Any(const PlanView& view, const ItemView& item);

// For each left item whether one of the right that `choice` takes is about it: most of its words,
// or nearly all of its heading, stand there, or one of its figures is told there.
std::vector<bool> FoundInRight(const PlanView& left, const PlanView& right, const Corpus& texts,
                               const std::vector<SameQuantity>& quantities, Choice choice);
// The same from the right to the left.
std::vector<bool> FoundInLeft(const PlanView& left, const PlanView& right, const Corpus& texts,
                              const std::vector<SameQuantity>& quantities, Choice choice);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ANSWERS_H_
