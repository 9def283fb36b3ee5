#include "services/indicators/service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status Service::CreateIndicator(grpc::ServerContext* context,
                                      const v1::CreateIndicatorRequest* request,
                                      v1::Indicator* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/CreateIndicator",
                    [&](const server::Call& call) {
                      return Answer(definitions_.Create(call, *request), response);
                    });
}

grpc::Status Service::GetIndicator(grpc::ServerContext* context,
                                   const v1::GetIndicatorRequest* request,
                                   v1::Indicator* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/GetIndicator",
      [&](const server::Call& call) { return Answer(definitions_.Get(call, *request), response); });
}

grpc::Status Service::ListIndicators(grpc::ServerContext* context,
                                     const v1::ListIndicatorsRequest* request,
                                     v1::ListIndicatorsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/ListIndicators",
                    [&](const server::Call& call) {
                      return Answer(definitions_.List(call, *request), response);
                    });
}

grpc::Status Service::UpdateIndicator(grpc::ServerContext* context,
                                      const v1::UpdateIndicatorRequest* request,
                                      v1::Indicator* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/UpdateIndicator",
                    [&](const server::Call& call) {
                      return Answer(definitions_.Update(call, *request), response);
                    });
}

grpc::Status Service::BatchImportIndicators(grpc::ServerContext* context,
                                            const v1::BatchImportIndicatorsRequest* request,
                                            v1::BatchImportIndicatorsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/BatchImportIndicators",
                    [&](const server::Call& call) {
                      return Answer(definitions_.BatchImport(call, *request), response);
                    });
}

grpc::Status Service::BatchUpdateValues(grpc::ServerContext* context,
                                        const v1::BatchUpdateValuesRequest* request,
                                        v1::BatchUpdateValuesResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/BatchUpdateValues",
                    [&](const server::Call& call) {
                      return Answer(values_.BatchUpdate(call, *request), response);
                    });
}

grpc::Status Service::ImportValues(grpc::ServerContext* context,
                                   const v1::ImportValuesRequest* request,
                                   v1::ImportValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/ImportValues",
      [&](const server::Call& call) { return Answer(values_.Import(call, *request), response); });
}

grpc::Status Service::ListValues(grpc::ServerContext* context, const v1::ListValuesRequest* request,
                                 v1::ListValuesResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/ListValues",
      [&](const server::Call& call) { return Answer(values_.List(call, *request), response); });
}

grpc::Status Service::ListValueVersions(grpc::ServerContext* context,
                                        const v1::ListValueVersionsRequest* request,
                                        v1::ListValueVersionsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/ListValueVersions",
                    [&](const server::Call& call) {
                      return Answer(values_.ListVersions(call, *request), response);
                    });
}

grpc::Status Service::GetRollup(grpc::ServerContext* context, const v1::GetRollupRequest* request,
                                v1::Rollup* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/GetRollup",
      [&](const server::Call& call) { return Answer(rollups_.Get(call, *request), response); });
}

grpc::Status Service::ExplainRollup(grpc::ServerContext* context,
                                    const v1::ExplainRollupRequest* request,
                                    v1::ExplainRollupResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/ExplainRollup",
      [&](const server::Call& call) { return Answer(rollups_.Explain(call, *request), response); });
}

grpc::Status Service::TransitionSeal(grpc::ServerContext* context,
                                     const v1::TransitionSealRequest* request, v1::Seal* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/TransitionSeal",
                    [&](const server::Call& call) {
                      return Answer(values_.TransitionSeal(call, *request), response);
                    });
}

grpc::Status Service::GetSeal(grpc::ServerContext* context, const v1::GetSealRequest* request,
                              v1::Seal* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/GetSeal",
      [&](const server::Call& call) { return Answer(values_.GetSeal(call, *request), response); });
}

}  // namespace eduplan::indicators
