#include "services/plan_items/workflow.h"

#include <gmock/gmock.h>

#include <map>
#include <utility>

#include "tests/support/matchers.h"

namespace eduplan::plan_items {
namespace {

using Plan = v1::Plan;

constexpr Move kMoves[] = {Move::kSubmit, Move::kReturn, Move::kApprove, Move::kPublish,
                           Move::kDelete};

TEST(WorkflowTest, ExactlyTheDrawnArrowsExist) {
  const std::map<std::pair<Move, Plan::State>, Plan::State> arrows = {
      {{Move::kSubmit, Plan::STATE_DRAFT}, Plan::STATE_SUBMITTED},
      {{Move::kSubmit, Plan::STATE_RETURNED}, Plan::STATE_SUBMITTED},
      {{Move::kReturn, Plan::STATE_SUBMITTED}, Plan::STATE_RETURNED},
      {{Move::kApprove, Plan::STATE_SUBMITTED}, Plan::STATE_APPROVED},
      {{Move::kPublish, Plan::STATE_APPROVED}, Plan::STATE_PUBLISHED},
      {{Move::kDelete, Plan::STATE_DRAFT}, Plan::STATE_DELETED}};
  for (const Move move : kMoves) {
    for (int state = 0; state < Plan::State_ARRAYSIZE; ++state) {
      const auto from = static_cast<Plan::State>(state);
      const auto arrow = arrows.find({move, from});
      const auto to = StateAfter(move, from);
      EXPECT_EQ(to.ok(), arrow != arrows.end()) << RuleOf(move).verb << " from " << state;
      if (to.ok()) {
        EXPECT_EQ(*to, arrow->second);
      } else {
        EXPECT_THAT(to,
                    test::StatusIs(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION"));
      }
    }
  }
}

TEST(WorkflowTest, EachMoveHasItsOwnRule) {
  for (const Move move : kMoves) EXPECT_EQ(RuleOf(move).move, move);
  EXPECT_EQ(RuleOf(Move::kSubmit).permission, auth::Action::kSubmit);
  EXPECT_EQ(RuleOf(Move::kReturn).permission, auth::Action::kReview);
  EXPECT_EQ(RuleOf(Move::kApprove).permission, auth::Action::kReview);
  EXPECT_EQ(RuleOf(Move::kPublish).permission, auth::Action::kReview);
  EXPECT_EQ(RuleOf(Move::kDelete).permission, auth::Action::kFile);
  EXPECT_TRUE(RuleOf(Move::kReturn).needs_reason);
}

TEST(WorkflowTest, TextChangesOnlyWhileItIsTheOrganizations) {
  EXPECT_THAT(CheckTextMayChange(Plan::STATE_DRAFT), test::IsOk());
  EXPECT_THAT(CheckTextMayChange(Plan::STATE_RETURNED), test::IsOk());
  for (const auto state : {Plan::STATE_UNSPECIFIED, Plan::STATE_SUBMITTED, Plan::STATE_APPROVED,
                           Plan::STATE_PUBLISHED, Plan::STATE_DELETED}) {
    EXPECT_THAT(CheckTextMayChange(state),
                test::StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
  }
}

}  // namespace
}  // namespace eduplan::plan_items
