#include "services/indicators/catalogue/catalogue_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::indicators {

using server::Answer;

grpc::Status CatalogueService::CreateIndicator(grpc::ServerContext* context,
                                               const v1::CreateIndicatorRequest* request,
                                               v1::Indicator* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/CreateIndicator",
                    [&](const server::Call& call) {
                      return Answer(definitions_.Create(call, *request), response);
                    });
}

grpc::Status CatalogueService::GetIndicator(grpc::ServerContext* context,
                                            const v1::GetIndicatorRequest* request,
                                            v1::Indicator* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/GetIndicator",
      [&](const server::Call& call) { return Answer(definitions_.Get(call, *request), response); });
}

grpc::Status CatalogueService::ListIndicators(grpc::ServerContext* context,
                                              const v1::ListIndicatorsRequest* request,
                                              v1::ListIndicatorsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/ListIndicators",
                    [&](const server::Call& call) {
                      return Answer(definitions_.List(call, *request), response);
                    });
}

grpc::Status CatalogueService::UpdateIndicator(grpc::ServerContext* context,
                                               const v1::UpdateIndicatorRequest* request,
                                               v1::Indicator* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/UpdateIndicator",
                    [&](const server::Call& call) {
                      return Answer(definitions_.Update(call, *request), response);
                    });
}

grpc::Status CatalogueService::BatchImportIndicators(
    grpc::ServerContext* context, const v1::BatchImportIndicatorsRequest* request,
    v1::BatchImportIndicatorsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/BatchImportIndicators",
                    [&](const server::Call& call) {
                      return Answer(definitions_.BatchImport(call, *request), response);
                    });
}

}  // namespace eduplan::indicators
