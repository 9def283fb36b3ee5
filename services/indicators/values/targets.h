#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_TARGETS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_TARGETS_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of ValueService about targets, which are values of kind TARGET. Who stands right
// below is read on the indicator's reference day. Thread-safe.
class Targets {
 public:
  Targets(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
          CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  // Who hands down is a superior, with review, of every part. INVALID_ARGUMENT: NOT_RIGHT_BELOW,
  // DUPLICATE_PART, NO_PARTS; FAILED_PRECONDITION: NOT_ASSESSABLE.
  absl::StatusOr<v1::DecomposeTargetResponse> Decompose(const server::Call& call,
                                                        const v1::DecomposeTargetRequest& request);
  absl::StatusOr<v1::CheckTargetsResponse> Check(const server::Call& call,
                                                 const v1::CheckTargetsRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_TARGETS_H_
