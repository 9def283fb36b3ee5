#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_

#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "services/indicators/rollups/export.h"
#include "services/indicators/rollups/rollups.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class RollupService final : public v1::RollupService::Service {
 public:
  RollupService(server::CallRunner& calls, Rollups& rollups, RollupExporter& exporter)
      : calls_(calls), rollups_(rollups), exporter_(exporter) {}

  grpc::Status GetRollup(grpc::ServerContext* context, const v1::GetRollupRequest* request,
                         v1::Rollup* response) override;
  grpc::Status ExplainRollup(grpc::ServerContext* context, const v1::ExplainRollupRequest* request,
                             v1::ExplainRollupResponse* response) override;
  grpc::Status QueryRollups(grpc::ServerContext* context, const v1::QueryRollupsRequest* request,
                            v1::QueryRollupsResponse* response) override;
  grpc::Status RankRollups(grpc::ServerContext* context, const v1::RankRollupsRequest* request,
                           v1::RankRollupsResponse* response) override;
  grpc::Status ExportRollups(grpc::ServerContext* context, const v1::ExportRollupsRequest* request,
                             grpc::ServerWriter<google::api::HttpBody>* writer) override;

 private:
  server::CallRunner& calls_;
  Rollups& rollups_;
  RollupExporter& exporter_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_SERVICE_H_
