#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of SealService. Thread-safe.
class Seals {
 public:
  Seals(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
        CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::Seal> Transition(const server::Call& call,
                                      const v1::TransitionSealRequest& request);
  absl::StatusOr<v1::Seal> Get(const server::Call& call, const v1::GetSealRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_
