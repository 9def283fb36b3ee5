#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITION_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/names.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Adds a step of this change, by its principal.
absl::Status AddTransition(change_log::Change& change, const PlanId& plan, v1::Plan::State from,
                           v1::Plan::State to, std::string_view reason);

// At most `limit` steps after the sequence `after` and as of `sequence`, oldest first.
absl::StatusOr<std::vector<v1::PlanTransition>> QueryTransitions(sql::Transaction& transaction,
                                                                 const PlanId& plan,
                                                                 int64_t sequence, int64_t after,
                                                                 int limit);

// Who deleted the plan, which is for good; nothing if nobody did.
absl::StatusOr<std::optional<std::string>> DeletedBy(sql::Transaction& transaction,
                                                     const PlanId& plan);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_TRANSITION_STORE_H_
