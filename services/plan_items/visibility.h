#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_VISIBILITY_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_VISIBILITY_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::plan_items {

// What a caller sees of an organization's plans: all (auth::Action::kRead), or only those that are
// published, which every organization shares.
struct Sight {
  bool all = false;
  absl::Status denial;  // what to answer instead of anything that is not published

  bool Shows(v1::Plan::State state) const { return all || state == v1::Plan::STATE_PUBLISHED; }
};

// What a caller sees of everybody's plans. Where there are too many organizations to name them to
// the database, `scope` is everyone's and `Shows` sorts out.
struct WideSight {
  PlanScope scope;
  bool sort_out = false;
  absl::flat_hash_set<std::string> organizations;

  bool Shows(const StoredPlan& stored) const {
    return !sort_out || stored.plan.state() == v1::Plan::STATE_PUBLISHED ||
           organizations.contains(stored.id.organization);
  }
};

// Thread-safe.
class Visibility {
 public:
  Visibility(tree::Replica& replica, tree::Access& access) : replica_(replica), access_(access) {}

  // PERMISSION_DENIED for who sees nothing at all; NOT_FOUND only for who may know.
  absl::StatusOr<Sight> Of(const server::Call& call, std::string_view organization);
  absl::StatusOr<WideSight> Everywhere(const server::Call& call);

  // The current version of a plan that the caller sees: its denial or NOT_FOUND otherwise.
  absl::StatusOr<StoredPlan> Find(sql::Transaction& transaction, const Sight& sight,
                                  const PlanId& id);

 private:
  tree::Replica& replica_;
  tree::Access& access_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_VISIBILITY_H_
