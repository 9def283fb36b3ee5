#include "services/plan_items/revision_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::plan_items {

using server::Answer;

grpc::Status RevisionService::ReimportPlan(grpc::ServerContext* context,
                                           const v1::ReimportPlanRequest* request,
                                           v1::ReimportPlanResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanRevisionService/ReimportPlan",
                    [&](const server::Call& call) {
                      return Answer(reimports_.Reimport(call, *request), response);
                    });
}

grpc::Status RevisionService::ListPlanSources(grpc::ServerContext* context,
                                              const v1::ListPlanSourcesRequest* request,
                                              v1::ListPlanSourcesResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanRevisionService/ListPlanSources",
                    [&](const server::Call& call) {
                      return Answer(reimports_.ListSources(call, *request), response);
                    });
}

grpc::Status RevisionService::ComparePlans(grpc::ServerContext* context,
                                           const v1::ComparePlansRequest* request,
                                           v1::ComparePlansResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanRevisionService/ComparePlans",
                    [&](const server::Call& call) {
                      return Answer(comparisons_.Compare(call, *request), response);
                    });
}

}  // namespace eduplan::plan_items
