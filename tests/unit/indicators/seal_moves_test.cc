#include "services/indicators/seals/seal_moves.h"

#include <gmock/gmock.h>

#include "services/indicators/seals/seal_cells.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using v1::Seal;
constexpr auto kFailedPrecondition = absl::StatusCode::kFailedPrecondition;

// Filed at 10, approved since; filed again at 20 after a correction of "a".
FiledVersion Refiled() {
  FiledVersion version;
  version.valid_from = 20;
  version.state = Seal::STATE_SUBMITTED;
  version.submitted = 20;
  version.approved = 10;
  return version;
}

TEST(SealMoves, AFirstFilingCountsFromNow) {
  const auto filed = Submitted(FiledVersion(), 10);
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->state, Seal::STATE_SUBMITTED);
  EXPECT_EQ(filed->Of("a"), (FiledSequences{10, 0}));
  EXPECT_EQ(filed->valid_from, 10);
  EXPECT_EQ(filed->change_id, "");
}

TEST(SealMoves, AReturnedCellCountsAsItWasApprovedAndTheOthersAsFiled) {
  const std::string cells[] = {"a"};
  const auto returned = Returned(Refiled(), cells, 30);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state, Seal::STATE_SUBMITTED);
  EXPECT_EQ(returned->Of("a"), (FiledSequences{10, 10}));
  EXPECT_EQ(returned->Of("b"), (FiledSequences{20, 10}));
  EXPECT_EQ(returned->open.at("a"), Seal::MEANWHILE_KEEP);
  // The review goes on: what was not returned is approved, the cell keeps what it had.
  const auto approved = Approved(*returned, 40);
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->Of("a"), (FiledSequences{10, 10}));
  EXPECT_EQ(approved->Of("b"), (FiledSequences{20, 20}));
  EXPECT_TRUE(approved->open.contains("a"));
}

TEST(SealMoves, AWithdrawnCellStaysMissingThroughAReturnOfAll) {
  const std::string cells[] = {"a"};
  const auto opened = Reopened(Refiled(), cells, Seal::MEANWHILE_WITHDRAW, 30);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->Of("a"), (FiledSequences{0, 0}));
  const auto returned = Returned(*opened, {}, 40);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->Of("a"), (FiledSequences{0, 0}));
  EXPECT_EQ(returned->Of("b"), (FiledSequences{10, 10}));
  EXPECT_TRUE(returned->open.empty());
  const auto filed = Submitted(*returned, 50);
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->Of("a"), (FiledSequences{50, 0}));
  EXPECT_EQ(filed->Of("b"), (FiledSequences{50, 10}));
  const auto approved = Approved(*filed, 60);
  ASSERT_THAT(approved, IsOk());
  EXPECT_TRUE(approved->overrides.empty());
  EXPECT_EQ(approved->Of("a"), (FiledSequences{50, 50}));
}

TEST(SealMoves, AWithdrawnCellIsNotKeptByALaterOrder) {
  const std::string cells[] = {"a"};
  const auto withdrawn = Reopened(Refiled(), cells, Seal::MEANWHILE_WITHDRAW, 30);
  ASSERT_THAT(withdrawn, IsOk());
  const auto again = Reopened(*withdrawn, cells, Seal::MEANWHILE_KEEP, 40);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->open.at("a"), Seal::MEANWHILE_WITHDRAW);
  EXPECT_EQ(again->Of("a"), (FiledSequences{0, 0}));
}

TEST(SealMoves, WhatHasBegunToBeReviewedIsNotRecalled) {
  EXPECT_THAT(Recalled(Refiled(), nullptr, 30),
              StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  FiledVersion earlier = Refiled();
  earlier.state = Seal::STATE_APPROVED;
  earlier.submitted = 10;
  earlier.open["a"] = Seal::MEANWHILE_KEEP;
  const auto recalled = Recalled(Refiled(), &earlier, 30);
  ASSERT_THAT(recalled, IsOk());
  EXPECT_EQ(recalled->state, Seal::STATE_APPROVED);
  EXPECT_EQ(recalled->Of("a"), (FiledSequences{10, 10}));
  EXPECT_EQ(recalled->valid_from, 30);
  EXPECT_TRUE(recalled->open.contains("a"));
}

TEST(SealMoves, CellsAreReadAsTheyWereWritten) {
  FiledVersion version;
  EXPECT_EQ(EncodeCells(version), "");
  version.overrides["a"] = {7, 0};
  version.open["b"] = Seal::MEANWHILE_WITHDRAW;
  FiledVersion read;
  ASSERT_THAT(DecodeCells(EncodeCells(version), &read), IsOk());
  EXPECT_EQ(read.overrides, version.overrides);
  EXPECT_EQ(read.open, version.open);
  for (const char* damaged :
       {"[", "[]", "{\"overrides\": {\"a\": 7}}", "{\"overrides\": {\"a\": [1, \"x\"]}}",
        "{\"open\": {\"b\": null}}", "{\"open\": 3}"}) {
    EXPECT_THAT(DecodeCells(damaged, &read), StatusIs(absl::StatusCode::kDataLoss)) << damaged;
  }
}

}  // namespace
}  // namespace eduplan::indicators
