#include "tests/contract/plan_items/fixture.h"

#include <grpcpp/server_builder.h>

#include "absl/time/clock.h"
#include "change_log_schema.h"
#include "services/plan_items/plan_items.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

template <typename Request>
Request Named(const v1::Plan& plan) {
  Request request;
  request.set_name(plan.name());
  return request;
}

}  // namespace

grpc::Status NoRegistry::GetOrganization(grpc::ServerContext*,
                                         const organization::v1::GetOrganizationRequest* request,
                                         organization::v1::Organization*) {
  return status::ToGrpc(status::NotFound(request->name()));
}

server::Call CallBy(std::string_view organization, std::initializer_list<auth::Role> roles) {
  server::Call call;
  call.principal.organization = organization;
  for (const auth::Role role : roles) {
    call.principal.roles |= static_cast<uint32_t>(role);
    call.principal.subject = std::string(auth::RoleName(role)) + "@" + std::string(organization);
  }
  call.method = "eduplan.plan.v1.PlanService/Test";
  call.deadline = absl::Now() + absl::Minutes(1);
  return call;
}

absl::StatusOr<std::string> NamingIssuer::Issue(const auth::Principal& principal, std::string_view,
                                                absl::Duration) {
  return text::Cat(principal.subject, " for ", principal.on_behalf_of);
}

void PlanItemsTest::SetUp() {
  DatabaseTest::SetUp();
  if (IsSkipped()) return;
  ASSERT_THAT(sql::Migrate(database(), schema::change_log()), test::IsOk());
  ASSERT_THAT(sql::Migrate(database(), Migrations()), test::IsOk());
  grpc::ServerBuilder builder;
  builder.RegisterService(&registry_);
  registry_server_ = builder.BuildAndStart();
  changes_ = std::make_unique<change_log::ChangeLog>(database());
  replica_ = std::make_unique<tree::Replica>(database());
  ApplyTree();
  access_ = std::make_unique<tree::Access>(*replica_, registry_server_->InProcessChannel({}));
  visibility_ = std::make_unique<Visibility>(*replica_, *access_);
  imports_ = std::make_unique<Imports>(*changes_, *access_, reader_);
  plans_ = std::make_unique<Plans>(*changes_, *access_, *visibility_);
  completion_ = std::make_unique<Completion>(*changes_, no_indicators_,
                                             client::Behalf(issuer_, "eduplan-plan-items"));
  deletion_ = std::make_unique<PlanDeletion>(*changes_, *access_, no_indicators_, *completion_);
  transitions_ = std::make_unique<Transitions>(*changes_, *access_, *visibility_, *deletion_);
  items_ = std::make_unique<Items>(*changes_, *access_, *visibility_);
  reimports_ = std::make_unique<Reimports>(*changes_, *access_, *visibility_, reader_);
  comparisons_ = std::make_unique<Comparisons>(*changes_, *visibility_);
}

void PlanItemsTest::ApplyTree() {
  tree::Delta delta;
  delta.sequence = 1;
  for (const char* id : {"330000", "330400", "330500", "330481", "330482", "330502"}) {
    delta.nodes.push_back({.id = id, .states = {{.name = id}}});
  }
  delta.edges = {{"330400", "330000"},
                 {"330500", "330000"},
                 {"330481", "330400"},
                 {"330482", "330400"},
                 {"330502", "330500"}};
  const server::Call call = CallBy("330000", {auth::Role::kService});
  organization::v1::Organization nothing;
  change_log::WriteRequest write;
  write.principal = &call.principal;
  write.method = "test";
  write.request = &nothing;
  const auto tick = changes_->Write(write, &nothing, [&](change_log::Change& change) {
    return replica_->Apply(change, delta).status();
  });
  ASSERT_THAT(tick, test::IsOk());
  ASSERT_THAT(replica_->Refresh(), test::IsOk());
}

std::string PlanItemsTest::Text() {
  return "青溪县教育局2021年工作要点\n"
         "新的一年，青溪县教育局将着眼均衡，办好每一所学校，全年安排专项资金260万元。\n"
         "一、补齐办学短板\n"
         "（一）扩建校舍。扩建小学4所，增加学位1800个。\n"
         "（二）配齐教师。新聘教师36名。\n"
         "二、守牢校园安全\n"
         "（一）开展排查。每月排查一次，隐患当月整改到位。\n";
}

v1::ImportPlanRequest PlanItemsTest::ImportRequest(std::string_view organization) {
  v1::ImportPlanRequest request;
  request.set_parent("organizations/" + std::string(organization));
  request.mutable_document()->set_data(Text());
  request.mutable_document()->set_content_type("text/plain; charset=utf-8");
  request.set_filename("要点.txt");
  return request;
}

v1::Plan PlanItemsTest::Imported() {
  const auto response = imports().Import(Reporter(), ImportRequest());
  EXPECT_THAT(response, test::IsOk());
  return response.ok() ? response->plan() : v1::Plan();
}

v1::Plan PlanItemsTest::InState(v1::Plan::State state) {
  absl::StatusOr<v1::Plan> plan = Imported();
  if (state == v1::Plan::STATE_DELETED) plan = Delete(Reporter(), *plan);
  if (state != v1::Plan::STATE_DRAFT && state != v1::Plan::STATE_DELETED) {
    plan = Submit(Reporter(), *plan);
  }
  if (state == v1::Plan::STATE_RETURNED) plan = Return(Reviewer(), *plan);
  if (state == v1::Plan::STATE_APPROVED || state == v1::Plan::STATE_PUBLISHED) {
    plan = Approve(Reviewer(), *plan);
  }
  if (state == v1::Plan::STATE_PUBLISHED) plan = Publish(Reviewer(), *plan);
  EXPECT_THAT(plan, test::IsOk());
  EXPECT_EQ(plan->state(), state);
  return *plan;
}

absl::StatusOr<v1::Plan> PlanItemsTest::Get(const server::Call& call, const std::string& name) {
  v1::GetPlanRequest request;
  request.set_name(name);
  return plans().Get(call, request);
}

absl::StatusOr<v1::Plan> PlanItemsTest::Submit(const server::Call& call, const v1::Plan& plan,
                                               const std::string& etag) {
  auto request = Named<v1::SubmitPlanRequest>(plan);
  request.set_etag(etag);
  return transitions().Submit(call, request);
}

absl::StatusOr<v1::Plan> PlanItemsTest::Return(const server::Call& call, const v1::Plan& plan,
                                               const std::string& reason) {
  auto request = Named<v1::ReturnPlanRequest>(plan);
  request.set_reason(reason);
  return transitions().Return(call, request);
}

absl::StatusOr<v1::Plan> PlanItemsTest::Approve(const server::Call& call, const v1::Plan& plan) {
  return transitions().Approve(call, Named<v1::ApprovePlanRequest>(plan));
}

absl::StatusOr<v1::Plan> PlanItemsTest::Publish(const server::Call& call, const v1::Plan& plan) {
  return transitions().Publish(call, Named<v1::PublishPlanRequest>(plan));
}

absl::StatusOr<v1::Plan> PlanItemsTest::Delete(const server::Call& call, const v1::Plan& plan) {
  return transitions().Delete(call, Named<v1::DeletePlanRequest>(plan));
}

std::vector<v1::PlanItem> PlanItemsTest::ItemsOf(const v1::Plan& plan, int page_size) {
  std::vector<v1::PlanItem> all;
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  request.set_page_size(page_size);
  do {
    const auto page = items().List(Reporter(), request);
    EXPECT_THAT(page, test::IsOk());
    if (!page.ok()) break;
    all.insert(all.end(), page->items().begin(), page->items().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return all;
}

int64_t PlanItemsTest::Count(std::string_view table) {
  const auto rows = database().Query("SELECT count(*) FROM " + std::string(table));
  EXPECT_THAT(rows, test::IsOk());
  return rows.ok() ? (*rows)[0][0].integer() : -1;
}

std::vector<std::string> PlanItemsTest::AllTables() {
  const auto tables = database().Query(
      on_postgres() ? "SELECT table_name FROM information_schema.tables "
                      "WHERE table_schema = current_schema() ORDER BY 1"
                    : "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1");
  EXPECT_THAT(tables, test::IsOk());
  std::vector<std::string> counts;
  for (const auto& row : *tables) {
    const std::string table(row[0].text());
    counts.push_back(table + ": " + std::to_string(Count(table)));
  }
  return counts;
}

std::vector<int64_t> PlanItemsTest::Traces() {
  std::vector<int64_t> counts;
  for (const char* table :
       {"plan_versions", "item_versions", "plan_sources", "plan_transitions", "plan_readings",
        "requests", "outbox", "audit_entries", "change_times"}) {
    counts.push_back(Count(table));
  }
  return counts;
}

}  // namespace eduplan::plan_items
