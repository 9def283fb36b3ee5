#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_FILTERS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_FILTERS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// `field = literal AND …`; a value of an enum with its prefix or without it. Every listed value
// must hold, so two different ones of a field match nothing. INVALID_ARGUMENT (FILTER_…) otherwise.
struct PlanFilter {
  std::vector<int64_t> kinds;
  std::vector<int64_t> states;
  std::vector<std::string> periods;  // canonical
};
absl::StatusOr<PlanFilter> ParsePlanFilter(std::string_view filter);

struct ItemFilter {
  std::vector<int64_t> section_kinds;
  std::vector<int64_t> statuses;
  std::vector<int64_t> levels;
};
absl::StatusOr<ItemFilter> ParseItemFilter(std::string_view filter);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_FILTERS_H_
