#include "services/indicators/model/rollup.h"

#include <gtest/gtest.h>

#include "tests/unit/indicators/rollup_fixture.h"

namespace eduplan::indicators {
namespace {

using World = RollupWorld;

World CityWithCounties(std::initializer_list<const char*> counties) {
  World world;
  world.Add("P", World::kProvince, "");
  world.Add("C", World::kCity, "P");
  for (const char* county : counties) world.Add(county, World::kCounty, "C");
  return world;
}

TEST(RollupTest, CountsMissingZeroNotApplicableAndTheOwnPart) {
  World world = CityWithCounties({"A", "B", "D", "E", "F", "Z", "c"});
  world.Define("seats", v1::AGGREGATION_SUM);
  world.Number("A", "seats", "4170");
  world.Number("B", "seats", "1200");
  world.Number("c", "seats", "0");
  world.NotApplicable("E", "seats");
  world.Number("F", "seats", "860");
  world.Number("Z", "seats", "300");
  world.Number("C", "seats", "540");
  // 4170 + 1200 + 0 + 860 + 300 + 540 = 7070; A B c D F Z and the own part are expected, E is not.
  const State state = world.StateOf("C", "seats");
  EXPECT_EQ(world.ValueOf("C", "seats"), "7070");
  EXPECT_EQ(state.expected, 7);
  EXPECT_EQ(state.reported, 6);
  EXPECT_EQ(state.missing(), 1);
  EXPECT_EQ(state.not_applicable, 1);
  EXPECT_EQ(world.ValueOf("P", "seats"), "7070");
}

TEST(RollupTest, RatiosAddTheirPartsAndNeverAverage) {
  World world = CityWithCounties({"A", "B", "c"});
  world.Define("in", v1::AGGREGATION_SUM, v1::TEMPORAL_KIND_STOCK);
  world.Define("all", v1::AGGREGATION_SUM, v1::TEMPORAL_KIND_STOCK);
  world.Define("rate", v1::AGGREGATION_RATIO, v1::TEMPORAL_KIND_STOCK, "in", "all", "%", 1);
  world.Number("A", "in", "8100");
  world.Number("A", "all", "9000");
  world.Number("B", "in", "600");
  world.Number("B", "all", "1000");
  world.RateOnly("c", "rate", "85.0");
  const State state = world.StateOf("C", "rate");
  EXPECT_EQ(world.ValueOf("C", "rate"), "87.0");  // 8700 / 10000
  EXPECT_EQ(state.merged(), 2);
  EXPECT_EQ(state.expected, 3);
  EXPECT_EQ(state.rate_only, 1);
  world.Number("c", "in", "3400");
  world.Number("c", "all", "4000");
  EXPECT_EQ(world.ValueOf("C", "rate"), "86.4");  // 12100 / 14000 = 86.42…
}

TEST(RollupTest, EveryAggregationByHand) {
  World world = CityWithCounties({"A", "B", "D"});
  world.Define("weight", v1::AGGREGATION_SUM);
  world.Define("weighted", v1::AGGREGATION_WEIGHTED_MEAN, v1::TEMPORAL_KIND_STOCK, "", "weight", "",
               2);
  world.Define("mean", v1::AGGREGATION_MEAN, v1::TEMPORAL_KIND_STOCK, "", "", "", 2);
  world.Define("least", v1::AGGREGATION_MIN);
  world.Define("most", v1::AGGREGATION_MAX);
  world.Define("true", v1::AGGREGATION_COUNT_TRUE);
  world.Define("share", v1::AGGREGATION_SHARE_TRUE, v1::TEMPORAL_KIND_STOCK, "", "", "%", 1);
  const char* numbers[][2] = {{"80", "100"}, {"90", "300"}, {"-70.5", "0"}};
  const char* counties[] = {"A", "B", "D"};
  for (int i = 0; i < 3; ++i) {
    world.Number(counties[i], "weight", numbers[i][1]);
    for (const char* code : {"weighted", "mean", "least", "most"}) {
      world.Number(counties[i], code, numbers[i][0]);
    }
    for (const char* code : {"true", "share"}) world.Number(counties[i], code, i == 2 ? "0" : "1");
  }
  EXPECT_EQ(world.ValueOf("C", "weighted"), "87.50");  // (8000 + 27000 + 0) / 400
  EXPECT_EQ(world.ValueOf("C", "mean"), "33.17");      // 99.5 / 3 = 33.1666…
  EXPECT_EQ(world.ValueOf("C", "least"), "-70.5");
  EXPECT_EQ(world.ValueOf("C", "most"), "90");
  EXPECT_EQ(world.ValueOf("C", "true"), "2");
  EXPECT_EQ(world.ValueOf("C", "share"), "66.7");  // 2 / 3
}

TEST(RollupTest, MinAndMaxOfPositiveNumbersAreNotPulledToZero) {
  World world = CityWithCounties({"A", "B"});
  world.Define("least", v1::AGGREGATION_MIN);
  world.Define("most", v1::AGGREGATION_MAX);
  world.Number("A", "least", "5");
  world.Number("A", "most", "-5");
  EXPECT_EQ(world.ValueOf("P", "least"), "5");
  EXPECT_EQ(world.ValueOf("P", "most"), "-5");
}

TEST(RollupTest, ProvinceAdministeredCountiesAreInTheProvince) {
  World world;
  world.Add("P", World::kProvince, "");
  world.Add("wuhan", World::kCity, "P");
  world.Add("yichang", World::kCity, "P");
  world.Add("xiantao", World::kCounty, "P");
  world.Add("qianjiang", World::kCounty, "P");
  world.Define("seats", v1::AGGREGATION_SUM);
  world.Number("wuhan", "seats", "4000");
  world.Number("yichang", "seats", "1500");
  world.Number("xiantao", "seats", "200");
  world.Number("qianjiang", "seats", "150");
  EXPECT_EQ(world.ValueOf("P", "seats"), "5850");
  EXPECT_EQ(world.StateOf("P", "seats").expected, 4);
}

TEST(RollupTest, ACityWithNothingBelowIsExpectedItself) {
  World world;
  world.Add("P", World::kProvince, "");
  world.Add("dongguan", World::kCity, "P");
  world.Define("seats", v1::AGGREGATION_SUM);
  EXPECT_EQ(world.StateOf("P", "seats").expected, 1);
  EXPECT_EQ(world.StateOf("P", "seats").missing(), 1);
}

TEST(RollupTest, ValuesBelowTheEntryLevelAreDetailAndNeverMerged) {
  World world = CityWithCounties({"K", "L"});
  world.Add("2133000001", World::kSchool, "K");
  world.Add("2133000002", World::kSchool, "K");
  world.Add("2133000003", World::kSchool, "C");  // run by the city: covered by its own part
  world.Define("seats", v1::AGGREGATION_SUM);
  world.Number("K", "seats", "1200");
  world.Number("2133000001", "seats", "500");
  world.Number("2133000002", "seats", "400");
  world.Number("2133000003", "seats", "33");
  world.Number("L", "seats", "600");
  world.Number("C", "seats", "540");
  EXPECT_EQ(world.ValueOf("C", "seats"), "2340");  // 1200 + 600 + 540
  EXPECT_EQ(world.ValueOf("K", "seats"), "1200");
  EXPECT_EQ(world.ValueOf("2133000001", "seats"), "500");
}

TEST(RollupTest, ACachedChildGivesTheSameTotalAsItsValues) {
  World world = CityWithCounties({"A", "B"});
  world.Define("seats", v1::AGGREGATION_SUM);
  world.Define("least", v1::AGGREGATION_MIN);
  for (const char* county : {"A", "B"}) {
    world.Number(county, "seats", county[0] == 'A' ? "10" : "32");
    world.Number(county, "least", county[0] == 'A' ? "7" : "9");
  }
  const States city = world.StatesOf("C");
  const auto forest = world.forest();
  const calendar::Period period = calendar::Period::Parse("2021-H1").value();
  const EntryTable nothing(world.catalogue().definitions().size());
  const States province = ComputeStates({.catalogue = &world.catalogue(),
                                         .forest = forest.get(),
                                         .entries = &nothing,
                                         .period = &period},
                                        forest->Find("P"), [&](tree::Forest::Index node) {
                                          return node == forest->Find("C") ? &city : nullptr;
                                        });
  EXPECT_EQ(province, world.StatesOf("P"));
  EXPECT_EQ(province[0].a, Wide(42) * kScale);
}

}  // namespace
}  // namespace eduplan::indicators
