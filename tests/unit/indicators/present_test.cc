#include "services/indicators/model/present.h"

#include <gtest/gtest.h>

#include "tests/unit/indicators/rollup_fixture.h"

namespace eduplan::indicators {
namespace {

// One indicator with totals for some base periods.
class DeriveTest : public testing::Test {
 protected:
  void Define(v1::TemporalKind kind) { world_.Define("x", v1::AGGREGATION_SUM, kind); }
  void Total(const std::string& period, int64_t value) {
    State state;
    state.a = Wide(value) * kScale;
    state.expected = state.reported = 1;
    states_[period] = {state};
  }
  v1::RollupCell Cell(const std::string& text) {
    const calendar::Period period = calendar::Period::Parse(text).value();
    if (!states_.contains(text)) {
      states_[text].resize(1);
      states_[text][0].expected = 1;
    }
    return PresentCell(*world_.catalogue().Find("x"), period,
                       TotalOf(world_.catalogue(), 0, period, states_));
  }

  RollupWorld world_;
  StatesByPeriod states_;
};

TEST_F(DeriveTest, ToDateIsTheDifferenceOfCumulatives) {
  Define(v1::TEMPORAL_KIND_TO_DATE);
  Total("2021-03", 310);
  Total("2021-06", 560);
  Total("2021-09", 700);
  Total("2021-12", 768);
  EXPECT_EQ(Cell("2021-Q2").value(), "250");  // 560 - 310
  EXPECT_EQ(Cell("2021-H2").value(), "208");  // 768 - 560
  EXPECT_EQ(Cell("2021").value(), "768");     // not 310 + 560 + 700 + 768 = 2338
  EXPECT_EQ(Cell("2021-H1").value(), "560");
  EXPECT_EQ(Cell("2021-H2").cumulative(), "768");
}

TEST_F(DeriveTest, ADifferenceOfTotalsOfOthersIsNoTotal) {
  Define(v1::TEMPORAL_KIND_TO_DATE);
  Total("2021-03", 150);  // A 100 and B 50
  states_["2021-03"][0].expected = states_["2021-03"][0].reported = 2;
  Total("2021-06", 80);  // B alone
  states_["2021-06"][0].expected = 2;
  EXPECT_EQ(Cell("2021-Q2").value(), "");  // not 80 - 150
  EXPECT_TRUE(Cell("2021-Q2").incomplete());
  EXPECT_EQ(Cell("2021-Q2").cumulative(), "80");
}

TEST_F(DeriveTest, AHalfYearIsEnteredAsTheCumulative) {
  Define(v1::TEMPORAL_KIND_TO_DATE);
  Total("2021-H1", 560);
  Total("2021-H2", 768);
  EXPECT_EQ(Cell("2021-H2").value(), "208");
  EXPECT_EQ(Cell("2021").value(), "768");
}

TEST_F(DeriveTest, ACumulativeWithoutItsStartIsIncomplete) {
  Define(v1::TEMPORAL_KIND_TO_DATE);
  Total("2021-12", 768);
  EXPECT_EQ(Cell("2021-H2").value(), "");
  EXPECT_TRUE(Cell("2021-H2").incomplete());
  EXPECT_EQ(Cell("2021-H2").cumulative(), "768");
}

TEST_F(DeriveTest, FlowsAddOverTheHalves) {
  Define(v1::TEMPORAL_KIND_FLOW);
  Total("2021-H1", 1800);
  Total("2021-H2", 2370);
  const v1::RollupCell cell = Cell("2021");
  EXPECT_EQ(cell.value(), "4170");
  EXPECT_EQ(cell.derived_from_size(), 2);
}

TEST_F(DeriveTest, AYearWithAMissingHalfIsIncompleteAndNotHalf) {
  Define(v1::TEMPORAL_KIND_FLOW);
  Total("2021-H1", 1800);
  EXPECT_EQ(Cell("2021").value(), "");
  EXPECT_TRUE(Cell("2021").incomplete());
}

TEST_F(DeriveTest, StocksTakeTheLast) {
  Define(v1::TEMPORAL_KIND_STOCK);
  Total("2021-H1", 10000);
  Total("2021-H2", 9600);
  EXPECT_EQ(Cell("2021").value(), "9600");
}

TEST_F(DeriveTest, AStockWithoutTheEndIsIncomplete) {
  Define(v1::TEMPORAL_KIND_STOCK);
  Total("2021-H1", 10000);
  EXPECT_EQ(Cell("2021").value(), "");
  EXPECT_TRUE(Cell("2021").incomplete());
}

TEST_F(DeriveTest, WhatWasReportedForThePeriodItselfComesFirst) {
  Define(v1::TEMPORAL_KIND_FLOW);
  Total("2021", 5000);
  Total("2021-H1", 1800);
  Total("2021-H2", 2370);
  EXPECT_EQ(Cell("2021").value(), "5000");
  EXPECT_EQ(Cell("2021").derived_from_size(), 0);
}

TEST_F(DeriveTest, NothingReportedStillTellsWhoWasExpected) {
  Define(v1::TEMPORAL_KIND_FLOW);
  const v1::RollupCell cell = Cell("2021-H1");
  EXPECT_EQ(cell.value(), "");
  EXPECT_FALSE(cell.incomplete());
  EXPECT_EQ(cell.completeness().expected(), 1);
  EXPECT_EQ(cell.completeness().missing(), 1);
}

}  // namespace
}  // namespace eduplan::indicators
