#include "services/indicators/values/value_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status ValueService::BatchUpdateValues(grpc::ServerContext* context,
                                             const v1::BatchUpdateValuesRequest* request,
                                             v1::BatchUpdateValuesResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.ValueService/BatchUpdateValues",
                    [&](const server::Call& call) {
                      return Answer(values_.BatchUpdate(call, *request), response);
                    });
}

grpc::Status ValueService::ImportValues(grpc::ServerContext* context,
                                        const v1::ImportValuesRequest* request,
                                        v1::ImportValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/ImportValues",
      [&](const server::Call& call) { return Answer(values_.Import(call, *request), response); });
}

grpc::Status ValueService::LoadValues(grpc::ServerContext* context,
                                      grpc::ServerReader<v1::LoadValuesRequest>* reader,
                                      v1::ValueLoad* response) {
  return calls_.RunStream(
      context, "eduplan.indicator.v1.ValueService/LoadValues", [&](const server::Call& call) {
        const auto next = [&](v1::LoadValuesRequest* message) { return reader->Read(message); };
        return Answer(loads_.Load(call, next), response);
      });
}

grpc::Status ValueService::GetValueLoad(grpc::ServerContext* context,
                                        const v1::GetValueLoadRequest* request,
                                        v1::ValueLoad* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/GetValueLoad",
      [&](const server::Call& call) { return Answer(loads_.Get(call, *request), response); });
}

grpc::Status ValueService::ResumeValueLoad(grpc::ServerContext* context,
                                           const v1::ResumeValueLoadRequest* request,
                                           v1::ValueLoad* response) {
  // It takes as long as it takes.
  return calls_.RunStream(
      context, "eduplan.indicator.v1.ValueService/ResumeValueLoad",
      [&](const server::Call& call) { return Answer(loads_.Resume(call, *request), response); });
}

grpc::Status ValueService::ListValues(grpc::ServerContext* context,
                                      const v1::ListValuesRequest* request,
                                      v1::ListValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/ListValues",
      [&](const server::Call& call) { return Answer(values_.List(call, *request), response); });
}

grpc::Status ValueService::ListValueVersions(grpc::ServerContext* context,
                                             const v1::ListValueVersionsRequest* request,
                                             v1::ListValueVersionsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.ValueService/ListValueVersions",
                    [&](const server::Call& call) {
                      return Answer(values_.ListVersions(call, *request), response);
                    });
}

grpc::Status ValueService::CheckValues(grpc::ServerContext* context,
                                       const v1::CheckValuesRequest* request,
                                       v1::CheckValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/CheckValues",
      [&](const server::Call& call) { return Answer(checks_.Check(call, *request), response); });
}

grpc::Status ValueService::ConfirmFindings(grpc::ServerContext* context,
                                           const v1::ConfirmFindingsRequest* request,
                                           v1::CheckValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/ConfirmFindings",
      [&](const server::Call& call) { return Answer(checks_.Confirm(call, *request), response); });
}

grpc::Status ValueService::DecomposeTarget(grpc::ServerContext* context,
                                           const v1::DecomposeTargetRequest* request,
                                           v1::DecomposeTargetResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.ValueService/DecomposeTarget",
                    [&](const server::Call& call) {
                      return Answer(targets_.Decompose(call, *request), response);
                    });
}

grpc::Status ValueService::CheckTargets(grpc::ServerContext* context,
                                        const v1::CheckTargetsRequest* request,
                                        v1::CheckTargetsResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.ValueService/CheckTargets",
      [&](const server::Call& call) { return Answer(targets_.Check(call, *request), response); });
}

grpc::Status ValueService::DownloadWorkbook(grpc::ServerContext* context,
                                            const v1::DownloadWorkbookRequest* request,
                                            google::api::HttpBody* response) {
  return calls_.Run(context, "eduplan.indicator.v1.ValueService/DownloadWorkbook",
                    [&](const server::Call& call) {
                      return Answer(workbooks_.Download(call, *request), response);
                    });
}

grpc::Status ValueService::UploadWorkbook(grpc::ServerContext* context,
                                          const v1::UploadWorkbookRequest* request,
                                          v1::UploadWorkbookResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.ValueService/UploadWorkbook",
                    [&](const server::Call& call) {
                      return Answer(workbooks_.Upload(call, *request), response);
                    });
}

grpc::Status ValueService::StreamValueChanges(grpc::ServerContext* context,
                                              const v1::StreamValueChangesRequest* request,
                                              grpc::ServerWriter<v1::ValueChange>* writer) {
  return calls_.RunStream(
      context, "eduplan.indicator.v1.ValueService/StreamValueChanges",
      [&](const server::Call& call) {
        return feed_.Stream(
            call, *request, [&] { return context->IsCancelled(); },
            [&](const v1::ValueChange& change) { return writer->Write(change); });
      });
}

}  // namespace eduplan::indicators
