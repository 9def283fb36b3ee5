#include "services/plan_items/service.h"

#include "services/platform/server/answer.h"

namespace eduplan::plan_items {

using server::Answer;

grpc::Status Service::ParsePlan(grpc::ServerContext* context, const v1::ParsePlanRequest* request,
                                v1::ParsedPlan* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/ParsePlan",
      [&](const server::Call& call) { return Answer(imports_.Parse(call, *request), response); });
}

grpc::Status Service::ImportPlan(grpc::ServerContext* context, const v1::ImportPlanRequest* request,
                                 v1::ImportPlanResponse* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/ImportPlan",
      [&](const server::Call& call) { return Answer(imports_.Import(call, *request), response); });
}

grpc::Status Service::CreatePlan(grpc::ServerContext* context, const v1::CreatePlanRequest* request,
                                 v1::Plan* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/CreatePlan",
      [&](const server::Call& call) { return Answer(plans_.Create(call, *request), response); });
}

grpc::Status Service::GetPlan(grpc::ServerContext* context, const v1::GetPlanRequest* request,
                              v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/GetPlan", [&](const server::Call& call) {
    return Answer(plans_.Get(call, *request), response);
  });
}

grpc::Status Service::ListPlans(grpc::ServerContext* context, const v1::ListPlansRequest* request,
                                v1::ListPlansResponse* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/ListPlans",
      [&](const server::Call& call) { return Answer(plans_.List(call, *request), response); });
}

grpc::Status Service::UpdatePlan(grpc::ServerContext* context, const v1::UpdatePlanRequest* request,
                                 v1::Plan* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/UpdatePlan",
      [&](const server::Call& call) { return Answer(plans_.Update(call, *request), response); });
}

grpc::Status Service::DeletePlan(grpc::ServerContext* context, const v1::DeletePlanRequest* request,
                                 v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/DeletePlan",
                    [&](const server::Call& call) {
                      return Answer(transitions_.Delete(call, *request), response);
                    });
}

grpc::Status Service::SubmitPlan(grpc::ServerContext* context, const v1::SubmitPlanRequest* request,
                                 v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/SubmitPlan",
                    [&](const server::Call& call) {
                      return Answer(transitions_.Submit(call, *request), response);
                    });
}

grpc::Status Service::ReturnPlan(grpc::ServerContext* context, const v1::ReturnPlanRequest* request,
                                 v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/ReturnPlan",
                    [&](const server::Call& call) {
                      return Answer(transitions_.Return(call, *request), response);
                    });
}

grpc::Status Service::ApprovePlan(grpc::ServerContext* context,
                                  const v1::ApprovePlanRequest* request, v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/ApprovePlan",
                    [&](const server::Call& call) {
                      return Answer(transitions_.Approve(call, *request), response);
                    });
}

grpc::Status Service::PublishPlan(grpc::ServerContext* context,
                                  const v1::PublishPlanRequest* request, v1::Plan* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/PublishPlan",
                    [&](const server::Call& call) {
                      return Answer(transitions_.Publish(call, *request), response);
                    });
}

grpc::Status Service::ListPlanTransitions(grpc::ServerContext* context,
                                          const v1::ListPlanTransitionsRequest* request,
                                          v1::ListPlanTransitionsResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.PlanService/ListPlanTransitions",
                    [&](const server::Call& call) {
                      return Answer(transitions_.List(call, *request), response);
                    });
}

grpc::Status Service::CreatePlanItem(grpc::ServerContext* context,
                                     const v1::CreatePlanItemRequest* request,
                                     v1::PlanItem* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/CreatePlanItem",
      [&](const server::Call& call) { return Answer(items_.Create(call, *request), response); });
}

grpc::Status Service::GetPlanItem(grpc::ServerContext* context,
                                  const v1::GetPlanItemRequest* request, v1::PlanItem* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/GetPlanItem",
      [&](const server::Call& call) { return Answer(items_.Get(call, *request), response); });
}

grpc::Status Service::ListPlanItems(grpc::ServerContext* context,
                                    const v1::ListPlanItemsRequest* request,
                                    v1::ListPlanItemsResponse* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/ListPlanItems",
      [&](const server::Call& call) { return Answer(items_.List(call, *request), response); });
}

grpc::Status Service::UpdatePlanItem(grpc::ServerContext* context,
                                     const v1::UpdatePlanItemRequest* request,
                                     v1::PlanItem* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.PlanService/UpdatePlanItem",
      [&](const server::Call& call) { return Answer(items_.Update(call, *request), response); });
}

}  // namespace eduplan::plan_items
