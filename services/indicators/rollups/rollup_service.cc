#include "services/indicators/rollups/rollup_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status RollupService::GetRollup(grpc::ServerContext* context,
                                      const v1::GetRollupRequest* request, v1::Rollup* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/GetRollup",
      [&](const server::Call& call) { return rollups_.Get(call, *request, response); });
}

grpc::Status RollupService::ExplainRollup(grpc::ServerContext* context,
                                          const v1::ExplainRollupRequest* request,
                                          v1::ExplainRollupResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/ExplainRollup",
      [&](const server::Call& call) { return Answer(rollups_.Explain(call, *request), response); });
}

grpc::Status RollupService::QueryRollups(grpc::ServerContext* context,
                                         const v1::QueryRollupsRequest* request,
                                         v1::QueryRollupsResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/QueryRollups",
      [&](const server::Call& call) { return Answer(rollups_.Query(call, *request), response); });
}

grpc::Status RollupService::RankRollups(grpc::ServerContext* context,
                                        const v1::RankRollupsRequest* request,
                                        v1::RankRollupsResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.RollupService/RankRollups",
      [&](const server::Call& call) { return Answer(rollups_.Rank(call, *request), response); });
}

grpc::Status RollupService::ExportRollups(grpc::ServerContext* context,
                                          const v1::ExportRollupsRequest* request,
                                          grpc::ServerWriter<google::api::HttpBody>* writer) {
  return calls_.RunStream(
      context, "eduplan.indicator.v1.RollupService/ExportRollups", [&](const server::Call& call) {
        return exporter_.Export(call, *request, [&](const google::api::HttpBody& piece) {
          return !context->IsCancelled() && writer->Write(piece);
        });
      });
}

}  // namespace eduplan::indicators
