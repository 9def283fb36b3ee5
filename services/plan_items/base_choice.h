#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_BASE_CHOICE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_BASE_CHOICE_H_

#include <optional>
#include <span>

#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/plan_store.h"

namespace eduplan::plan_items {

// Of an organization's plans, newest first, the index of the one that `plan` is best set beside:
// filed, approved or published, and the plan that it reports on; or else the same kind of the year
// before, then of the period before, then any other of these times or of the same period. Nothing
// if there is none. Pure.
std::optional<size_t> ChooseBase(const v1::Plan& plan, std::span<const StoredPlan> plans);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_BASE_CHOICE_H_
