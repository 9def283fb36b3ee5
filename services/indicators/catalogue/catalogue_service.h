#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_SERVICE_H_

#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "services/indicators/catalogue/definitions.h"
#include "services/indicators/catalogue/indicator_sets.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class CatalogueService final : public v1::IndicatorService::Service {
 public:
  CatalogueService(server::CallRunner& calls, Definitions& definitions, IndicatorSets& sets)
      : calls_(calls), definitions_(definitions), sets_(sets) {}

  grpc::Status CreateIndicator(grpc::ServerContext* context,
                               const v1::CreateIndicatorRequest* request,
                               v1::Indicator* response) override;
  grpc::Status GetIndicator(grpc::ServerContext* context, const v1::GetIndicatorRequest* request,
                            v1::Indicator* response) override;
  grpc::Status ListIndicators(grpc::ServerContext* context,
                              const v1::ListIndicatorsRequest* request,
                              v1::ListIndicatorsResponse* response) override;
  grpc::Status UpdateIndicator(grpc::ServerContext* context,
                               const v1::UpdateIndicatorRequest* request,
                               v1::Indicator* response) override;
  grpc::Status BatchImportIndicators(grpc::ServerContext* context,
                                     const v1::BatchImportIndicatorsRequest* request,
                                     v1::BatchImportIndicatorsResponse* response) override;
  grpc::Status ExportIndicators(grpc::ServerContext* context,
                                const v1::ExportIndicatorsRequest* request,
                                google::api::HttpBody* response) override;
  grpc::Status ListIndicatorVersions(grpc::ServerContext* context,
                                     const v1::ListIndicatorVersionsRequest* request,
                                     v1::ListIndicatorVersionsResponse* response) override;
  grpc::Status CreateIndicatorSet(grpc::ServerContext* context,
                                  const v1::CreateIndicatorSetRequest* request,
                                  v1::IndicatorSet* response) override;
  grpc::Status GetIndicatorSet(grpc::ServerContext* context,
                               const v1::GetIndicatorSetRequest* request,
                               v1::IndicatorSet* response) override;
  grpc::Status ListIndicatorSets(grpc::ServerContext* context,
                                 const v1::ListIndicatorSetsRequest* request,
                                 v1::ListIndicatorSetsResponse* response) override;
  grpc::Status UpdateIndicatorSet(grpc::ServerContext* context,
                                  const v1::UpdateIndicatorSetRequest* request,
                                  v1::IndicatorSet* response) override;

 private:
  server::CallRunner& calls_;
  Definitions& definitions_;
  IndicatorSets& sets_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_SERVICE_H_
