#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_

#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/values/change_feed.h"
#include "services/indicators/values/targets.h"
#include "services/indicators/values/value_loads.h"
#include "services/indicators/values/values.h"
#include "services/indicators/values/workbook.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class ValueService final : public v1::ValueService::Service {
 public:
  ValueService(server::CallRunner& calls, Values& values, ValueLoads& loads, Checks& checks,
               Targets& targets, Workbooks& workbooks, ChangeFeed& feed)
      : calls_(calls),
        values_(values),
        loads_(loads),
        checks_(checks),
        targets_(targets),
        workbooks_(workbooks),
        feed_(feed) {}

  grpc::Status BatchUpdateValues(grpc::ServerContext* context,
                                 const v1::BatchUpdateValuesRequest* request,
                                 v1::BatchUpdateValuesResponse* response) override;
  grpc::Status ImportValues(grpc::ServerContext* context, const v1::ImportValuesRequest* request,
                            v1::ImportValuesResponse* response) override;
  grpc::Status LoadValues(grpc::ServerContext* context,
                          grpc::ServerReader<v1::LoadValuesRequest>* reader,
                          v1::ValueLoad* response) override;
  grpc::Status GetValueLoad(grpc::ServerContext* context, const v1::GetValueLoadRequest* request,
                            v1::ValueLoad* response) override;
  grpc::Status ResumeValueLoad(grpc::ServerContext* context,
                               const v1::ResumeValueLoadRequest* request,
                               v1::ValueLoad* response) override;
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

  grpc::Status DecomposeTarget(grpc::ServerContext* context,
                               const v1::DecomposeTargetRequest* request,
                               v1::DecomposeTargetResponse* response) override;
  grpc::Status CheckTargets(grpc::ServerContext* context, const v1::CheckTargetsRequest* request,
                            v1::CheckTargetsResponse* response) override;
  grpc::Status DownloadWorkbook(grpc::ServerContext* context,
                                const v1::DownloadWorkbookRequest* request,
                                google::api::HttpBody* response) override;
  grpc::Status UploadWorkbook(grpc::ServerContext* context,
                              const v1::UploadWorkbookRequest* request,
                              v1::UploadWorkbookResponse* response) override;
  grpc::Status StreamValueChanges(grpc::ServerContext* context,
                                  const v1::StreamValueChangesRequest* request,
                                  grpc::ServerWriter<v1::ValueChange>* writer) override;

 private:
  server::CallRunner& calls_;
  Values& values_;
  ValueLoads& loads_;
  Checks& checks_;
  Targets& targets_;
  Workbooks& workbooks_;
  ChangeFeed& feed_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SERVICE_H_
