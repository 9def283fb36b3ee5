#include "absl/time/clock.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "tests/contract/plan_items/links_fixture.h"

namespace eduplan::plan_items {
namespace {

using test::StatusIs;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST_P(LinksTest, FiguresAreProposedForWhatTheyMean) {
  const v1::Plan plan = Import();
  const v1::LinkProposal seats = ProposalOf(plan, "新增学位");
  EXPECT_EQ(First(seats), "indicators/seats");
  EXPECT_GE(seats.candidates(0).score(), 0.8);
  EXPECT_EQ(seats.period(), "2021-H1");
  EXPECT_EQ(seats.value_kind(), v1::LINK_VALUE_KIND_FILED);
  EXPECT_FALSE(seats.needs_value());
  EXPECT_THAT(seats.source(), HasSubstr("/items/"));
  EXPECT_EQ(First(ProposalOf(plan, "招聘教师")), "indicators/teachers");
  EXPECT_TRUE(ProposalOf(plan, "新增托位").needs_value());
  EXPECT_EQ(ProposalsOf(plan, kCounty).size(), 6);
  EXPECT_EQ(ProposalsOf(plan, kCounty, 0.8).size(), 5);
}

TEST_P(LinksTest, AcceptedFiguresBecomeValuesWithTheirQuotesAsEvidence) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  Add(plan, "招聘教师", "indicators/teachers", request).set_note("含特岗");
  Add(plan, "普惠性幼儿园覆盖率", "rate", request);
  const auto response = Accept(request);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->links_size(), 3);
  for (const v1::Link& link : response->links()) {
    EXPECT_EQ(link.state(), v1::Link::STATE_APPLIED) << link.DebugString();
    EXPECT_GT(link.value_version(), 0);
    EXPECT_EQ(link.principal(), "reporter@330481");
  }
  const auto values = fake_.values();
  ASSERT_EQ(values.size(), 3);
  const indicator_v1::Value& seats = values.at("2021-H1 1 seats");
  EXPECT_EQ(seats.value(), "4600");
  EXPECT_EQ(seats.evidence(),
            text::Cat(ProposalOf(plan, "新增学位").source(), " “新增学位4600个”"));
  EXPECT_EQ(values.at("2021-H1 1 teachers").value(), "36");
  EXPECT_EQ(values.at("2021-H1 1 teachers").note(), "含特岗");
  EXPECT_EQ(values.at("2021-H1 1 rate").rate_only(), "91.2");
  ASSERT_EQ(response->findings_size(), 1);
  EXPECT_EQ(response->findings(0).reason(), "CHANGE_ON_YEAR");
  EXPECT_EQ(response->findings(0).period(), "2021-H1");
  EXPECT_EQ(*change_log::TokenSequence(response->consistency_token(), "indicators"), 103);
  EXPECT_EQ(Count("link_writes"), 0);
  EXPECT_EQ(ProposalOf(plan, "新增学位").state(), v1::LinkProposal::STATE_DECIDED);
}

TEST_P(LinksTest, WhatCannotBeWrittenIsRefusedByNameAndNothingDecided) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  Add(plan, "开展隐患排查", "teachers", request);  // 人次 for 人
  const auto mixed = Accept(request);
  EXPECT_THAT(mixed, StatusIs(absl::StatusCode::kInvalidArgument, "UNIT_MISMATCH"));
  EXPECT_EQ(status::FieldOf(mixed.status()), "decisions[1].unit");
  request.clear_decisions();
  Add(plan, "新增托位", "seats", request);
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kInvalidArgument, "VALUE_REQUIRED"));
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_TARGET);
  request.mutable_decisions(0)->set_value("500");
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kPermissionDenied));
  request.clear_decisions();
  Add(plan, "新增学位", "seats", request);
  Add(plan, "新增托位", "seats", request).set_value("5");
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_LINK"));
  request.mutable_decisions(1)->set_measurement_id("01hq3v9k2m4n6p8r0s2t4v6w8x");
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_MEASUREMENT"));
  EXPECT_EQ(Count("link_versions"), 0);
  EXPECT_EQ(Count("link_memory"), 0);
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksTest, RefusalNamesTheDecisionAlsoAfterOnesThatAreMadeAlready) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  ASSERT_THAT(Accept(request), IsOk());
  Add(plan, "开展隐患排查", "teachers", request);
  EXPECT_EQ(status::FieldOf(Accept(request).status()), "decisions[1].unit");
}

TEST_P(LinksTest, NobodysValueIsOverwrittenUnseen) {
  const v1::Plan plan = Import();
  const v1::Plan corrected = Import(kCounty, "2021", "新增学位4650个");
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  const auto first = Accept(request);
  ASSERT_THAT(first, IsOk());
  request.clear_decisions();
  Add(corrected, "新增学位", "seats", request);
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kAborted, "VERSION_CONFLICT"));
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4600");
  request.mutable_decisions(0)->set_expected_version(first->links(0).value_version());
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4650");
  request.mutable_decisions(0)->clear_expected_version();
  request.mutable_decisions(0)->set_overwrite(true);
  request.mutable_decisions(0)->set_value("4660");
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4660");
}

TEST_P(LinksTest, WhatWasDecidedIsProposedNextTimeAndToTheNeighbours) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增托位", "care", request).set_value("120");
  Add(plan, "扩建小学", "", request).set_verdict(v1::Link::VERDICT_NONE);
  Add(plan, "招聘教师", "teachers", request).set_verdict(v1::Link::VERDICT_REJECTED);
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_EQ(ProposalOf(plan, "招聘教师").state(), v1::LinkProposal::STATE_OPEN);

  const v1::Plan next = Import(kCounty, "2022", "全县新增学位80个");
  const v1::LinkProposal remembered = ProposalOf(next, "新增托位");
  EXPECT_EQ(First(remembered), "indicators/care");
  EXPECT_GE(remembered.candidates(0).score(), 0.9);
  EXPECT_EQ(remembered.candidates(0).reasons().rbegin()->code(), "REMEMBERED");
  EXPECT_EQ(remembered.period(), "2022-H1");
  for (const char* name : {"扩建小学", "招聘教师"}) {
    const v1::LinkProposal denied = ProposalOf(next, name);
    EXPECT_TRUE(denied.candidates().empty() || denied.candidates(0).score() < 0.2) << name;
  }

  const v1::Plan sister = Import(kSister, "2022");
  const v1::LinkProposal elsewhere = ProposalOf(sister, "新增托位", kSister);
  EXPECT_EQ(First(elsewhere), "indicators/care");
  EXPECT_EQ(elsewhere.candidates(0).reasons().rbegin()->code(), "REMEMBERED_ELSEWHERE");
  const v1::Plan stranger = Import(kStranger, "2022");
  const v1::LinkProposal unknown = ProposalOf(stranger, "新增托位", kStranger);
  EXPECT_TRUE(unknown.candidates().empty() || unknown.candidates(0).score() < 0.8);
}

TEST_P(LinksTest, DecisionsAreListedWithWhomAndWhen) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request).set_value_kind(v1::LINK_VALUE_KIND_NONE);
  ASSERT_THAT(Accept(request), IsOk());
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_FILED);
  ASSERT_THAT(Accept(request), IsOk());
  v1::ListLinksRequest list;
  list.set_parent(plan.name());
  const auto current = proposals_->ListLinks(Reporter(), list);
  ASSERT_THAT(current, IsOk());
  ASSERT_EQ(current->links_size(), 1);
  EXPECT_EQ(current->links(0).state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(current->links(0).principal(), "reporter@330481");
  EXPECT_TRUE(current->links(0).has_time());
  list.set_show_replaced(true);
  list.set_page_size(1);
  const auto first = proposals_->ListLinks(Reporter(), list);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->links(0).state(), v1::Link::STATE_APPLIED);
  list.set_page_token(first->next_page_token());
  const auto second = proposals_->ListLinks(Reporter(), list);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->links(0).value_kind(), v1::LINK_VALUE_KIND_NONE);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_P(LinksTest, FigureThatReadsOtherwiseNowIsOpenAgain) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  const auto first = Accept(request);
  ASSERT_THAT(first, IsOk());
  v1::UpdatePlanItemRequest update;
  for (const v1::PlanItem& item : ItemsOf(plan)) {
    if (item.name() == first->links(0).source()) *update.mutable_item() = item;
  }
  v1::Measurement& seats = *update.mutable_item()->mutable_measurements(0);
  seats.set_value("4650");
  seats.set_quote("新增学位4650个");
  ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  const v1::LinkProposal proposal = ProposalOf(plan, "新增学位");
  EXPECT_EQ(proposal.state(), v1::LinkProposal::STATE_OPEN);
  EXPECT_EQ(proposal.measurement().id(), first->links(0).measurement_id());
  EXPECT_EQ(First(proposal), "indicators/seats");
  request.mutable_decisions(0)->set_expected_version(proposal.link().value_version());
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4650");
  EXPECT_EQ(ProposalOf(plan, "新增学位").state(), v1::LinkProposal::STATE_DECIDED);
}

TEST_P(LinksTest, ValidateOnlyChangesNothing) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  request.set_validate_only(true);
  const std::vector<int64_t> before = Traces();
  const auto response = Accept(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->links(0).state(), v1::Link::STATE_PENDING);
  EXPECT_EQ(Traces(), before);
  EXPECT_EQ(Count("link_versions"), 0);
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksTest, SuperiorsSetTargetsAndOthersLearnNothing) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request).set_value_kind(v1::LINK_VALUE_KIND_TARGET);
  fake_.SetTargets(true);
  ASSERT_THAT(acceptance_->Accept(Reviewer(), request), IsOk());
  EXPECT_EQ(fake_.values().at("2021-H1 3 seats").value(), "4600");
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_FILED);
  EXPECT_THAT(acceptance_->Accept(Reviewer(), request),
              StatusIs(absl::StatusCode::kPermissionDenied));
  const auto existing = acceptance_->Accept(Reporter(kSister), request);
  request.set_parent("organizations/330481/plans/01hq3v9k2m4n6p8r0s2t4v6w8x");
  const auto missing = acceptance_->Accept(Reporter(kSister), request);
  EXPECT_THAT(existing, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(existing.status(), missing.status());
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kNotFound));
  v1::ListLinksRequest list;
  list.set_parent(plan.name());
  EXPECT_THAT(proposals_->ListLinks(Reporter(kSister), list),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(LinksTest, WithoutIndicatorsItSaysSo) {
  const v1::Plan plan = Import();
  IndicatorSource none(nullptr);
  Proposals proposals(changes(), replica(), visibility(), none);
  Completion completion(changes(), none, client::Behalf(issuer_, "eduplan-plan-items"));
  Acceptance acceptance(changes(), access(), none, completion);
  v1::ListLinkProposalsRequest list;
  list.set_parent(plan.name());
  EXPECT_THAT(proposals.List(Reporter(), list),
              StatusIs(absl::StatusCode::kUnavailable, "INDICATORS_NOT_CONFIGURED"));
  v1::AcceptLinksRequest request;
  request.set_parent(plan.name());
  EXPECT_THAT(acceptance.Accept(Reporter(), request),
              StatusIs(absl::StatusCode::kUnavailable, "INDICATORS_NOT_CONFIGURED"));
}

EDUPLAN_OVER_DATABASES(LinksTest);

}  // namespace
}  // namespace eduplan::plan_items
