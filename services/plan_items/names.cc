#include "services/plan_items/names.h"

#include <utility>

#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

std::string PlanId::Name() const {
  return text::Cat("organizations/", organization, "/plans/", plan);
}

std::string ItemId::Name() const {
  return text::Cat(plan.Name(), "/items/", item);
}

absl::StatusOr<PlanId> ParsePlanName(std::string_view name, std::string_view field) {
  EDUPLAN_ASSIGN_OR_RETURN(auto ids, api::ParseName(name, {"organizations", "plans"}, field));
  return PlanId{std::move(ids[0]), std::move(ids[1])};
}

absl::StatusOr<ItemId> ParseItemName(std::string_view name, std::string_view field) {
  EDUPLAN_ASSIGN_OR_RETURN(auto ids,
                           api::ParseName(name, {"organizations", "plans", "items"}, field));
  return ItemId{{std::move(ids[0]), std::move(ids[1])}, std::move(ids[2])};
}

absl::StatusOr<std::string> ChooseId(std::string_view proposed, std::string_view field) {
  if (proposed.empty()) return api::NewUlid();
  if (!api::IsUlid(proposed)) {
    return status::InvalidField(field, "ID_INVALID",
                                text::Cat(field, " must be a lower-case ULID of 26 characters"),
                                text::Cat(field, " 应为26位小写ULID"));
  }
  return std::string(proposed);
}

}  // namespace eduplan::plan_items
