#include "services/indicators/values/workbook_cell.h"

#include <gmock/gmock.h>

#include "services/platform/status/error.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;

Definition In(std::string_view unit, v1::Aggregation aggregation = v1::AGGREGATION_SUM) {
  Definition definition;
  definition.code = "figure";
  definition.proto.set_unit(std::string(unit));
  definition.proto.set_aggregation(aggregation);
  return definition;
}

Entry Number(int64_t millionths) {
  return {Entry::Content::kNumber, millionths};
}

absl::StatusOr<TypedFigure> Read(std::string_view unit, const api::SheetCell& cell,
                                 const std::vector<Entry>& known = {}) {
  return ReadTyped(In(unit), cell, known);
}

// What a text comes to in a cell of 个, in words.
std::string Reads(std::string_view text) {
  const auto figure = Read("个", {.text = std::string(text)});
  if (!figure.ok()) return status::ReasonOf(figure.status());
  return ShownEntry(figure->entry);
}

TEST(WorkbookCellTest, FiguresAreReadAsPeopleTypeThem) {
  EXPECT_EQ(Reads("1200"), "1200");
  EXPECT_EQ(Reads("１，２００"), "1200");
  EXPECT_EQ(Reads("1,200"), "1200");
  EXPECT_EQ(Reads(" 1200\u3000"), "1200");
  EXPECT_EQ(Reads("１２３．５"), "123.5");
  EXPECT_EQ(Reads("-0.125"), "-0.125");
}

TEST(WorkbookCellTest, WordsForNothingAndForNotApplicable) {
  EXPECT_EQ(Reads("无"), "0");
  EXPECT_EQ(Reads("零"), "0");
  EXPECT_EQ(Reads("0"), "0");
  EXPECT_EQ(Reads("/"), "不适用");
  EXPECT_EQ(Reads("／"), "不适用");
  EXPECT_EQ(Reads("不适用"), "不适用");
  EXPECT_EQ(Reads(""), "");
  EXPECT_EQ(Reads(" \u3000"), "");
}

TEST(WorkbookCellTest, WhatMayMeanTwoThingsIsNoFigure) {
  EXPECT_EQ(Reads("—"), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("1,20"), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("1 2"), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("约1200"), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("#REF!"), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("="), "NOT_A_FIGURE");
  EXPECT_EQ(Reads("0.1234567"), "NOT_A_FIGURE");
}

TEST(WorkbookCellTest, AUnitBehindTheNumberIsConvertedOrRefused) {
  // 6,700,000元 are 670万元; 0.05亿元 are 500万元.
  EXPECT_EQ(Read("万元", {.text = "6,700,000元"})->entry.amount, 670 * kScale);
  EXPECT_EQ(Read("万元", {.text = "0.05亿元"})->entry.amount, 500 * kScale);
  EXPECT_THAT(Read("人次", {.text = "90人"}),
              StatusIs(absl::StatusCode::kInvalidArgument, "UNIT_MISMATCH"));
}

TEST(WorkbookCellTest, APercentageIsTheSameHoweverItIsShown) {
  for (const api::SheetCell& cell :
       std::vector<api::SheetCell>{{.text = "98.7", .is_number = true},
                                   {.text = "98.7%"},
                                   {.text = "９８．７％"},
                                   {.text = "0.987", .is_number = true, .is_percent = true}}) {
    const auto figure = Read("%", cell);
    ASSERT_THAT(figure, IsOk()) << cell.text;
    EXPECT_EQ(figure->entry.amount, 98'700'000) << cell.text;
    EXPECT_EQ(figure->question, "") << cell.text;
  }
  // 1 and −0.05 shown in percent, and one with as many digits as a figure may have.
  EXPECT_EQ(Read("%", {"1", true, true})->entry.amount, 100 * kScale);
  EXPECT_EQ(Read("%", {"-0.05", true, true})->entry.amount, -5 * kScale);
  EXPECT_EQ(Read("%", {"0.98765432", true, true})->entry.amount, 98'765'432);
}

TEST(WorkbookCellTest, ASmallNumberInAPercentCellIsAskedAbout) {
  const auto figure = Read("%", {.text = "0.987", .is_number = true}, {Number(97'600'000)});
  ASSERT_THAT(figure, IsOk());
  EXPECT_EQ(figure->question_zh, "是0.987%，还是98.7%？");
  // Where other periods are as small it is what it says.
  EXPECT_EQ(Read("%", {.text = "0.987"}, {Number(800'000)})->question, "");
  // Nothing is nothing in both.
  EXPECT_EQ(Read("%", {.text = "0"}, {Number(97'600'000)})->question, "");
  EXPECT_EQ(Read("个", {.text = "0.987"})->question, "");
}

TEST(WorkbookCellTest, AHundredfoldPercentageIsAskedAbout) {
  // 98.7 in a cell that shows 9870%.
  const auto figure = Read("%", {"98.7", true, true});
  ASSERT_THAT(figure, IsOk());
  EXPECT_EQ(figure->question_zh, "单元格显示为9870%，是否应为98.7%？");
}

TEST(WorkbookCellTest, PercentBelongsToAPercentageAlone) {
  EXPECT_THAT(Read("个", {"0.5", true, true}),
              StatusIs(absl::StatusCode::kInvalidArgument, "NOT_A_FIGURE"));
  EXPECT_THAT(Read("个", {.text = "50%"}),
              StatusIs(absl::StatusCode::kInvalidArgument, "UNIT_MISMATCH"));
}

TEST(WorkbookCellTest, YesAndNoAreFiguresWhereTheyAreCounted) {
  const Definition truth = In("", v1::AGGREGATION_COUNT_TRUE);
  EXPECT_EQ(ReadTyped(truth, {.text = "是"}, {})->entry.amount, kScale);
  EXPECT_EQ(ReadTyped(truth, {.text = "FALSE"}, {})->entry.amount, 0);
  EXPECT_EQ(ReadTyped(truth, {.text = "否"}, {})->entry.content, Entry::Content::kNumber);
  EXPECT_EQ(Reads("是"), "NOT_A_FIGURE");
}

TEST(WorkbookCellTest, ARatioIsARateAlone) {
  const auto figure = ReadTyped(In("%", v1::AGGREGATION_RATIO), {.text = "85.0%"}, {});
  ASSERT_THAT(figure, IsOk());
  EXPECT_EQ(figure->entry.content, Entry::Content::kRateOnly);
  EXPECT_EQ(figure->entry.amount, 85 * kScale);
}

}  // namespace
}  // namespace eduplan::indicators
