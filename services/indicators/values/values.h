#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/values/value_writer.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of ValueService about values. Thread-safe.
class Values {
 public:
  Values(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
         CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::BatchUpdateValuesResponse> BatchUpdate(
      const server::Call& call, const v1::BatchUpdateValuesRequest& request);
  absl::StatusOr<v1::ImportValuesResponse> Import(const server::Call& call,
                                                  const v1::ImportValuesRequest& request);
  absl::StatusOr<v1::ListValuesResponse> List(const server::Call& call,
                                              const v1::ListValuesRequest& request);
  absl::StatusOr<v1::ListValueVersionsResponse> ListVersions(
      const server::Call& call, const v1::ListValueVersionsRequest& request);

 private:
  absl::Status BatchUpdateIn(change_log::Change& change,
                             const v1::BatchUpdateValuesRequest& request,
                             const std::string& organization, const calendar::Period& period,
                             v1::BatchUpdateValuesResponse* response);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_
