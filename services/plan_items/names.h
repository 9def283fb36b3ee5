#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_NAMES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_NAMES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::plan_items {

// organizations/{organization}/plans/{plan}
struct PlanId {
  std::string organization;
  std::string plan;

  std::string Name() const;
};

// organizations/{organization}/plans/{plan}/items/{item}
struct ItemId {
  PlanId plan;
  std::string item;

  std::string Name() const;
};

// INVALID_ARGUMENT naming `field` if it is not such a name.
absl::StatusOr<PlanId> ParsePlanName(std::string_view name, std::string_view field = "name");
absl::StatusOr<ItemId> ParseItemName(std::string_view name, std::string_view field = "name");

// The id that the caller proposes, or a new one. INVALID_ARGUMENT naming `field` if what is
// proposed is not a lower-case ULID.
absl::StatusOr<std::string> ChooseId(std::string_view proposed, std::string_view field);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_NAMES_H_
