#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REVISION_SERVICE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REVISION_SERVICE_H_

#include "eduplan/plan/v1/plan_revision_service.grpc.pb.h"
#include "services/plan_items/comparisons.h"
#include "services/plan_items/reimports.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// The gRPC face of corrected documents and comparisons, like Service.
class RevisionService final : public v1::PlanRevisionService::Service {
 public:
  RevisionService(server::CallRunner& calls, Reimports& reimports, Comparisons& comparisons)
      : calls_(calls), reimports_(reimports), comparisons_(comparisons) {}

  grpc::Status ReimportPlan(grpc::ServerContext* context, const v1::ReimportPlanRequest* request,
                            v1::ReimportPlanResponse* response) override;
  grpc::Status ListPlanSources(grpc::ServerContext* context,
                               const v1::ListPlanSourcesRequest* request,
                               v1::ListPlanSourcesResponse* response) override;
  grpc::Status ComparePlans(grpc::ServerContext* context, const v1::ComparePlansRequest* request,
                            v1::ComparePlansResponse* response) override;

 private:
  server::CallRunner& calls_;
  Reimports& reimports_;
  Comparisons& comparisons_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REVISION_SERVICE_H_
