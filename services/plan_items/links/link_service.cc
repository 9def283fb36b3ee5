#include "services/plan_items/links/link_service.h"

#include "services/platform/server/answer.h"

namespace eduplan::plan_items {

using server::Answer;

grpc::Status LinkService::ListLinkProposals(grpc::ServerContext* context,
                                            const v1::ListLinkProposalsRequest* request,
                                            v1::ListLinkProposalsResponse* response) {
  return calls_.Run(
      context, "eduplan.plan.v1.LinkService/ListLinkProposals",
      [&](const server::Call& call) { return Answer(proposals_.List(call, *request), response); });
}

grpc::Status LinkService::AcceptLinks(grpc::ServerContext* context,
                                      const v1::AcceptLinksRequest* request,
                                      v1::AcceptLinksResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.LinkService/AcceptLinks",
                    [&](const server::Call& call) {
                      return Answer(acceptance_.Accept(call, *request), response);
                    });
}

grpc::Status LinkService::ListLinks(grpc::ServerContext* context,
                                    const v1::ListLinksRequest* request,
                                    v1::ListLinksResponse* response) {
  return calls_.Run(context, "eduplan.plan.v1.LinkService/ListLinks",
                    [&](const server::Call& call) {
                      return Answer(proposals_.ListLinks(call, *request), response);
                    });
}

}  // namespace eduplan::plan_items
