// A plan that is deleted takes the values along that its links wrote.
#include "services/platform/status/error.h"
#include "tests/contract/plan_items/links_fixture.h"

namespace eduplan::plan_items {
namespace {

using test::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Withdrawal = v1::Link::Withdrawal;

constexpr char kSeats[] = "2021-H1 1 seats";

class LinksDeletionTest : public LinksTest {
 protected:
  absl::StatusOr<v1::Plan> Delete(const v1::Plan& plan, const std::string& request_id = "") {
    v1::DeletePlanRequest request;
    request.set_name(plan.name());
    request.set_request_id(request_id);
    return transitions_->Delete(Reporter(), request);
  }
  // Of the plan's figures that were decided, the latest decision on each first.
  std::vector<v1::Link> LinksOf(const v1::Plan& plan, bool replaced = false) {
    v1::ListLinksRequest request;
    request.set_parent(plan.name());
    request.set_show_replaced(replaced);
    const auto response = proposals_->ListLinks(Reporter(), request);
    EXPECT_THAT(response, IsOk());
    if (!response.ok()) return {};
    return {response->links().begin(), response->links().end()};
  }
  v1::AcceptLinksRequest Seats(const v1::Plan& plan) {
    v1::AcceptLinksRequest request;
    Add(plan, "新增学位", "seats", request);
    return request;
  }
  // A plan with a value that its link wrote.
  v1::Plan Linked() {
    v1::Plan plan = Import();
    EXPECT_THAT(Accept(Seats(plan)), IsOk());
    EXPECT_EQ(fake_.values().count(kSeats), 1);
    return plan;
  }
  // Once its links are no longer pending.
  v1::Link WithdrawnInTheBackground(const v1::Plan& plan) {
    v1::Link link;
    InTheBackground([&] {
      link = LinksOf(plan).at(0);
      return link.state() == v1::Link::STATE_DECIDED || link.state() == v1::Link::STATE_REFUSED;
    });
    return link;
  }
  static void ExpectTakenBack(const v1::Link& link,
                              Withdrawal::State state = Withdrawal::STATE_DONE) {
    EXPECT_EQ(link.state(), v1::Link::STATE_DECIDED) << link.DebugString();
    EXPECT_FALSE(link.has_written());
    ASSERT_EQ(link.withdrawals_size(), 1);
    EXPECT_EQ(link.withdrawals(0).state(), state);
  }
};

TEST_P(LinksDeletionTest, ValuesOfADeletedPlanAreWithdrawnBeforeItIsAnswered) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request = Seats(plan);
  Add(plan, "招聘教师", "teachers", request);
  Add(plan, "扩建小学", "schools", request).set_value_kind(v1::LINK_VALUE_KIND_NONE);
  ASSERT_THAT(Accept(request), IsOk());
  const v1::Plan other = Import(kCounty, "2022");
  ASSERT_THAT(Accept(Seats(other)), IsOk());
  ASSERT_THAT(Delete(plan), IsOk());
  EXPECT_THAT(fake_.values(), ::testing::ElementsAre(::testing::Key("2022-H1 1 seats")));
  EXPECT_THAT(fake_.last().reason(), HasSubstr("撤回"));
  int taken_back = 0;
  for (const v1::Link& link : LinksOf(plan)) {
    EXPECT_EQ(link.verdict(), v1::Link::VERDICT_ACCEPTED);
    EXPECT_EQ(link.value_kind(), v1::LINK_VALUE_KIND_NONE);
    if (link.indicator() == "indicators/schools") continue;
    ExpectTakenBack(link);
    EXPECT_EQ(link.principal(), "reporter@330481");
    ++taken_back;
  }
  EXPECT_EQ(taken_back, 2);
  EXPECT_EQ(LinksOf(plan, true).size(), 5);
  EXPECT_EQ(Count("link_writes"), 0);
}

TEST_P(LinksDeletionTest, WhatSomebodyWroteSinceIsLeftAlone) {
  const v1::Plan plan = Linked();
  fake_.Correct(kSeats, "4700");
  ASSERT_THAT(Delete(plan), IsOk());
  ExpectTakenBack(LinksOf(plan).at(0), Withdrawal::STATE_SUPERSEDED);
  EXPECT_EQ(fake_.values().at(kSeats).value(), "4700");
}

TEST_P(LinksDeletionTest, APlanIsKeptWhileAValueOfItIsSealed) {
  const v1::Plan plan = Linked();
  fake_.SetSealed("seats", true);
  const auto refused = Delete(plan);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition, "SEALED"));
  EXPECT_EQ(status::FieldOf(refused.status()), "name");
  EXPECT_EQ(Get(Reporter(), plan.name())->state(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(LinksOf(plan).at(0).state(), v1::Link::STATE_APPLIED);
  fake_.SetSealed("seats", false);
  ASSERT_THAT(Delete(plan), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksDeletionTest, ATargetIsWithdrawnByWhoSetItBeforeThePlanGoes) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request = Seats(plan);
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_TARGET);
  fake_.SetTargets(true);
  ASSERT_THAT(acceptance_->Accept(Reviewer(), request), IsOk());
  EXPECT_THAT(Delete(plan), StatusIs(absl::StatusCode::kPermissionDenied));
  // Nor while it cannot be asked, or is not written yet.
  fake_.SetDown(true);
  EXPECT_THAT(Delete(plan), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(Get(Reporter(), plan.name())->state(), v1::Plan::STATE_DRAFT);
  fake_.SetDown(false);
  request.mutable_decisions(0)->set_verdict(v1::Link::VERDICT_REJECTED);
  ASSERT_THAT(acceptance_->Accept(Reviewer(), request), IsOk());
  EXPECT_THAT(Delete(plan), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksDeletionTest, ValuesFollowADeletedPlanOnceIndicatorsAreBack) {
  const v1::Plan plan = Linked();
  fake_.SetDown(true);
  Restart();
  ASSERT_THAT(Delete(plan), IsOk());
  EXPECT_EQ(LinksOf(plan).at(0).state(), v1::Link::STATE_PENDING);
  EXPECT_EQ(fake_.values().count(kSeats), 1);
  fake_.SetDown(false);
  Restart();
  ExpectTakenBack(WithdrawnInTheBackground(plan));
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_EQ(fake_.written(), 2);
  EXPECT_EQ(Count("link_writes"), 0);
}

TEST_P(LinksDeletionTest, AWithdrawalOfWhichTheAnswerWasLostIsNotMadeTwice) {
  const v1::Plan plan = Linked();
  fake_.LoseAnswers(true);
  ASSERT_THAT(Delete(plan), IsOk());
  EXPECT_EQ(LinksOf(plan).at(0).state(), v1::Link::STATE_PENDING);
  EXPECT_EQ(fake_.written(), 2);
  fake_.LoseAnswers(false);
  fake_.Correct(kSeats, "4700");
  Restart();
  ExpectTakenBack(WithdrawnInTheBackground(plan));
  EXPECT_EQ(fake_.written(), 2);
  EXPECT_EQ(fake_.values().at(kSeats).value(), "4700");
}

// Its version is known to nobody when the plan goes; whoever decided may be somebody else.
TEST_P(LinksDeletionTest, AValueThatWasStillBeingWrittenIsWithdrawnOnceItIsAnswered) {
  const v1::Plan plan = Import();
  fake_.LoseAnswers(true);
  const server::Call other = CallBy(kCounty, {auth::Role::kIntegrator});
  EXPECT_EQ(acceptance_->Accept(other, Seats(plan))->pending_count(), 1);
  EXPECT_EQ(fake_.values().count(kSeats), 1);
  fake_.SetDown(true);
  ASSERT_THAT(Delete(plan), IsOk());
  EXPECT_EQ(LinksOf(plan, true).size(), 1);
  fake_.LoseAnswers(false);
  fake_.SetDown(false);
  Restart();
  const v1::Link link = WithdrawnInTheBackground(plan);
  ExpectTakenBack(link);
  EXPECT_EQ(link.principal(), "reporter@330481");
  const std::vector<v1::Link> all = LinksOf(plan, true);
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[1].state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(all[1].principal(), "integrator@330481");
  EXPECT_EQ(link.withdrawals(0).value().version(), all[1].value_version());
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_EQ(fake_.written(), 2);
}

TEST_P(LinksDeletionTest,
       WhatWasStillBeingWrittenIsWrittenAndWithdrawnAtOnceWhileIndicatorsAnswer) {
  const v1::Plan plan = Import();
  fake_.LoseAnswers(true);
  EXPECT_EQ(Accept(Seats(plan))->pending_count(), 1);
  fake_.LoseAnswers(false);
  ASSERT_THAT(Delete(plan), IsOk());
  ExpectTakenBack(LinksOf(plan).at(0));
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksDeletionTest, WhatWasNeverSentIsNeverWritten) {
  const v1::Plan plan = Import();
  const v1::AcceptLinksRequest request = Seats(plan);
  fake_.SetDown(true);
  Restart();  // not even the definitions are known
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  ASSERT_THAT(Delete(plan), IsOk());
  fake_.SetDown(false);
  Restart();
  const v1::Link link = LinksOf(plan).at(0);
  EXPECT_EQ(link.state(), v1::Link::STATE_DECIDED);
  EXPECT_EQ(link.withdrawals_size(), 0);
  EXPECT_EQ(fake_.written(), 0);
}

// What is sealed after the plan is gone stays, and says why; nobody asks again and again.
TEST_P(LinksDeletionTest, AValueThatIsSealedMeanwhileStaysAndSaysWhy) {
  const v1::Plan plan = Linked();
  fake_.SetDown(true);
  ASSERT_THAT(Delete(plan, kRequest), IsOk());
  fake_.SetDown(false);
  fake_.SetSealed("seats", true);
  const v1::Link link = WithdrawnInTheBackground(plan);
  EXPECT_EQ(link.state(), v1::Link::STATE_REFUSED);
  EXPECT_EQ(link.refusal().reason(), "SEALED");
  EXPECT_EQ(link.written().indicator(), "indicators/seats");
  EXPECT_EQ(LinksOf(plan, true).size(), 2);
  EXPECT_EQ(Count("link_writes"), 0);
  // The same request is still answered as it was.
  EXPECT_THAT(Delete(plan, kRequest), IsOk());
}

// Between the check of a decision and its storing.
TEST_P(LinksDeletionTest, ADecisionThatADeletionOvertakesIsNotMade) {
  const v1::Plan plan = Import();
  const v1::AcceptLinksRequest request = Seats(plan);
  bool deleted = false;
  fake_.OnWrite([&] {
    if (std::exchange(deleted, true)) return;
    EXPECT_THAT(Delete(plan), IsOk());
  });
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(deleted);
  EXPECT_EQ(fake_.written(), 0);
  EXPECT_EQ(Count("link_versions"), 0);
}

EDUPLAN_OVER_DATABASES(LinksDeletionTest);

}  // namespace
}  // namespace eduplan::plan_items
