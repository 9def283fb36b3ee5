#include "services/plan_items/base_choice.h"

#include <gtest/gtest.h>

namespace eduplan::plan_items {
namespace {

StoredPlan Plan(const char* name, v1::DocumentKind kind, std::vector<std::string> periods,
                v1::Plan::State state = v1::Plan::STATE_APPROVED) {
  StoredPlan stored;
  stored.plan.set_name(name);
  stored.plan.set_kind(kind);
  stored.plan.mutable_periods()->Assign(periods.begin(), periods.end());
  stored.plan.set_state(state);
  return stored;
}

// The name of the base of `plan`, "" if there is none.
std::string Chosen(const StoredPlan& plan, const std::vector<StoredPlan>& plans) {
  const auto chosen = ChooseBase(plan.plan, plans);
  return chosen ? plans[*chosen].plan.name() : "";
}

constexpr auto kKeys = v1::DOCUMENT_KIND_KEY_POINTS;
constexpr auto kSummary = v1::DOCUMENT_KIND_SUMMARY;
constexpr auto kBoth = v1::DOCUMENT_KIND_SUMMARY_AND_PLAN;

TEST(BaseChoiceTest, ASummaryIsSetBesideThePlanThatItReportsOn) {
  EXPECT_EQ(Chosen(Plan("s22", kSummary, {"2022"}),
                   {Plan("s21", kSummary, {"2021"}), Plan("k22", kKeys, {"2022"})}),
            "k22");
  EXPECT_EQ(Chosen(Plan("b", kBoth, {"2022-H1", "2022-H2"}),
                   {Plan("k22", kKeys, {"2022"}), Plan("old", kBoth, {"2021-H2", "2022-H1"})}),
            "k22");  // the newer of two
}

TEST(BaseChoiceTest, APlanIsSetBesideItsKindOfTheYearBefore) {
  EXPECT_EQ(Chosen(Plan("k22", kKeys, {"2022"}),
                   {Plan("s21", kSummary, {"2021"}), Plan("k21", kKeys, {"2021"}),
                    Plan("k20", kKeys, {"2020"})}),
            "k21");
  EXPECT_EQ(Chosen(Plan("s", kSummary, {"2022-H2"}),
                   {Plan("h1", kSummary, {"2022-H1"}), Plan("year", kSummary, {"2021-H2"})}),
            "year");
  EXPECT_EQ(Chosen(Plan("s", kSummary, {"2022-H2"}), {Plan("h1", kSummary, {"2022-H1"})}), "h1");
}

TEST(BaseChoiceTest, DraftsReturnedOnesAndItselfAreNone) {
  const StoredPlan plan = Plan("k22", kKeys, {"2022"}, v1::Plan::STATE_SUBMITTED);
  EXPECT_EQ(Chosen(plan, {plan, Plan("d", kKeys, {"2021"}, v1::Plan::STATE_DRAFT),
                          Plan("r", kKeys, {"2021"}, v1::Plan::STATE_RETURNED),
                          Plan("x", kKeys, {"2021"}, v1::Plan::STATE_DELETED)}),
            "");
  EXPECT_EQ(Chosen(plan, {Plan("p", kKeys, {"2021"}, v1::Plan::STATE_PUBLISHED)}), "p");
}

TEST(BaseChoiceTest, PlansOfOtherTimesOrOfNoneAreNone) {
  const StoredPlan plan = Plan("k22", kKeys, {"2022"});
  EXPECT_EQ(Chosen(plan, {Plan("k19", kKeys, {"2019"}), Plan("none", kKeys, {})}), "");
  EXPECT_EQ(Chosen(Plan("s", kSummary, {}), {Plan("k", kKeys, {"2022"})}), "");
}

}  // namespace
}  // namespace eduplan::plan_items
