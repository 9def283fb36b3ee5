// A decision that is taken back or corrected takes its value along.
#include "services/plan_items/links/withdrawals.h"
#include "services/platform/status/error.h"
#include "tests/contract/plan_items/links_fixture.h"

namespace eduplan::plan_items {
namespace {

using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Pair;
using ::testing::Property;
using ::testing::UnorderedElementsAre;

using Withdrawal = v1::Link::Withdrawal;

class LinksCorrectionsTest : public LinksTest {
 protected:
  // Decides on one figure, and succeeds.
  v1::Link Decide(const v1::Plan& plan, const std::string& figure, const std::string& code,
                  v1::Link::Verdict verdict = v1::Link::VERDICT_ACCEPTED) {
    const auto response = Accept(RequestOf(plan, figure, code, verdict));
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->links(0) : v1::Link();
  }
  v1::AcceptLinksRequest RequestOf(const v1::Plan& plan, const std::string& figure,
                                   const std::string& code,
                                   v1::Link::Verdict verdict = v1::Link::VERDICT_ACCEPTED) {
    v1::AcceptLinksRequest request;
    Add(plan, figure, code, request).set_verdict(verdict);
    return request;
  }
  absl::StatusOr<v1::AcceptLinksResponse> Rest(const v1::Plan& plan) {
    v1::AcceptLinksRequest rest;
    rest.set_parent(plan.name());
    return Accept(rest);
  }
  static std::vector<Withdrawal::State> StatesOf(const v1::Link& link) {
    std::vector<Withdrawal::State> states;
    for (const Withdrawal& withdrawal : link.withdrawals()) states.push_back(withdrawal.state());
    return states;
  }
};

TEST_P(LinksCorrectionsTest, RejectionWithdrawsTheValueWithItsSource) {
  const v1::Plan plan = Import();
  const v1::Link accepted = Decide(plan, "新增学位", "seats");
  EXPECT_EQ(accepted.written().version(), accepted.value_version());
  const v1::Link rejected = Decide(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  EXPECT_EQ(rejected.state(), v1::Link::STATE_DECIDED);
  EXPECT_THAT(StatesOf(rejected), ElementsAre(Withdrawal::STATE_DONE));
  EXPECT_EQ(rejected.withdrawals(0).value().indicator(), "indicators/seats");
  EXPECT_EQ(rejected.withdrawals(0).value().version(), accepted.value_version());
  EXPECT_FALSE(rejected.has_written());
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_THAT(fake_.last().values(0).evidence(), HasSubstr("“新增学位4600个”"));
  EXPECT_THAT(fake_.last().reason(), HasSubstr("撤回"));
  // The same again does nothing.
  const v1::Link again = Decide(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  EXPECT_EQ(again.sequence(), rejected.sequence());
  EXPECT_EQ(fake_.written(), 2);
  EXPECT_EQ(Count("link_writes"), 0);
}

TEST_P(LinksCorrectionsTest, CorrectionMovesTheValueInOneRequest) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  const v1::Link moved = Decide(plan, "新增学位", "care");
  EXPECT_EQ(moved.state(), v1::Link::STATE_APPLIED);
  EXPECT_THAT(StatesOf(moved), ElementsAre(Withdrawal::STATE_DONE));
  EXPECT_EQ(moved.written().indicator(), "indicators/care");
  EXPECT_THAT(
      fake_.values(),
      UnorderedElementsAre(Pair("2021-H1 1 care", Property(&indicator_v1::Value::value, "4600"))));
  EXPECT_EQ(fake_.last().values_size(), 2);
  // And to another period, which is another request.
  v1::AcceptLinksRequest request = RequestOf(plan, "新增学位", "care");
  request.mutable_decisions(0)->set_period("2021-H2");
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_THAT(fake_.values(), ElementsAre(Key("2021-H2 1 care")));
  // Linked without a value, or to nothing, nothing stands.
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_NONE);
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_EQ(ProposalOf(plan, "新增学位").link().indicator(), "indicators/care");
}

TEST_P(LinksCorrectionsTest, TwoFiguresChangePlacesAndNothingIsLost) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request;
  Add(plan, "新增学位", "seats", request);
  Add(plan, "新增托位", "care", request).set_value("120");
  ASSERT_THAT(Accept(request), IsOk());
  request.mutable_decisions(0)->set_indicator("care");
  request.mutable_decisions(1)->set_indicator("seats");
  const auto swapped = Accept(request);
  ASSERT_THAT(swapped, IsOk());
  for (const v1::Link& link : swapped->links()) {
    EXPECT_EQ(link.state(), v1::Link::STATE_APPLIED) << link.DebugString();
    EXPECT_THAT(StatesOf(link), ElementsAre(Withdrawal::STATE_DONE));
  }
  EXPECT_EQ(fake_.values().at("2021-H1 1 care").value(), "4600");
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "120");
  // And both go.
  for (auto& decision : *request.mutable_decisions()) {
    decision.clear_indicator();
    decision.clear_value();
    decision.set_verdict(v1::Link::VERDICT_NONE);
  }
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksCorrectionsTest, WhatSomebodyWroteSinceIsLeftAlone) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  fake_.Correct("2021-H1 1 seats", "4700");
  const v1::Link rejected = Decide(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  EXPECT_EQ(rejected.state(), v1::Link::STATE_DECIDED);
  EXPECT_THAT(StatesOf(rejected), ElementsAre(Withdrawal::STATE_SUPERSEDED));
  EXPECT_FALSE(rejected.has_written());
  EXPECT_EQ(fake_.values().at("2021-H1 1 seats").value(), "4700");
}

TEST_P(LinksCorrectionsTest, WhatIsSealedCannotBeWithdrawnAndNothingIsDecided) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  fake_.SetSealed("seats", true);
  for (const auto& [code, verdict] : {std::pair("care", v1::Link::VERDICT_ACCEPTED),
                                      std::pair("seats", v1::Link::VERDICT_REJECTED)}) {
    const auto refused = Accept(RequestOf(plan, "新增学位", code, verdict));
    EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition, "SEALED"));
    EXPECT_THAT(status::FieldOf(refused.status()), HasSubstr("decisions[0]"));
  }
  EXPECT_EQ(ProposalOf(plan, "新增学位").link().state(), v1::Link::STATE_APPLIED);
  EXPECT_EQ(fake_.values().size(), 1);
}

TEST_P(LinksCorrectionsTest, WhatIsSealedMeanwhileStaysAndIsWithdrawnByTheNextDecision) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  fake_.SetDown(true);
  const v1::AcceptLinksRequest request = RequestOf(plan, "新增学位", "care");
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  fake_.SetDown(false);
  fake_.SetSealed("seats", true);
  const auto refused = Rest(plan);
  ASSERT_THAT(refused, IsOk());
  const v1::Link& link = refused->links(0);
  EXPECT_EQ(link.state(), v1::Link::STATE_REFUSED);
  EXPECT_EQ(link.refusal().reason(), "SEALED");
  EXPECT_THAT(StatesOf(link), ElementsAre(Withdrawal::STATE_REFUSED));
  EXPECT_EQ(link.written().indicator(), "indicators/care");
  EXPECT_EQ(fake_.values().size(), 2);
  fake_.SetSealed("seats", false);
  const v1::Link none = Decide(plan, "新增学位", "", v1::Link::VERDICT_NONE);
  EXPECT_THAT(StatesOf(none), ElementsAre(Withdrawal::STATE_DONE, Withdrawal::STATE_DONE));
  EXPECT_THAT(fake_.values(), IsEmpty());
}

TEST_P(LinksCorrectionsTest, WithdrawalsWaitWhileIndicatorsAreAwayAndAreDoneOnce) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  const auto request = RequestOf(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  fake_.SetDown(true);
  Restart();  // not even the definitions are known
  const auto waiting = Accept(request);
  ASSERT_THAT(waiting, IsOk());
  EXPECT_EQ(waiting->pending_count(), 1);
  EXPECT_EQ(waiting->links(0).written().indicator(), "indicators/seats");
  EXPECT_EQ(fake_.values().size(), 1);
  fake_.SetDown(false);
  Restart();
  const auto done = Rest(plan);
  ASSERT_THAT(done, IsOk());
  EXPECT_THAT(StatesOf(done->links(0)), ElementsAre(Withdrawal::STATE_DONE));
  EXPECT_EQ(done->links(0).state(), v1::Link::STATE_DECIDED);
  EXPECT_THAT(fake_.values(), IsEmpty());
  ASSERT_THAT(Rest(plan), IsOk());
  EXPECT_EQ(fake_.written(), 2);
}

TEST_P(LinksCorrectionsTest, AMoveOfWhichTheAnswerWasLostIsNotMadeTwice) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  fake_.LoseAnswers(true);
  const v1::AcceptLinksRequest request = RequestOf(plan, "新增学位", "care");
  EXPECT_EQ(Accept(request)->pending_count(), 1);
  EXPECT_EQ(fake_.written(), 3);
  fake_.LoseAnswers(false);
  // Meanwhile somebody corrects what was moved.
  fake_.Correct("2021-H1 1 care", "4700");
  Restart();
  const auto done = Accept(request);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->links(0).state(), v1::Link::STATE_APPLIED);
  EXPECT_THAT(StatesOf(done->links(0)), ElementsAre(Withdrawal::STATE_DONE));
  EXPECT_EQ(fake_.written(), 3);
  EXPECT_EQ(fake_.values().at("2021-H1 1 care").value(), "4700");
}

TEST_P(LinksCorrectionsTest, RejectingAnotherIndicatorIsRememberedAndLeavesTheLink) {
  const v1::Plan plan = Import();
  const v1::Link accepted = Decide(plan, "新增学位", "seats");
  const v1::Link left = Decide(plan, "新增学位", "care", v1::Link::VERDICT_REJECTED);
  EXPECT_EQ(left.SerializeAsString(), accepted.SerializeAsString());
  EXPECT_EQ(fake_.values().size(), 1);
  EXPECT_EQ(Count("link_versions"), 1);
  EXPECT_EQ(Count("link_memory"), 2);
}

TEST_P(LinksCorrectionsTest, TheValueOfAFigureThatIsGoneCanBeWithdrawn) {
  const v1::Plan plan = Import();
  const v1::Link accepted = Decide(plan, "新增学位", "seats");
  v1::AcceptLinksRequest request = RequestOf(plan, "新增学位", "care");
  v1::UpdatePlanItemRequest update;
  for (const v1::PlanItem& item : ItemsOf(plan)) {
    if (item.name() == accepted.source()) *update.mutable_item() = item;
  }
  update.mutable_item()->clear_measurements();
  update.mutable_update_mask()->add_paths("measurements");
  ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_MEASUREMENT"));
  request.mutable_decisions(0)->set_indicator("seats");
  request.mutable_decisions(0)->set_verdict(v1::Link::VERDICT_REJECTED);
  ASSERT_THAT(Accept(request), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
  EXPECT_EQ(Count("link_memory"), 1);
}

TEST_P(LinksCorrectionsTest, ATargetIsWithdrawnByWhoMaySetIt) {
  const v1::Plan plan = Import();
  v1::AcceptLinksRequest request = RequestOf(plan, "新增学位", "seats");
  request.mutable_decisions(0)->set_value_kind(v1::LINK_VALUE_KIND_TARGET);
  fake_.SetTargets(true);
  // The indicators would let anybody; who may not is refused also while they are away.
  fake_.SetDown(true);
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kPermissionDenied));
  fake_.SetDown(false);
  ASSERT_THAT(acceptance_->Accept(Reviewer(), request), IsOk());
  request = RequestOf(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  EXPECT_THAT(Accept(request), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(fake_.values().size(), 1);
  ASSERT_THAT(acceptance_->Accept(Reviewer(), request), IsOk());
  EXPECT_THAT(fake_.values(), IsEmpty());
}

EDUPLAN_OVER_DATABASES(LinksCorrectionsTest);

TEST(WithdrawalsTest, AValueWrittenBeforeLinksSaidSoIsKnown) {
  v1::Link old;
  old.set_verdict(v1::Link::VERDICT_ACCEPTED);
  old.set_indicator("indicators/seats");
  old.set_period("2021-H1");
  old.set_value_kind(v1::LINK_VALUE_KIND_FILED);
  old.set_value_version(7);
  EXPECT_THAT(StandingValues(old), IsEmpty());
  old.set_state(v1::Link::STATE_APPLIED);
  ASSERT_EQ(StandingValues(old).size(), 1);
  EXPECT_EQ(StandingValues(old)[0].version(), 7);
  v1::Link rejected;
  rejected.set_verdict(v1::Link::VERDICT_REJECTED);
  rejected.set_indicator("indicators/seats");
  TakeOver(&old, rejected);
  EXPECT_EQ(rejected.state(), v1::Link::STATE_PENDING);
  EXPECT_EQ(rejected.withdrawals_size(), 1);
}

}  // namespace
}  // namespace eduplan::plan_items
