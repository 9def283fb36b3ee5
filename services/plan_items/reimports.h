#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORTS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORTS_H_

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/reader.h"
#include "services/plan_items/visibility.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// The methods of PlanRevisionService about the documents of a plan. Thread-safe.
class Reimports {
 public:
  Reimports(change_log::ChangeLog& changes, tree::Access& access, Visibility& visibility,
            Reader& reader)
      : changes_(changes), access_(access), visibility_(visibility), reader_(reader) {}

  absl::StatusOr<v1::ReimportPlanResponse> Reimport(const server::Call& call,
                                                    const v1::ReimportPlanRequest& request);
  absl::StatusOr<v1::ListPlanSourcesResponse> ListSources(
      const server::Call& call, const v1::ListPlanSourcesRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Access& access_;
  Visibility& visibility_;
  Reader& reader_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORTS_H_
