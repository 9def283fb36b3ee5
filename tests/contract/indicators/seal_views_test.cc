#include "tests/contract/indicators/seals_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using v1::Seal;

class SealViewsTest : public SealsTest {
 protected:
  // P 1000 and Q 800 approved by the city, X 500 submitted.
  void Start() {
    ASSERT_THAT(WriteSeats(kP, "1000"), IsOk());
    ASSERT_THAT(WriteSeats(kQ, "800"), IsOk());
    ASSERT_THAT(WriteSeats(kX, "500"), IsOk());
    for (const std::string_view county : {kP, kQ, kX}) ASSERT_THAT(Submit(county), IsOk());
    for (const std::string_view county : {kP, kQ}) ASSERT_THAT(Approve(kCity, county), IsOk());
  }
  // All three approved, X with 450; the city filed 2250 and the province approved it.
  void Settle() {
    Start();
    ASSERT_THAT(Return(kCity, kX), IsOk());
    ASSERT_THAT(WriteSeats(kX, "450"), IsOk());
    ASSERT_THAT(Submit(kX), IsOk());
    ASSERT_THAT(Approve(kCity, kX), IsOk());
    ASSERT_THAT(Submit(kCity), IsOk());
    ASSERT_THAT(Approve(kProvince, kCity), IsOk());
  }
};
EDUPLAN_OVER_DATABASES(SealViewsTest);

TEST_P(SealViewsTest, AReturnTakesAFigureOutUntilItIsFiledAndApprovedAgain) {
  Start();
  EXPECT_EQ(Totals(), "2300/2300/1800/-");  // 1000 + 800 + 500; 1000 + 800 approved
  ASSERT_THAT(Return(kCity, kX), IsOk());
  EXPECT_EQ(Totals(), "2300/1800/1800/-");
  ASSERT_THAT(WriteSeats(kX, "450"), IsOk());
  EXPECT_EQ(Totals(), "2250/1800/1800/-");
  ASSERT_THAT(Submit(kX), IsOk());
  EXPECT_EQ(Totals(), "2250/2250/1800/-");
  ASSERT_THAT(Approve(kCity, kX), IsOk());
  EXPECT_EQ(Totals(), "2250/2250/2250/-");
  ASSERT_THAT(Submit(kCity), IsOk());
  EXPECT_EQ(Totals(), "2250/2250/2250/-");
  ASSERT_THAT(Approve(kProvince, kCity), IsOk());
  EXPECT_EQ(Totals(), "2250/2250/2250/2250");
}

TEST_P(SealViewsTest, AKeptCorrectionCountsLevelByLevelAsItIsAccepted) {
  Settle();
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_KEEP), IsOk());
  ASSERT_THAT(WriteSeats(kP, "1100"), IsOk());
  EXPECT_EQ(Totals(), "2350/2250/2250/2250");
  ASSERT_THAT(Submit(kP), IsOk());
  EXPECT_EQ(Totals(), "2350/2350/2250/2250");
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_EQ(Totals(), "2350/2350/2350/2250");
  ASSERT_THAT(Approve(kProvince, kCity), IsOk());
  EXPECT_EQ(Totals(), "2350/2350/2350/2350");
}

TEST_P(SealViewsTest, AWithdrawnFigureIsMissingUntilItIsApprovedAgain) {
  Settle();
  const auto opened = Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_WITHDRAW);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->state(), Seal::STATE_APPROVED);
  ASSERT_EQ(opened->open_cells_size(), 1);
  EXPECT_EQ(opened->open_cells(0).indicator(), "indicators/new-seats");
  EXPECT_EQ(opened->open_cells(0).meanwhile(), Seal::MEANWHILE_WITHDRAW);
  EXPECT_EQ(Totals(), "2250/1250/1250/2250");  // 800 + 450; the province has what it approved
  ASSERT_THAT(WriteSeats(kP, "1100"), IsOk());
  EXPECT_EQ(Totals(), "2350/1250/1250/2250");
  const auto filed = Submit(kP);
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->open_cells_size(), 0);
  EXPECT_EQ(Totals(), "2350/2350/1250/2250");
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_EQ(Totals(), "2350/2350/2350/2250");
}

TEST_P(SealViewsTest, SubmittedTotalsOfTheProvinceAreWhatTheCityFiled) {
  Start();
  ASSERT_THAT(Submit(kCity), IsOk());
  ASSERT_THAT(Return(kCity, kX), IsOk());
  EXPECT_EQ(Counted(View::kSubmitted), 1800);
  EXPECT_EQ(Counted(View::kSubmitted, true), 2300);  // as the city filed, with X's 500
}

TEST_P(SealViewsTest, AnApprovalIsOfWhatWasSubmitted) {
  Start();
  const auto filed = Seal(kX);
  ASSERT_THAT(filed, IsOk());
  ASSERT_THAT(WriteSeats(kCity, "7"), IsOk());  // the clock goes on
  const auto approved = Approve(kCity, kX);
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->sequence(), filed->sequence());
  EXPECT_EQ(approved->approved_sequence(), filed->sequence());
  const auto accepted = Approve(kCity, kX);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_GT(accepted->approved_sequence(), filed->sequence());
  EXPECT_EQ(accepted->sequence(), accepted->approved_sequence());
}

TEST_P(SealViewsTest, WhatIsAcceptedAnewLeavesOutWhatIsBeingCorrected) {
  Settle();
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_KEEP), IsOk());
  ASSERT_THAT(WriteSeats(kP, "1100"), IsOk());
  const auto accepted = Approve(kCity, kP);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->open_cells_size(), 1);
  EXPECT_EQ(Totals(), "2350/2250/2250/2250");
}

TEST_P(SealViewsTest, AReturnedApprovedFigureCountsAsItWasApproved) {
  Settle();
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_KEEP), IsOk());
  ASSERT_THAT(WriteSeats(kP, "1100"), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  const auto returned = Return(kCity, kP);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state(), Seal::STATE_OPEN);
  EXPECT_EQ(returned->sequence(), returned->approved_sequence());
  EXPECT_EQ(Totals(), "2350/2250/2250/2250");
}

TEST_P(SealViewsTest, ARecalledCorrectionOpensNoMoreThanTheCorrectionDid) {
  Settle();
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_KEEP), IsOk());
  ASSERT_THAT(WriteSeats(kP, "1100"), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  EXPECT_EQ(Totals(), "2350/2350/2250/2250");
  const auto recalled = Recall(kP);
  ASSERT_THAT(recalled, IsOk());
  EXPECT_EQ(recalled->state(), Seal::STATE_APPROVED);
  EXPECT_EQ(Totals(), "2350/2250/2250/2250");
  EXPECT_THAT(WriteSeats(kP, "1200"), IsOk());
  EXPECT_THAT(Write(kP, kPeriod, {{"teachers", "3"}}),
              test::StatusIs(absl::StatusCode::kFailedPrecondition, "SEALED"));
}

TEST_P(SealViewsTest, EveryMoveGivesAllAboveNewVersions) {
  const auto versions = [&] {
    std::vector<std::string> ids;
    const auto rows = server().foundation().database->Query(
        "SELECT change_id FROM node_versions WHERE period = '2021-H1' ORDER BY node");
    EXPECT_THAT(rows, IsOk());
    for (const sql::Row& row : *rows) ids.push_back(row[0].text());
    return ids;
  };
  ASSERT_THAT(WriteSeats(kP, "1000"), IsOk());
  const auto before = versions();
  ASSERT_EQ(before.size(), 3U);  // province, city, P
  ASSERT_THAT(Submit(kP), IsOk());
  const auto after = versions();
  ASSERT_EQ(after.size(), 3U);
  for (size_t i = 0; i < 3; ++i) EXPECT_NE(before[i], after[i]);
}

}  // namespace
}  // namespace eduplan::indicators
