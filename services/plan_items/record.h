#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_RECORD_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_RECORD_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "services/plan_items/names.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::plan_items {

// How a change is told: to the audit ("plan.submit") and, in the past tense, as an event
// ("eduplan.plan.plan.submitted") whose data is the resource without its long texts.
struct Deed {
  std::string_view verb;   // "submit"
  std::string_view event;  // "submitted"
};

using Details = std::initializer_list<std::pair<std::string_view, std::string_view>>;

absl::Status RecordPlan(change_log::Change& change, const StoredPlan& stored, const Deed& deed,
                        Details details = {});
absl::Status RecordItem(change_log::Change& change, const PlanId& plan, const v1::PlanItem& item,
                        const Deed& deed, Details details = {});

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_RECORD_H_
