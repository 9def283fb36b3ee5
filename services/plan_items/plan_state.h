#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STATE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STATE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "services/plan_items/reimport/merge.h"
#include "services/plan_items/source_store.h"

namespace eduplan::plan_items {

// The whole of a plan as of `sequence`: `stored` with its items and what its last import read
// besides.
absl::StatusOr<PlanState> LoadState(sql::Transaction& transaction, const StoredPlan& stored,
                                    int64_t sequence);

// What the last import before this moment read; all empty if there was none.
absl::StatusOr<LastReading> LoadLastReading(sql::Transaction& transaction, const PlanId& id,
                                            int64_t sequence);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STATE_H_
