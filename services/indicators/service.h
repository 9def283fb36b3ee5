#ifndef EDUPLAN_SERVICES_INDICATORS_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_SERVICE_H_

#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "services/indicators/definitions.h"
#include "services/indicators/rollups.h"
#include "services/indicators/values.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class Service final : public v1::IndicatorService::Service {
 public:
  Service(server::CallRunner& calls, Definitions& definitions, Values& values, Rollups& rollups)
      : calls_(calls), definitions_(definitions), values_(values), rollups_(rollups) {}

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
  grpc::Status BatchUpdateValues(grpc::ServerContext* context,
                                 const v1::BatchUpdateValuesRequest* request,
                                 v1::BatchUpdateValuesResponse* response) override;
  grpc::Status ImportValues(grpc::ServerContext* context, const v1::ImportValuesRequest* request,
                            v1::ImportValuesResponse* response) override;
  grpc::Status ListValues(grpc::ServerContext* context, const v1::ListValuesRequest* request,
                          v1::ListValuesResponse* response) override;
  grpc::Status ListValueVersions(grpc::ServerContext* context,
                                 const v1::ListValueVersionsRequest* request,
                                 v1::ListValueVersionsResponse* response) override;
  grpc::Status GetRollup(grpc::ServerContext* context, const v1::GetRollupRequest* request,
                         v1::Rollup* response) override;
  grpc::Status ExplainRollup(grpc::ServerContext* context, const v1::ExplainRollupRequest* request,
                             v1::ExplainRollupResponse* response) override;
  grpc::Status TransitionSeal(grpc::ServerContext* context,
                              const v1::TransitionSealRequest* request,
                              v1::Seal* response) override;
  grpc::Status GetSeal(grpc::ServerContext* context, const v1::GetSealRequest* request,
                       v1::Seal* response) override;

 private:
  server::CallRunner& calls_;
  Definitions& definitions_;
  Values& values_;
  Rollups& rollups_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SERVICE_H_
