#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_SERVICE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_SERVICE_H_

#include "eduplan/plan/v1/plan_service.grpc.pb.h"
#include "services/plan_items/imports.h"
#include "services/plan_items/items.h"
#include "services/plan_items/plans.h"
#include "services/plan_items/transitions.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class Service final : public v1::PlanService::Service {
 public:
  Service(server::CallRunner& calls, Imports& imports, Plans& plans, Transitions& transitions,
          Items& items)
      : calls_(calls), imports_(imports), plans_(plans), transitions_(transitions), items_(items) {}

  grpc::Status ParsePlan(grpc::ServerContext* context, const v1::ParsePlanRequest* request,
                         v1::ParsedPlan* response) override;
  grpc::Status ImportPlan(grpc::ServerContext* context, const v1::ImportPlanRequest* request,
                          v1::ImportPlanResponse* response) override;
  grpc::Status CreatePlan(grpc::ServerContext* context, const v1::CreatePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status GetPlan(grpc::ServerContext* context, const v1::GetPlanRequest* request,
                       v1::Plan* response) override;
  grpc::Status ListPlans(grpc::ServerContext* context, const v1::ListPlansRequest* request,
                         v1::ListPlansResponse* response) override;
  grpc::Status UpdatePlan(grpc::ServerContext* context, const v1::UpdatePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status DeletePlan(grpc::ServerContext* context, const v1::DeletePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status SubmitPlan(grpc::ServerContext* context, const v1::SubmitPlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status ReturnPlan(grpc::ServerContext* context, const v1::ReturnPlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status ApprovePlan(grpc::ServerContext* context, const v1::ApprovePlanRequest* request,
                           v1::Plan* response) override;
  grpc::Status PublishPlan(grpc::ServerContext* context, const v1::PublishPlanRequest* request,
                           v1::Plan* response) override;
  grpc::Status ListPlanTransitions(grpc::ServerContext* context,
                                   const v1::ListPlanTransitionsRequest* request,
                                   v1::ListPlanTransitionsResponse* response) override;
  grpc::Status CreatePlanItem(grpc::ServerContext* context,
                              const v1::CreatePlanItemRequest* request,
                              v1::PlanItem* response) override;
  grpc::Status GetPlanItem(grpc::ServerContext* context, const v1::GetPlanItemRequest* request,
                           v1::PlanItem* response) override;
  grpc::Status ListPlanItems(grpc::ServerContext* context, const v1::ListPlanItemsRequest* request,
                             v1::ListPlanItemsResponse* response) override;
  grpc::Status UpdatePlanItem(grpc::ServerContext* context,
                              const v1::UpdatePlanItemRequest* request,
                              v1::PlanItem* response) override;

 private:
  server::CallRunner& calls_;
  Imports& imports_;
  Plans& plans_;
  Transitions& transitions_;
  Items& items_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_SERVICE_H_
