#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_DRAFT_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_DRAFT_H_

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/names.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Limits of what a plan holds, in characters.
inline constexpr size_t kLongestTitle = 500;
inline constexpr size_t kLongestHeading = 1000;

// What an import stores of a document. Pure.
struct Draft {
  v1::Plan plan;                    // named, in DRAFT
  std::vector<v1::PlanItem> items;  // named, in document order, each with its measurements
  // What neither holds: findings, issuer's level, the preamble's figures, and of the outline where
  // each path stood in the source text.
  v1::ParsedPlan rest;
  int measurement_count = 0;
};

// `periods`, if there are any, stand for those that were read; of these only the canonical ones are
// taken. What is missing is reported as findings, never invented. `new_id` makes the ids of
// items and of their measurements.
Draft MakeDraft(const PlanId& id, v1::ParsedPlan parsed, std::span<const std::string> periods,
                const std::function<std::string()>& new_id);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_DRAFT_H_
