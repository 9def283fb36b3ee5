#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_

#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/values/values.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class ValueService final : public v1::ValueService::Service {
 public:
  ValueService(server::CallRunner& calls, Values& values, Checks& checks)
      : calls_(calls), values_(values), checks_(checks) {}

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
  grpc::Status CheckValues(grpc::ServerContext* context, const v1::CheckValuesRequest* request,
                           v1::CheckValuesResponse* response) override;
  grpc::Status ConfirmFindings(grpc::ServerContext* context,
                               const v1::ConfirmFindingsRequest* request,
                               v1::CheckValuesResponse* response) override;

 private:
  server::CallRunner& calls_;
  Values& values_;
  Checks& checks_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_
