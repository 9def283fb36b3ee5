#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_INDICATOR_SETS_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_INDICATOR_SETS_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The methods of IndicatorService about sets. Thread-safe.
class IndicatorSets {
 public:
  IndicatorSets(change_log::ChangeLog& changes, CatalogueStore& catalogue)
      : changes_(changes), catalogue_(catalogue) {}

  absl::StatusOr<v1::IndicatorSet> Create(const server::Call& call,
                                          const v1::CreateIndicatorSetRequest& request);
  absl::StatusOr<v1::IndicatorSet> Get(const server::Call& call,
                                       const v1::GetIndicatorSetRequest& request);
  absl::StatusOr<v1::ListIndicatorSetsResponse> List(const server::Call& call,
                                                     const v1::ListIndicatorSetsRequest& request);
  absl::StatusOr<v1::IndicatorSet> Update(const server::Call& call,
                                          const v1::UpdateIndicatorSetRequest& request);

 private:
  // Checks the members, stamps and writes; `set` comes back as it stands.
  absl::Status Put(change_log::Change& change, v1::IndicatorSet* set);

  change_log::ChangeLog& changes_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_INDICATOR_SETS_H_
