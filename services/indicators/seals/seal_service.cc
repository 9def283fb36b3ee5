#include "services/indicators/seals/seal_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status SealService::TransitionSeal(grpc::ServerContext* context,
                                         const v1::TransitionSealRequest* request,
                                         v1::Seal* response) {
  return calls_.Run(context, "eduplan.indicator.v1.SealService/TransitionSeal",
                    [&](const server::Call& call) {
                      return Answer(seals_.Transition(call, *request), response);
                    });
}

grpc::Status SealService::ReopenSeal(grpc::ServerContext* context,
                                     const v1::ReopenSealRequest* request, v1::Seal* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.SealService/ReopenSeal",
      [&](const server::Call& call) { return Answer(seals_.Reopen(call, *request), response); });
}

grpc::Status SealService::GetSeal(grpc::ServerContext* context, const v1::GetSealRequest* request,
                                  v1::Seal* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.SealService/GetSeal",
      [&](const server::Call& call) { return Answer(reader_.Get(call, *request), response); });
}

grpc::Status SealService::ListSeals(grpc::ServerContext* context,
                                    const v1::ListSealsRequest* request,
                                    v1::ListSealsResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.SealService/ListSeals",
      [&](const server::Call& call) { return Answer(reader_.List(call, *request), response); });
}

grpc::Status SealService::ListSealVersions(grpc::ServerContext* context,
                                           const v1::ListSealVersionsRequest* request,
                                           v1::ListSealVersionsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.SealService/ListSealVersions",
                    [&](const server::Call& call) {
                      return Answer(reader_.ListVersions(call, *request), response);
                    });
}

grpc::Status SealService::CompareSeal(grpc::ServerContext* context,
                                      const v1::CompareSealRequest* request,
                                      v1::CompareSealResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.SealService/CompareSeal",
      [&](const server::Call& call) { return Answer(reader_.Compare(call, *request), response); });
}

}  // namespace eduplan::indicators
