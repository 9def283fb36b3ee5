// The checker finds nothing in a sound history, and each fault that is put into it.

#include "tests/chaos/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::chaos {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

// What stands for one group of indicators: sums, and how many of how many reported.
struct Part {
  int64_t first;
  int64_t second;
  int32_t reported;
  int32_t expected;
};

Cell Sum(int64_t sum, int32_t reported, int32_t expected) {
  return {.there = reported > 0, .sum = sum, .expected = expected, .reported = reported};
}

Row RowOf(const char* organization, const Part& now, int64_t opening, int32_t opening_reported,
          int32_t opening_expected) {
  Row row = {.organization = organization, .cells = {}};
  row.cells[kTotal] = Sum(now.first + now.second, now.reported, now.expected);
  row.cells[kFirst] = Sum(now.first, now.reported, now.expected);
  row.cells[kSecond] = Sum(now.second, now.reported, now.expected);
  row.cells[kShare] = row.cells[kFirst];
  row.cells[kShare].divisor = now.first + now.second;
  row.cells[kOpening] = Sum(opening, opening_reported, opening_expected);
  return row;
}

// Cities A and B; county X goes from A to B on March 1st, Y stays in A and has not reported, Z in
// B.
class CheckerTest : public testing::Test {
 protected:
  CheckerTest() {
    const absl::CivilDay begin(2000, 1, 1);
    history_.province = std::string("P");
    history_.cities = {"A", "B"};
    history_.first_day = absl::CivilDay(2025, 1, 1);
    history_.last_day = absl::CivilDay(2025, 6, 30);
    history_.tree = {
        {.organization = "X", .from = begin, .parent = "A", .sequence = 1},
        {.organization = "Y", .from = begin, .parent = "A", .sequence = 1},
        {.organization = "Z", .from = begin, .parent = "B", .sequence = 1},
        {.organization = "X", .from = absl::CivilDay(2025, 3, 1), .parent = "B", .sequence = 2}};
    AddWrite("X", {10, 4, 6, 1}, 100, 11);
    AddWrite("Z", {100, 40, 60, 5}, 120, 12);
    AddWrite("X", {20, 9, 11, 2}, 200, 13);
    AddRead(1, 140, {12, 1, 1200},
            {RowOf("P", {44, 66, 2, 3}, 6, 2, 3), RowOf("A", {4, 6, 1, 2}, 1, 1, 2),
             RowOf("B", {40, 60, 1, 1}, 5, 1, 1), RowOf("X", {4, 6, 1, 1}, 1, 1, 1),
             RowOf("Y", {0, 0, 0, 1}, 0, 0, 1), RowOf("Z", {40, 60, 1, 1}, 5, 1, 1)});
    // X counts for B in the end, and still for A in what reads the tree of January 1st.
    AddRead(2, 220, {13, 2, 1300},
            {RowOf("P", {49, 71, 2, 3}, 7, 2, 3), RowOf("A", {0, 0, 0, 1}, 2, 1, 2),
             RowOf("B", {49, 71, 2, 2}, 5, 1, 1), RowOf("X", {9, 11, 1, 1}, 2, 1, 1),
             RowOf("Y", {0, 0, 0, 1}, 0, 0, 1), RowOf("Z", {40, 60, 1, 1}, 5, 1, 1)});
    AddRead(3, 240, history_.reads[0].as_of, history_.reads[0].rows);
    history_.reads[2].repeats = 1;
  }

  void AddWrite(const char* county, const Figures& figures, int64_t invoked, int64_t sequence) {
    history_.writes.push_back({.client = 7,
                               .county = county,
                               .figures = figures,
                               .invoked = invoked,
                               .completed = invoked + 10,
                               .sequence = sequence});
    for (size_t i = 0; i < kWritten; ++i) {
      history_.versions[{county, i}].push_back({sequence, figures[i]});
    }
  }
  void AddRead(int64_t id, int64_t invoked, const Moment& as_of, std::vector<Row> rows) {
    history_.reads.push_back({.id = id,
                              .client = 1,
                              .replica = 2,
                              .invoked = invoked,
                              .completed = invoked + 10,
                              .as_of = as_of,
                              .rows = std::move(rows),
                              .content = 5});
  }
  Cell& CellOf(size_t read, size_t row, Indicator indicator) {
    return history_.reads[read].rows[row].cells[indicator];
  }

  History history_;
};

TEST_F(CheckerTest, FindsNothingInASoundHistory) {
  const Report report = Check(history_);
  EXPECT_THAT(report.counts, IsEmpty()) << report.Text();
  EXPECT_EQ(report.reads, 3);
  EXPECT_EQ(report.repeated, 1);
  EXPECT_EQ(report.cells, 3 * 6 * 5);
  // Of each read: 6 rows in themselves, then of 5 indicators the province and both cities.
  EXPECT_EQ(report.sums, 3 * (6 + 5 * 3));
  EXPECT_EQ(report.versions, 3 * 4);
}

TEST_F(CheckerTest, NamesAReadThatMissesAnAcknowledgedWrite) {
  history_.reads[1].as_of = {12, 2, 1200};
  history_.reads[1].rows = {RowOf("X", {4, 6, 1, 1}, 1, 1, 1)};  // the sum of 12, so exact
  const Report report = Check(history_);
  EXPECT_THAT(report.counts, ElementsAre(Pair(Fault::kMissesWrite, 1)));
  EXPECT_THAT(report.Text(), HasSubstr("read 2 of 1 rows by client 1 on replica 2, as of 12"));
  EXPECT_THAT(report.Text(), HasSubstr("write of X by client 7 with total 20 at 13"));
}

TEST_F(CheckerTest, AllowsAReadThatBeganBeforeTheWriteWasAcknowledged) {
  history_.reads[1].invoked = 205;
  history_.reads[1].as_of = {12, 2, 1200};
  history_.reads[1].rows = {RowOf("X", {4, 6, 1, 1}, 1, 1, 1)};
  EXPECT_THAT(Check(history_).counts, IsEmpty());
}

TEST_F(CheckerTest, NamesAReadOfAnEarlierMomentThanAnAnswerBeforeIt) {
  // The third write is on its way all the time: one read has it, the next has not.
  history_.writes[2].completed = 900;
  AddRead(4, 260, {12, 2, 1200}, {RowOf("X", {4, 6, 1, 1}, 1, 1, 1)});
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kWentBack, 1)));
}

TEST_F(CheckerTest, NamesAReadOfAnEarlierTreeThanAnAnswerBeforeIt) {
  AddRead(4, 260, {13, 1, 1300}, {RowOf("X", {9, 11, 1, 1}, 2, 1, 1)});
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kWentBack, 1)));
}

TEST_F(CheckerTest, NamesAReadThatKnowsAWriteBeforeItBegan) {
  history_.writes[2].invoked = 235;
  history_.writes[2].completed = 245;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kFromTheFuture, 1)));
}

TEST_F(CheckerTest, NamesATreeBehindTheToken) {
  history_.reads[0].token_tree_sequence = 2;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kBehindToken, 1)));
}

TEST_F(CheckerTest, NamesATotalThatIsNotOfItsMoment) {
  history_.reads[1].rows = {RowOf("B", {44, 66, 2, 2}, 5, 1, 1)};  // with X as of 11
  const Report report = Check(history_);
  EXPECT_THAT(report.counts, ElementsAre(Pair(Fault::kNotItsMoment, 4)));
  EXPECT_THAT(report.Text(), HasSubstr("chaos-total of B is 110/0 (2 of 2) instead of 120/0"));
}

TEST_F(CheckerTest, NamesCompletenessThatIsNotOfItsMoment) {
  history_.reads[0].rows = {RowOf("A", {4, 6, 1, 2}, 1, 1, 1)};
  history_.reads[2].rows = history_.reads[0].rows;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kNotItsMoment, 2)));
}

TEST_F(CheckerTest, NamesAMovedCountyThatIsCountedTwice) {
  history_.reads[1].rows[1] = RowOf("A", {9, 11, 1, 2}, 2, 1, 2);
  const Report report = Check(history_);
  // Its sums do not make the province's, nor are they those of Y; in four indicators.
  EXPECT_THAT(report.counts,
              ElementsAre(Pair(Fault::kNotItsMoment, 4), Pair(Fault::kMixedMoments, 8)));
}

TEST_F(CheckerTest, NamesATableWithARowOfAnotherMoment) {
  history_.reads[1].rows[0] = history_.reads[0].rows[0];
  // Four figures of the province and its opening, against both cities.
  EXPECT_THAT(Check(history_).counts,
              ElementsAre(Pair(Fault::kNotItsMoment, 5), Pair(Fault::kMixedMoments, 5)));
}

TEST_F(CheckerTest, NamesATotalThatIsNotTheSumOfItsParts) {
  history_.reads[1].rows = {RowOf("X", {9, 11, 1, 1}, 2, 1, 1)};
  CellOf(1, 0, kFirst).sum = 4;
  EXPECT_THAT(Check(history_).counts,
              ElementsAre(Pair(Fault::kNotItsMoment, 1), Pair(Fault::kMixedMoments, 1)));
}

TEST_F(CheckerTest, NamesAPastMomentThatIsAnsweredOtherwise) {
  history_.reads[2].content = 6;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kNotRepeated, 1)));
  history_.reads[2].content = 5;
  history_.reads[2].as_of.time_us = 1201;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kNotRepeated, 1)));
}

TEST_F(CheckerTest, NamesALostWrite) {
  history_.versions[{"X", kSecond}].pop_back();
  const Report report = Check(history_);
  EXPECT_THAT(report.counts, ElementsAre(Pair(Fault::kLost, 1)));
  EXPECT_THAT(report.Text(), HasSubstr("chaos-second of X was to be 11 from 13 on"));
}

TEST_F(CheckerTest, NamesAWriteThatWasAppliedTwice) {
  history_.versions[{"Z", kTotal}].push_back({14, 100});
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kUnknownVersion, 1)));
}

TEST_F(CheckerTest, NamesAWriteOfUnknownOutcome) {
  history_.writes.push_back({.client = 7, .county = "Y", .invoked = 300, .completed = 400});
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kUnsettled, 1)));
}

TEST_F(CheckerTest, NamesWritesOfACountyInAnotherOrder) {
  history_.reads.clear();
  history_.writes[0].sequence = 14;
  for (size_t i = 0; i < kWritten; ++i) history_.versions[{"X", i}][0].sequence = 14;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kOutOfOrder, 1)));
}

TEST_F(CheckerTest, NamesTwoWritesOfOneSequence) {
  history_.reads.clear();
  history_.writes[1].sequence = 11;
  for (size_t i = 0; i < kWritten; ++i) history_.versions[{"Z", i}][0].sequence = 11;
  EXPECT_THAT(Check(history_).counts, ElementsAre(Pair(Fault::kOutOfOrder, 1)));
}

}  // namespace
}  // namespace eduplan::chaos
