#include <thread>

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

// What becomes of decisions while indicators do not answer.
class LinksWaitingTest : public LinksTest {
 protected:
  // The link of the plan's first proposal that has one, once it is no longer pending.
  v1::Link WrittenInTheBackground(const v1::Plan& plan) {
    v1::Link link;
    InTheBackground([&] {
      link = ProposalOf(plan, "新增学位").link();
      return link.state() != v1::Link::STATE_PENDING;
    });
    return link;
  }
};

TEST_P(LinksWaitingTest, DecisionsWaitWhileIndicatorsCannotBeReached) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  Add(plan, "招聘教师", "teachers", request);
  request.set_request_id(kRequest);
  fake_.SetDown(true);
  Restart();  // not even the definitions are known
  const auto waiting = Accept(request);
  ASSERT_THAT(waiting, IsOk());
  EXPECT_EQ(waiting->pending_count(), 2);
  EXPECT_EQ(waiting->links(0).state(), v1::Link::STATE_PENDING);
  EXPECT_THAT(fake_.values(), IsEmpty());
  fake_.SetDown(false);
  Restart();
  for (int i = 0; i < 2; ++i) {
    const auto done = Accept(request);
    ASSERT_THAT(done, IsOk());
    EXPECT_EQ(done->pending_count(), 0);
    EXPECT_EQ(done->links(0).state(), v1::Link::STATE_APPLIED);
  }
  EXPECT_EQ(fake_.written(), 2);
  EXPECT_EQ(Count("link_versions"), 2);
}

TEST_P(LinksWaitingTest, IndicatorsThatHangKeepNobodyWaitingForLong) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  fake_.SetHung(true);
  server::Call call = Reporter();
  call.deadline = absl::Now() + absl::Seconds(3);
  const auto waiting = acceptance_->Accept(call, request);
  ASSERT_THAT(waiting, IsOk());
  EXPECT_LT(absl::Now(), call.deadline);
  EXPECT_EQ(waiting->pending_count(), 1);
  fake_.SetHung(false);
  const auto done = Accept(request);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->links(0).state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(fake_.written(), 1);
}

TEST_P(LinksWaitingTest, LostAnswersAreAskedForAgainAndNothingIsWrittenTwice) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request).set_overwrite(true);
  fake_.LoseAnswers(true);
  const auto lost = Accept(request);
  ASSERT_THAT(lost, IsOk());
  EXPECT_EQ(lost->pending_count(), 1);
  EXPECT_EQ(fake_.written(), 1);
  fake_.LoseAnswers(false);
  Restart();
  v1::AcceptLinksRequest rest;
  rest.set_parent(plan.name());
  const auto done = Accept(rest);
  ASSERT_THAT(done, IsOk());
  ASSERT_EQ(done->links_size(), 1);
  EXPECT_EQ(done->links(0).state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(done->links(0).value_version(), 101);
  EXPECT_EQ(fake_.written(), 1);
}

TEST_P(LinksWaitingTest, TwoWhoDecideAlikeAtOnceWriteOnce) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      // Who comes late may find the value there, or the decision still being written.
      const auto answer = Accept(request);
      if (answer.ok()) return;
      EXPECT_THAT(answer, StatusIs(absl::StatusCode::kAborted));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fake_.written(), 1);
  EXPECT_EQ(Count("link_writes"), 0);
}

// Whoever decided is away as well.
TEST_P(LinksWaitingTest, WhatIsPendingIsWrittenOnBehalfOfWhoDecided) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  fake_.SetDown(true);
  Restart();
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  fake_.SetDown(false);
  Restart();
  const v1::Link link = WrittenInTheBackground(plan);
  EXPECT_EQ(link.state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(link.principal(), "reporter@330481");
  EXPECT_THAT(fake_.tokens(), Contains("Bearer eduplan-plan-items for reporter@330481"));
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4600");
  const auto audit = database().Query(
      "SELECT principal, on_behalf_of FROM audit_entries WHERE action = 'link.apply'");
  ASSERT_THAT(audit, IsOk());
  ASSERT_EQ(audit->size(), 1);
  EXPECT_EQ((*audit)[0][0].text(), "eduplan-plan-items");
  EXPECT_EQ((*audit)[0][1].text(), "reporter@330481");
}

TEST_P(LinksWaitingTest, AWriteOfWhichTheAnswerWasLostIsNotMadeTwiceInTheBackground) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request).set_overwrite(true);
  fake_.LoseAnswers(true);
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  fake_.LoseAnswers(false);
  fake_.Correct("2021-H1 1 seats", "4700");
  EXPECT_EQ(WrittenInTheBackground(plan).state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(fake_.written(), 1);
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4700");
}

TEST_P(LinksWaitingTest, AnotherWhoDecidesComesAfterWhatIsPending) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  fake_.SetDown(true);
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  request.mutable_decisions(0)->set_verdict(v1::Link::VERDICT_REJECTED);
  const server::Call other = CallBy(kCounty, {auth::Role::kIntegrator});
  EXPECT_THAT(acceptance_->Accept(other, request),
              StatusIs(absl::StatusCode::kUnavailable, "LINK_PENDING"));
  fake_.SetDown(false);
  const auto rejected = acceptance_->Accept(other, request);
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->links(0).state(), v1::Link::STATE_DECIDED);
  EXPECT_EQ(rejected->links(0).withdrawals_size(), 1);
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_EQ(fake_.written(), 2);
}

TEST_P(LinksWaitingTest, OnePlanThatIsNeverAnsweredKeepsNoOtherWaiting) {
  const v1::Plan plan = Import();
  const v1::Plan next = Import(kCounty, "2022");
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  v1::AcceptLinksRequest second;
  Add(next, "新增学位", "seats", second);
  fake_.SetDown(true);
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  EXPECT_EQ(Accept(second)->pending_count(), 1);
  fake_.SetDown(false);
  fake_.Break("2021-H1");
  EXPECT_EQ(WrittenInTheBackground(next).state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(ProposalOf(plan, "新增学位").link().state(), v1::Link::STATE_PENDING);
}

EDUPLAN_OVER_DATABASES(LinksWaitingTest);

}  // namespace
}  // namespace eduplan::plan_items
