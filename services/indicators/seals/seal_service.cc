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

grpc::Status SealService::GetSeal(grpc::ServerContext* context, const v1::GetSealRequest* request,
                                  v1::Seal* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.SealService/GetSeal",
      [&](const server::Call& call) { return Answer(seals_.Get(call, *request), response); });
}

}  // namespace eduplan::indicators
