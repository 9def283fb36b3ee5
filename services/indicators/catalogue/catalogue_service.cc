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

grpc::Status CatalogueService::ExportIndicators(grpc::ServerContext* context,
                                                const v1::ExportIndicatorsRequest* request,
                                                google::api::HttpBody* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/ExportIndicators",
                    [&](const server::Call& call) {
                      return Answer(definitions_.Export(call, *request), response);
                    });
}

grpc::Status CatalogueService::ListIndicatorVersions(
    grpc::ServerContext* context, const v1::ListIndicatorVersionsRequest* request,
    v1::ListIndicatorVersionsResponse* response) {
  return calls_.Run(context, "eduplan.indicator.v1.IndicatorService/ListIndicatorVersions",
                    [&](const server::Call& call) {
                      return Answer(definitions_.ListVersions(call, *request), response);
                    });
}

grpc::Status CatalogueService::CreateIndicatorSet(grpc::ServerContext* context,
                                                  const v1::CreateIndicatorSetRequest* request,
                                                  v1::IndicatorSet* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/CreateIndicatorSet",
      [&](const server::Call& call) { return Answer(sets_.Create(call, *request), response); });
}

grpc::Status CatalogueService::GetIndicatorSet(grpc::ServerContext* context,
                                               const v1::GetIndicatorSetRequest* request,
                                               v1::IndicatorSet* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/GetIndicatorSet",
      [&](const server::Call& call) { return Answer(sets_.Get(call, *request), response); });
}

grpc::Status CatalogueService::ListIndicatorSets(grpc::ServerContext* context,
                                                 const v1::ListIndicatorSetsRequest* request,
                                                 v1::ListIndicatorSetsResponse* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/ListIndicatorSets",
      [&](const server::Call& call) { return Answer(sets_.List(call, *request), response); });
}

grpc::Status CatalogueService::UpdateIndicatorSet(grpc::ServerContext* context,
                                                  const v1::UpdateIndicatorSetRequest* request,
                                                  v1::IndicatorSet* response) {
  return calls_.Run(
      context, "eduplan.indicator.v1.IndicatorService/UpdateIndicatorSet",
      [&](const server::Call& call) { return Answer(sets_.Update(call, *request), response); });
}

}  // namespace eduplan::indicators
