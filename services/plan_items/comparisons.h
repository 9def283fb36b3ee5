#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISONS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISONS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/visibility.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// Plans set beside one another. Thread-safe.
class Comparisons {
 public:
  Comparisons(change_log::ChangeLog& changes, Visibility& visibility)
      : changes_(changes), visibility_(visibility) {}

  absl::StatusOr<v1::ComparePlansResponse> Compare(const server::Call& call,
                                                   const v1::ComparePlansRequest& request);

 private:
  struct Sides;

  absl::StatusOr<StoredPlan> Find(sql::Transaction& transaction, const Sight& sight,
                                  const PlanId& id, int64_t sequence);
  absl::Status Load(sql::Transaction& transaction, int64_t sequence, Sides& sides);

  change_log::ChangeLog& changes_;
  Visibility& visibility_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISONS_H_
