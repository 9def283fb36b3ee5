#include "services/indicators/model/projection.h"

#include <gtest/gtest.h>

#include "tests/unit/indicators/rollup_fixture.h"

namespace eduplan::indicators {
namespace {

std::vector<tree::Heir> Heirs(const std::vector<std::pair<std::string, tree::Fraction>>& shares) {
  std::vector<tree::Heir> heirs;
  for (const auto& [id, share] : shares) heirs.push_back({id, share});
  return heirs;
}

tree::Fraction Tenths(int n) {
  return tree::Fraction(n, 10);
}

std::vector<Wide> Numbers(std::initializer_list<int64_t> numbers) {
  std::vector<Wide> wide;
  for (const int64_t number : numbers) wide.push_back(Wide(number) * kScale);
  return wide;
}

TEST(ApportionTest, WholeNumbersAddUpByTheLargestRemainder) {
  // S6: 101 x 0.6 = 60.6, x 0.4 = 40.4: the one left over goes to the larger remainder.
  EXPECT_EQ(Apportion(Wide(101) * kScale, Heirs({{"a", Tenths(6)}, {"b", Tenths(4)}}), kScale),
            Numbers({61, 40}));
  // 5001 x 0.6 = 3000.6, x 0.4 = 2000.4.
  EXPECT_EQ(Apportion(Wide(5001) * kScale, Heirs({{"a", Tenths(6)}, {"b", Tenths(4)}}), kScale),
            Numbers({3001, 2000}));
}

TEST(ApportionTest, OfEqualRemaindersTheFirstHeirsCount) {
  const tree::Fraction third(1, 3);
  EXPECT_EQ(Apportion(Wide(10) * kScale, Heirs({{"a", third}, {"b", third}, {"c", third}}), kScale),
            Numbers({4, 3, 3}));
}

TEST(ApportionTest, NegativeAmountsMirrorPositiveOnes) {
  EXPECT_EQ(Apportion(Wide(-101) * kScale, Heirs({{"a", Tenths(6)}, {"b", Tenths(4)}}), kScale),
            Numbers({-61, -40}));
}

TEST(ApportionTest, WhatIsNoWholeNumberOfQuantumsIsDividedInMillionths) {
  // 0.5 of an indicator without decimals: 0.3 and 0.2.
  const auto parts = Apportion(500'000, Heirs({{"a", Tenths(6)}, {"b", Tenths(4)}}), kScale);
  EXPECT_EQ(parts, (std::vector<Wide>{300'000, 200'000}));
}

// County M merges into N in 2021-07; county Y is split into Y and Z by 0.6 and 0.4 in 2022.
class ProjectionTest : public testing::Test {
 protected:
  static tree::Day Of(int year, int month, int day) {
    return tree::ToDay(absl::CivilDay(year, month, day));
  }
  ProjectionTest() {
    world_.Define("seats", v1::AGGREGATION_SUM);
    world_.Define("children", v1::AGGREGATION_SUM);
    world_.Define("inclusive", v1::AGGREGATION_SUM);
    world_.Define("coverage", v1::AGGREGATION_RATIO, v1::TEMPORAL_KIND_STOCK, "inclusive",
                  "children", "%", 1);
    world_.Define("largest", v1::AGGREGATION_MAX);
    std::vector<tree::Node> nodes;
    for (const char* id : {"M", "N", "Y", "Z"}) {
      const std::string name = id;
      tree::Node node = {.id = name, .states = {{.level = RollupWorld::kCounty, .name = name}}};
      if (name == "M") node.states[0].to = Of(2021, 7, 1);
      if (name == "Z") node.states[0].from = Of(2022, 1, 1);
      nodes.push_back(node);
    }
    const std::vector<tree::Succession> successions = {
        {.event = "merge", .source = "M", .target = "N", .from = Of(2021, 7, 1), .shares = {}},
        {.event = "split",
         .source = "Y",
         .target = "Y",
         .from = Of(2022, 1, 1),
         .shares = {{"default", 600'000'000}}},
        {.event = "split",
         .source = "Y",
         .target = "Z",
         .from = Of(2022, 1, 1),
         .shares = {{"default", 400'000'000}}}};
    forest_ = tree::Forest::Build(nodes, {}, 1, successions);
  }

  static State Number(int64_t a, int64_t b = 0) {
    State state;
    state.a = Wide(a) * kScale;
    state.b = Wide(b) * kScale;
    state.expected = state.reported = 1;
    return state;
  }
  State Inherited(const char* source, const char* heir, const char* code, const State& state) {
    Projection projection(*forest_, world_.catalogue(), Of(2021, 6, 30), Of(2023, 1, 1));
    const int index = world_.catalogue().IndexOf(code);
    return projection.Inherited(source, heir, world_.catalogue().definitions()[index], index,
                                state);
  }

  RollupWorld world_;
  std::shared_ptr<const tree::Forest> forest_;
};

TEST_F(ProjectionTest, SourcesAreThoseWhoStoodThen) {
  const Projection projection(*forest_, world_.catalogue(), Of(2021, 6, 30), Of(2023, 1, 1));
  EXPECT_EQ(projection.SourcesOf("N"), (std::vector<std::string>{"M", "N"}));
  EXPECT_EQ(projection.SourcesOf("Z"), (std::vector<std::string>{"Y"}));
  EXPECT_TRUE(projection.SourcesOf("M").empty());
}

TEST_F(ProjectionTest, AMergerHandsEverythingOn) {
  const State state = Inherited("M", "N", "seats", Number(300));
  EXPECT_EQ(state.a, Wide(300) * kScale);
  EXPECT_TRUE(state.estimated);
  EXPECT_FALSE(Inherited("N", "N", "seats", Number(700)).estimated);
}

TEST_F(ProjectionTest, ASplitApportionsBothPartsOfARatio) {
  // S6: 4500 of 5001 become 2700 of 3001 and 1800 of 2000.
  const State y = Inherited("Y", "Y", "coverage", Number(4500, 5001));
  const State z = Inherited("Y", "Z", "coverage", Number(4500, 5001));
  EXPECT_EQ(y.a, Wide(2700) * kScale);
  EXPECT_EQ(y.b, Wide(3001) * kScale);
  EXPECT_EQ(z.a, Wide(1800) * kScale);
  EXPECT_EQ(z.b, Wide(2000) * kScale);
}

TEST_F(ProjectionTest, WhatCannotBeDividedIsMissingInEachPart) {
  const State state = Inherited("Y", "Z", "largest", Number(55));
  EXPECT_EQ(state.expected, 1);
  EXPECT_EQ(state.reported, 0);
  EXPECT_TRUE(state.estimated);
}

}  // namespace
}  // namespace eduplan::indicators
