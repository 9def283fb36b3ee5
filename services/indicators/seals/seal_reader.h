#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_READER_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_READER_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::indicators {

// The methods of SealService that read. Thread-safe.
class SealReader {
 public:
  SealReader(change_log::ChangeLog& changes, tree::Access& access, CatalogueStore& catalogue)
      : changes_(changes), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::Seal> Get(const server::Call& call, const v1::GetSealRequest& request);
  absl::StatusOr<v1::ListSealsResponse> List(const server::Call& call,
                                             const v1::ListSealsRequest& request);
  absl::StatusOr<v1::ListSealVersionsResponse> ListVersions(
      const server::Call& call, const v1::ListSealVersionsRequest& request);
  absl::StatusOr<v1::CompareSealResponse> Compare(const server::Call& call,
                                                  const v1::CompareSealRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_READER_H_
