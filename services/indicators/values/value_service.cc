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

}  // namespace eduplan::indicators
