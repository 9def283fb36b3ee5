#ifndef EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_LINKS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_LINKS_FIXTURE_H_

#include <grpcpp/server_builder.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/plan_items/links/acceptance.h"
#include "services/plan_items/links/pending_writes.h"
#include "services/plan_items/links/proposals.h"
#include "services/platform/status/text.h"
#include "tests/contract/plan_items/fake_indicators.h"
#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {

using test::IsOk;

// Links over each database, with an indicators service that the test can stop, slow and ask.
class LinksTest : public PlanItemsTest {
 protected:
  void SetUp() override {
    PlanItemsTest::SetUp();
    if (IsSkipped()) return;
    grpc::ServerBuilder builder;
    builder.RegisterService(&fake_.definitions());
    builder.RegisterService(&fake_.writer());
    server_ = builder.BuildAndStart();
    Restart();
  }
  void TearDown() override {
    if (server_ != nullptr) server_->Shutdown();
    PlanItemsTest::TearDown();
  }

  // Everything that is kept in memory is new.
  void Restart() {
    indicators_ = std::make_unique<IndicatorSource>(server_->InProcessChannel({}));
    proposals_ = std::make_unique<Proposals>(changes(), replica(), visibility(), *indicators_);
    completion_ = std::make_unique<Completion>(changes(), *indicators_,
                                               client::Behalf(issuer_, "eduplan-plan-items"));
    acceptance_ = std::make_unique<Acceptance>(changes(), access(), *indicators_, *completion_);
    deletion_ = std::make_unique<PlanDeletion>(changes(), access(), *indicators_, *completion_);
    transitions_ = std::make_unique<Transitions>(changes(), access(), visibility(), *deletion_);
  }

  // Lets the thread that writes what waits work until `done`, for a while at most.
  void InTheBackground(const std::function<bool()>& done,
                       const std::function<absl::Time()>& now = absl::Now) {
    change_log::Leases leases(database(), "test");
    const PendingWrites writes(
        {.every = absl::Milliseconds(10), .patience = absl::ZeroDuration(), .now = now}, changes(),
        leases, *completion_);
    const absl::Time until = absl::Now() + absl::Seconds(20);
    while (!done() && absl::Now() < until) std::this_thread::yield();
  }

  v1::Plan Import(std::string_view organization = kCounty, const std::string& year = "2021",
                  const std::string& seats = "新增学位4600个") {
    v1::ImportPlanRequest request = ImportRequest(organization);
    request.mutable_document()->set_data(
        text::Cat("青溪县教育局", year,
                  "年上半年工作总结\n"
                  "上半年，全县教育系统扎实推进各项工作，有关情况总结如下。\n"
                  "一、扩大资源供给\n"
                  "（一）增加学位。",
                  seats,
                  "，扩建小学4所，普惠性幼儿园覆盖率达到91.2%。\n"
                  "（二）建强队伍。招聘教师36名。\n"
                  "二、守牢校园安全\n"
                  "（一）排查隐患。开展隐患排查2725人次，新增托位xx个。\n"));
    const auto response = imports().Import(Reporter(organization), request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->plan() : v1::Plan();
  }

  std::vector<v1::LinkProposal> ProposalsOf(const v1::Plan& plan, std::string_view organization,
                                            double min_score = 0) {
    v1::ListLinkProposalsRequest request;
    request.set_parent(plan.name());
    request.set_min_score(min_score);
    request.set_page_size(2);
    std::vector<v1::LinkProposal> all;
    do {
      const auto page = proposals_->List(Reporter(organization), request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      all.insert(all.end(), page->link_proposals().begin(), page->link_proposals().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  // That of the figure so named.
  v1::LinkProposal ProposalOf(const v1::Plan& plan, const std::string& name,
                              std::string_view organization = kCounty) {
    for (const v1::LinkProposal& proposal : ProposalsOf(plan, organization)) {
      if (proposal.measurement().name() == name) return proposal;
    }
    ADD_FAILURE() << name;
    return {};
  }
  static std::string First(const v1::LinkProposal& proposal) {
    return proposal.candidates().empty() ? "" : proposal.candidates(0).indicator();
  }

  v1::LinkDecision& Add(const v1::Plan& plan, const std::string& figure, const std::string& code,
                        v1::AcceptLinksRequest& request) {
    request.set_parent(plan.name());
    v1::LinkDecision& decision = *request.add_decisions();
    decision.set_measurement_id(ProposalOf(plan, figure).measurement().id());
    decision.set_indicator(code);
    return decision;
  }
  absl::StatusOr<v1::AcceptLinksResponse> Accept(const v1::AcceptLinksRequest& request) {
    return acceptance_->Accept(Reporter(), request);
  }

  FakeIndicators fake_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<IndicatorSource> indicators_;
  std::unique_ptr<Proposals> proposals_;
  std::unique_ptr<Completion> completion_;
  std::unique_ptr<Acceptance> acceptance_;
  std::unique_ptr<PlanDeletion> deletion_;
  std::unique_ptr<Transitions> transitions_;
  NamingIssuer issuer_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_LINKS_FIXTURE_H_
