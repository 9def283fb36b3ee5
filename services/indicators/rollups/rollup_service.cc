#include "services/indicators/rollups/rollup_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status RollupService::GetRollup(grpc::ServerContext* context,
                                      const v1::GetRollupRequest* request, v1::Rollup* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/GetRollup",
      [&](const server::Call& call) { return Answer(rollups_.Get(call, *request), response); });
}

grpc::Status RollupService::ExplainRollup(grpc::ServerContext* context,
                                          const v1::ExplainRollupRequest* request,
                                          v1::ExplainRollupResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/ExplainRollup",
      [&](const server::Call& call) { return Answer(rollups_.Explain(call, *request), response); });
}

}  // namespace eduplan::indicators
