#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_SERVICE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_SERVICE_H_

#include "eduplan/plan/v1/link_service.grpc.pb.h"
#include "services/plan_items/links/acceptance.h"
#include "services/plan_items/links/proposals.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// The gRPC face of linking.
class LinkService final : public v1::LinkService::Service {
 public:
  LinkService(server::CallRunner& calls, Proposals& proposals, Acceptance& acceptance)
      : calls_(calls), proposals_(proposals), acceptance_(acceptance) {}

  grpc::Status ListLinkProposals(grpc::ServerContext* context,
                                 const v1::ListLinkProposalsRequest* request,
                                 v1::ListLinkProposalsResponse* response) override;
  grpc::Status AcceptLinks(grpc::ServerContext* context, const v1::AcceptLinksRequest* request,
                           v1::AcceptLinksResponse* response) override;
  grpc::Status ListLinks(grpc::ServerContext* context, const v1::ListLinksRequest* request,
                         v1::ListLinksResponse* response) override;

 private:
  server::CallRunner& calls_;
  Proposals& proposals_;
  Acceptance& acceptance_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_SERVICE_H_
