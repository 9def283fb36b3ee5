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

// What tells whether anything of a plan changed that a merge depends on.
struct PlanMark {
  int64_t plan = 0;  // sequences of the last changes
  int64_t items = 0;
  int64_t sources = 0;
  bool operator==(const PlanMark&) const = default;
};
absl::StatusOr<PlanMark> MarkOf(sql::Transaction& transaction, const PlanId& id);

// The plan as it is, brought up to a document; items of former documents that are there again are
// known again.
absl::StatusOr<Merged> MergeStored(sql::Transaction& transaction, const StoredPlan& stored,
                                   Draft draft, v1::EditChoice choice);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_STATE_H_
