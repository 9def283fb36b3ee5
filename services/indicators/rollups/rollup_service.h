#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_

#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "services/indicators/rollups/rollups.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class RollupService final : public v1::RollupService::Service {
 public:
  RollupService(server::CallRunner& calls, Rollups& rollups) : calls_(calls), rollups_(rollups) {}

  grpc::Status GetRollup(grpc::ServerContext* context, const v1::GetRollupRequest* request,
                         v1::Rollup* response) override;
  grpc::Status ExplainRollup(grpc::ServerContext* context, const v1::ExplainRollupRequest* request,
                             v1::ExplainRollupResponse* response) override;

 private:
  server::CallRunner& calls_;
  Rollups& rollups_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_
