#include "tests/contract/documents/fakes.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "services/platform/api/etag.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"

namespace eduplan::documents {

void Callers::Note(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("authorization");
  const std::lock_guard lock(mutex_);
  seen_.insert(found == context.client_metadata().end()
                   ? ""
                   : std::string(found->second.data(), found->second.size()));
}

std::set<std::string> Callers::Seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

grpc::Status FakeOrganizations::GetOrganization(
    grpc::ServerContext*, const organization::v1::GetOrganizationRequest* request,
    organization::v1::Organization*) {
  return status::ToGrpc(status::NotFound(request->name()));
}

std::string FakePlans::Add(const std::string& organization, int64_t sequence,
                           const std::vector<plan::v1::PlanItem>& items) {
  plan::v1::Plan plan;
  plan.set_name("organizations/" + organization + "/plans/p" + std::to_string(sequence));
  plan.set_kind(plan::v1::DOCUMENT_KIND_SUMMARY_AND_PLAN);
  plan.set_state(plan::v1::Plan::STATE_SUBMITTED);
  plan.add_periods("2021-H1");
  plan.add_periods("2021-H2");
  plan.set_etag(api::MakeEtag(sequence));
  items_[plan.name()] = items;
  plans_["organizations/" + organization].push_back(plan);
  return plan.name();
}

grpc::Status FakePlans::ListPlans(grpc::ServerContext* context,
                                  const plan::v1::ListPlansRequest* request,
                                  plan::v1::ListPlansResponse* response) {
  callers.Note(*context);
  const auto& plans = plans_[request->parent()];
  response->mutable_plans()->Assign(plans.begin(), plans.end());
  return grpc::Status::OK;
}

grpc::Status FakePlans::ListPlanItems(grpc::ServerContext* context,
                                      const plan::v1::ListPlanItemsRequest* request,
                                      plan::v1::ListPlanItemsResponse* response) {
  callers.Note(*context);
  const auto& items = items_[request->parent()];
  size_t at = request->page_token().empty() ? 0 : std::stoul(request->page_token());
  for (int n = 0; n < 2 && at < items.size(); ++n, ++at) *response->add_items() = items[at];
  if (at < items.size()) response->set_next_page_token(std::to_string(at));
  return grpc::Status::OK;
}

grpc::Status FakeIndicators::GetRollup(grpc::ServerContext* context,
                                       const indicator::v1::GetRollupRequest* request,
                                       indicator::v1::Rollup* response) {
  callers.Note(*context);
  *response = rollup;
  response->set_name(request->name());
  return grpc::Status::OK;
}

grpc::Status FakeIndicators::ExplainRollup(grpc::ServerContext* context,
                                           const indicator::v1::ExplainRollupRequest* request,
                                           indicator::v1::ExplainRollupResponse* response) {
  callers.Note(*context);
  if (request->read_time().seconds() != rollup.as_of().time().seconds()) {
    return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "of another moment");
  }
  for (const std::string& name : missing[request->indicator()]) {
    auto* contributor = response->add_contributors();
    contributor->set_display_name(name);
    contributor->set_status(indicator::v1::Contributor::STATUS_MISSING);
  }
  response->add_contributors()->set_status(indicator::v1::Contributor::STATUS_REPORTED);
  return grpc::Status::OK;
}

plan::v1::PlanItem MakeItem(int level, plan::v1::SectionKind kind, const std::string& heading,
                            const std::string& text) {
  plan::v1::PlanItem item;
  item.set_level(level);
  item.set_section_kind(kind);
  item.set_heading(heading);
  item.set_text(text);
  return item;
}

void FakeServer::Start() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address(), grpc::InsecureServerCredentials(), &port_);
  builder.RegisterService(service_);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) {
    std::fprintf(stderr, "a fake server did not start\n");
    std::abort();
  }
}

void FakeServer::Stop() {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
  server_.reset();
}

}  // namespace eduplan::documents
