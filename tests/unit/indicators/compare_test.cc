#include "services/indicators/model/compare.h"

#include <gtest/gtest.h>

#include "services/indicators/model/present.h"
#include "tests/unit/indicators/rollup_fixture.h"

namespace eduplan::indicators {
namespace {

calendar::Period Of(const char* text) {
  return calendar::Period::Parse(text).value();
}

class CompareTest : public testing::Test {
 protected:
  CompareTest() {
    world_.Define("seats", v1::AGGREGATION_SUM);
    world_.Define("coverage", v1::AGGREGATION_RATIO, v1::TEMPORAL_KIND_STOCK, "seats", "seats", "%",
                  1);
  }
  const Definition& Find(const char* code) const { return *world_.catalogue().Find(code); }

  RollupWorld world_;
};

TEST_F(CompareTest, ATargetOfTheYearIsMeasuredAgainstTheCalendar) {
  // S3: 4600 of 10000 by the end of the first half: 46.0 %, the calendar says 50 %.
  Compared compared = {
      .value = 4600, .target = 10000, .target_period = Of("2021"), .attained = 4600};
  const auto comparison = Compare(Find("seats"), Of("2021-H1"), compared);
  EXPECT_EQ(comparison.attainment(), "46.0");
  EXPECT_EQ(comparison.pace(), "50.0");
  EXPECT_EQ(comparison.ahead(), "-4.0");
  EXPECT_EQ(comparison.text(), "完成目标的46.0%，序时进度50.0%，落后4.0个百分点");
}

TEST_F(CompareTest, DifferencesOfPercentagesArePoints) {
  // S9: 97.6 % to 98.7 %.
  Compared compared = {
      .value = Rational(987, 10), .with_last_year = true, .last_year = Rational(976, 10)};
  const auto comparison = Compare(Find("coverage"), Of("2021"), compared);
  EXPECT_EQ(comparison.last_year_difference(), "1.1");
  EXPECT_EQ(comparison.last_year_growth(), "");
  EXPECT_EQ(comparison.text(), "同比提高1.1个百分点");
}

TEST_F(CompareTest, GrowthFromZeroOrLessHasNoPercentage) {
  for (const int base : {0, -5}) {
    Compared compared = {.value = 10, .with_previous = true, .previous = base};
    EXPECT_EQ(Compare(Find("seats"), Of("2021"), compared).previous_growth(), "") << base;
  }
}

TEST_F(CompareTest, GrowthSaysWhereTheBoundariesAreThisYears) {
  // S5: 1300 after 1000 on the boundaries of this year.
  Compared compared = {
      .value = 1300, .with_last_year = true, .last_year = 1000, .comparable_boundaries = true};
  EXPECT_EQ(Compare(Find("seats"), Of("2022-H1"), compared).text(), "同比增长30.0%（可比口径）");
}

TEST(RoundHonestlyTest, NeverAllWhileAPartIsMissingNorNothingWhileThereIsSomething) {
  EXPECT_EQ(RoundHonestly(Rational(199900, 2000), 1, true), "99.95");  // 1999 of 2000
  EXPECT_EQ(RoundHonestly(100, 1, true), "100.0");
  EXPECT_EQ(RoundHonestly(Rational(4449, 10000), 0, false), "0.4");
  EXPECT_EQ(RoundHonestly(0, 1, false), "0.0");
  EXPECT_EQ(RoundHonestly(Rational(-125, 1000), 2, false), "-0.13");
}

TEST(MedianTest, IsTheMiddleOrHalfwayBetweenTheTwo) {
  RollupWorld world;
  world.Define("m", v1::AGGREGATION_MEDIAN);
  State state;
  state.expected = state.reported = 3;
  state.values = {9 * kScale, 1 * kScale, 4 * kScale};
  EXPECT_EQ(ExactValue(*world.catalogue().Find("m"), state), Rational(4));
  state.expected = state.reported = 4;
  state.values.push_back(5 * kScale);
  EXPECT_EQ(ExactValue(*world.catalogue().Find("m"), state), Rational(9, 2));
}

}  // namespace
}  // namespace eduplan::indicators
