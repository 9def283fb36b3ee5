#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITIONS_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITIONS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The methods of IndicatorService about definitions. Thread-safe.
class Definitions {
 public:
  Definitions(change_log::ChangeLog& changes, CatalogueStore& catalogue)
      : changes_(changes), catalogue_(catalogue) {}

  absl::StatusOr<v1::Indicator> Create(const server::Call& call,
                                       const v1::CreateIndicatorRequest& request);
  absl::StatusOr<v1::Indicator> Get(const server::Call& call,
                                    const v1::GetIndicatorRequest& request);
  absl::StatusOr<v1::ListIndicatorsResponse> List(const server::Call& call,
                                                  const v1::ListIndicatorsRequest& request);
  absl::StatusOr<v1::Indicator> Update(const server::Call& call,
                                       const v1::UpdateIndicatorRequest& request);
  absl::StatusOr<v1::BatchImportIndicatorsResponse> BatchImport(
      const server::Call& call, const v1::BatchImportIndicatorsRequest& request);
  absl::StatusOr<google::api::HttpBody> Export(const server::Call& call,
                                               const v1::ExportIndicatorsRequest& request);
  absl::StatusOr<v1::ListIndicatorVersionsResponse> ListVersions(
      const server::Call& call, const v1::ListIndicatorVersionsRequest& request);

 private:
  absl::StatusOr<std::shared_ptr<const Catalogue>> Now();

  change_log::ChangeLog& changes_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITIONS_H_
