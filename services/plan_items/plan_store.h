#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/filters.h"
#include "services/plan_items/names.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

// End of the versions that are current.
inline constexpr int64_t kCurrent = INT64_MAX;

// A version of a plan.
struct StoredPlan {
  PlanId id;
  int64_t version = 0;  // sequence of the change that made it: the etag's
  int64_t created = 0;  // sequence of its first version
  v1::Plan plan{};      // with name, etag and times
};

// The current version; nothing if there never was such a plan.
absl::StatusOr<std::optional<StoredPlan>> FindPlan(sql::Transaction& transaction, const PlanId& id);
// The version as of `sequence`, likewise.
absl::StatusOr<std::optional<StoredPlan>> FindPlanAsOf(sql::Transaction& transaction,
                                                       const PlanId& id, int64_t sequence);

// Writes a new version of `stored.plan`, the first one if stored.created is 0, and sets its etag
// and times.
absl::Status PutPlan(change_log::Change& change, StoredPlan& stored);

// Whose plans a listing may show.
struct PlanScope {
  bool everyone = false;                     // every organization's, in any state
  std::vector<std::string> organizations{};  // theirs in any state
  bool published = false;                    // and those of others that are published
  std::string only{};                        // of this organization alone, unless empty
};

// At most `limit` plans as of `sequence`, newest first, created before `before`. Deleted ones only
// if the filter asks for them.
absl::StatusOr<std::vector<StoredPlan>> QueryPlans(sql::Transaction& transaction,
                                                   const PlanScope& scope, const PlanFilter& filter,
                                                   int64_t sequence, int64_t before, int limit);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STORE_H_
