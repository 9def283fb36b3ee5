// Texts made to exhaust the reader: each is refused with the place, or read in linear time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string Repeat(const std::string& piece, int times) {
  std::string text;
  text.reserve(piece.size() * static_cast<size_t>(times));
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

void ExpectTooDeep(const std::string& text, const std::string& place) {
  const absl::Status status = Parse(text).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text.substr(0, 60);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nesting deeper than 64 levels"));
  EXPECT_THAT(std::string(status.message()), HasSubstr(place));
}

TEST(HostileTest, TenThousandMarksInsideOneAnotherAreRefusedByPlace) {
  ExpectTooDeep(Repeat("一、（一）1.（1）①", 2000), "line 1: marker ①");
  ExpectTooDeep(Repeat("（一）", 10000), "line 1: marker (一)");
  ExpectTooDeep(Repeat("1.", 10000), "line 1: marker 1.1.");
}

TEST(HostileTest, ChaptersThatBeginAgainAndAgainStandBesideOneAnother) {
  const auto plan = Parse(Repeat("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n", 2000));
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_EQ(plan->outline.size(), 10000u);
  EXPECT_EQ(plan->outline[9995].path, "2000");
  EXPECT_EQ(plan->outline[9999].path, "2000.1.1.1.1");
}

TEST(HostileTest, IndentedListsWithoutEndAreRefusedByLine) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::string(static_cast<size_t>(i), ' ') + "1. 又一层\n";
  ExpectTooDeep(text, "line 65: marker 1.");
}

TEST(HostileTest, HtmlNestedWithoutEndIsRefused) {
  const absl::Status status = Parse("<html>" + Repeat("<div>", 10000) + "文").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nested deeper than 512 on line 1"));
}

// Each of a list looked for the points behind the last: 400,000 of them ended the program.
TEST(HostileTest, AListOfAnyLengthMayShareItsPoints) {
  const auto plan = Parse("一、提高" + Repeat("4.1个、", 40000) + "2.7个百分点。");
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->measurements.back().unit, "个百分点");
}

// It ended the program.
TEST(HostileTest, AListMayBeginBehindALineThatEndsInsideIt) {
  const auto plan = Parse("一、保障学位\n小学、\n各新增3个班，幼儿园、\n初中、高中各新增5个班。\n");
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_EQ(plan->measurements.size(), 3u);
  EXPECT_EQ(plan->measurements[1].name, "初中");
  EXPECT_EQ(plan->measurements[2].name, "高中");
}

TEST(HostileTest, LimitsNameWhatThereIsTooMuchOf) {
  EXPECT_EQ(Parse("一、甲\n二、乙\n三、丙\n", Limits{.max_nodes = 2}).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Parse("建成3所，改造4所，扩建5所。", Limits{.max_measurements = 2}).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(
      std::string(Parse("甲\n十个字以上\n", Limits{.max_paragraph_chars = 4}).status().message()),
      HasSubstr("more than 4 characters in one paragraph, on line 2"));
  EXPECT_THAT(
      std::string(Parse("2021年1月2日3时4分5秒", Limits{.max_measurements = 1}).status().message()),
      HasSubstr("more than 5 numbers; at most 1 figures are read"));
  EXPECT_THAT(
      std::string(Parse("一、甲\n二、乙\n三、丙\n", Limits{.max_nodes = 1}).status().message()),
      HasSubstr("more than 2 numbered lines; at most 1 items are read"));
  EXPECT_EQ(Parse("十个字节以上", Limits{.max_bytes = 10}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(HostileTest, OpenBracketsAndQuotesWithoutEndAreText) {
  EXPECT_TRUE(Parse("一、甲\n" + Repeat("（", 100000) + "3所" + Repeat("）", 100000)).ok());
  EXPECT_TRUE(Parse("一、甲\n" + Repeat("“", 100000) + Repeat("《", 100000)).ok());
  EXPECT_TRUE(Parse(Repeat("x", 1000000)).ok());
  EXPECT_TRUE(Parse(Repeat("一", 1000000)).ok());
}

double SecondsFor(int paragraphs) {
  const std::string text = Repeat(
      "全年按照既定安排有序推进各项改革，办学条件持续改善，教师队伍更加稳定，家校协同更加紧密。"
      "（见附件）各学校结合实际细化方案并认真组织实施，群众满意度稳步上升。\n",
      paragraphs);
  const std::clock_t begin = std::clock();
  EXPECT_TRUE(Parse("某县教育局2020年工作总结\n一、总体情况\n" + text).ok());
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(HostileTest, TenMegabytesTakeTimeInProportion) {
  // One paragraph is about 250 bytes.
  const double small = SecondsFor(4000);
  const double large = SecondsFor(40000);
  EXPECT_LT(large, 30 * small + 0.5);
}

}  // namespace
}  // namespace eduplan::importer
