#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_SERVICE_H_

#include "eduplan/indicator/v1/seal_service.grpc.pb.h"
#include "services/indicators/seals/seal_reader.h"
#include "services/indicators/seals/seals.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class SealService final : public v1::SealService::Service {
 public:
  SealService(server::CallRunner& calls, Seals& seals, SealReader& reader)
      : calls_(calls), seals_(seals), reader_(reader) {}

  grpc::Status TransitionSeal(grpc::ServerContext* context,
                              const v1::TransitionSealRequest* request,
                              v1::Seal* response) override;
  grpc::Status ReopenSeal(grpc::ServerContext* context, const v1::ReopenSealRequest* request,
                          v1::Seal* response) override;
  grpc::Status GetSeal(grpc::ServerContext* context, const v1::GetSealRequest* request,
                       v1::Seal* response) override;
  grpc::Status ListSeals(grpc::ServerContext* context, const v1::ListSealsRequest* request,
                         v1::ListSealsResponse* response) override;
  grpc::Status ListSealVersions(grpc::ServerContext* context,
                                const v1::ListSealVersionsRequest* request,
                                v1::ListSealVersionsResponse* response) override;
  grpc::Status CompareSeal(grpc::ServerContext* context, const v1::CompareSealRequest* request,
                           v1::CompareSealResponse* response) override;

 private:
  server::CallRunner& calls_;
  Seals& seals_;
  SealReader& reader_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_SERVICE_H_
