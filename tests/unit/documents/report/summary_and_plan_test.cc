#include "services/documents/report/summary_and_plan.h"

#include <gmock/gmock.h>

#include "services/documents/layout/validate.h"
#include "tests/unit/documents/report/lines.h"

namespace eduplan::documents {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// 2023-06-25 00:30 in Asia/Shanghai is still the 24th in UTC.
Report MakeReport() {
  return {.organization = "990100",
          .name = "青禾市教育局",
          .period = calendar::Period::Parse("2023-H1").value(),
          .as_of = absl::FromCivil(absl::CivilSecond(2023, 6, 24, 16, 30), absl::UTCTimeZone()),
          .indicators_sequence = 42};
}

IndicatorRow MakeRow(const std::string& name, const std::string& total, int expected,
                     int reported) {
  return {.indicator = "indicators/" + name,
          .display_name = name,
          .unit = "人",
          .total = total,
          .expected = expected,
          .reported = reported,
          .missing = expected - reported};
}

OutlineItem Item(int level, Section section, const std::string& heading,
                 const std::string& text = "", const std::string& marker = "") {
  return {.level = level, .section = section, .marker = marker, .heading = heading, .text = text};
}

std::vector<std::string> LinesOf(const Report& report) {
  const Composed composed = ComposeSummaryAndPlan(report);
  EXPECT_TRUE(layout::Validate(composed.document).ok());
  return Lines(composed.document.blocks);
}

TEST(SummaryAndPlanTest, NothingReportedYetIsSaidAndNothingIsInvented) {
  Report report = MakeReport();
  report.as_of = absl::UnixEpoch();
  EXPECT_THAT(LinesOf(report),
              ElementsAre("M 送审稿", "T 青禾市教育局2023年上半年工作总结和下半年工作计划",
                          "P 现将青禾市教育局2023年上半年工作情况和下半年工作计划汇总如下。",
                          "H1 一、主要指标完成情况", "P 本期尚无可以汇总的指标数据。",
                          "H1 二、上半年工作总结", "P 尚未收到可供汇编的工作总结。",
                          "H1 三、下半年工作计划", "P 尚未收到可供汇编的工作计划。"));
}

TEST(SummaryAndPlanTest, OpeningCountsWhatWasReceived) {
  Report report = MakeReport();
  report.expected = 3;
  report.drafts = 1;
  report.not_received = {"西禾县教育局"};
  report.below = {{.organization = "东禾县教育局", .preamble = "", .items = {}},
                  {.organization = "南禾区教育局", .preamble = "", .items = {}}};
  EXPECT_THAT(
      LinesOf(report),
      Contains("P 现将青禾市教育局2023年上半年工作情况和下半年工作计划汇总如下。截至2023年6"
               "月25日，下级单位应报送本期工作材料3家，已收到2家（其中1家尚为草稿），未收到1"
               "家：西禾县教育局。"));
}

TEST(SummaryAndPlanTest, TextOfThoseBelowStandsUnderTheirNames) {
  Report report = MakeReport();
  report.below = {
      {.organization = "东禾县教育局",
       .preamble = "上半年总体平稳。",
       .items = {Item(1, Section::kSummary, "上半年工作", "概述。"),
                 Item(2, Section::kSummary, "扩学位", "新开两所园。\n\n　其中一所在城东。"),
                 Item(3, Section::kSummary, "选址", "", "1."),
                 Item(4, Section::kSummary, "征地完成", "用了三个月。", "①"),
                 Item(2, Section::kSummary, "强师资"), Item(2, Section::kProblems, "编制紧"),
                 Item(1, Section::kPlan, "抓校园安全"), Item(1, Section::kPlan, "抓课后服务")}},
      {.organization = "南禾区教育局",
       .preamble = "",
       .items = {Item(1, Section::kPlan, "建新校")}}};
  EXPECT_THAT(
      LinesOf(report),
      ElementsAre("M 送审稿", StartsWith("T "), StartsWith("P 现将"), "H1 一、主要指标完成情况",
                  HasSubstr("尚无可以汇总"), "H1 二、上半年工作总结", "H2 （一）东禾县教育局",
                  "P 上半年总体平稳。", "P 上半年工作。概述。", "H3 1.扩学位", "P 新开两所园。",
                  "P 其中一所在城东。", "H4 （1）选址", "P ①征地完成。用了三个月。", "H3 2.强师资",
                  "H1 三、下半年工作计划", "H2 （一）东禾县教育局", "H3 1.抓校园安全",
                  "H3 2.抓课后服务", "H2 （二）南禾区教育局", "H3 1.建新校", "H1 四、存在问题",
                  "H2 （一）东禾县教育局", "H3 1.编制紧", "S 青禾市教育局 2023-6-25"));
}

TEST(SummaryAndPlanTest, OwnPlanGoesBeforeThoseBelow) {
  Report report = MakeReport();
  report.own = Filing{.organization = report.name,
                      .preamble = "",
                      .items = {Item(1, Section::kSummary, "全市进展"),
                                Item(2, Section::kSummary, "学前教育", "普及水平提高。"),
                                Item(1, Section::kSummary, "全市改革")}};
  report.below = {
      {.organization = "东禾县教育局",
       .preamble = "",
       .items = {Item(1, Section::kSummary, "县里的事"), Item(1, Section::kPlan, "县里的打算"),
                 Item(1, Section::kProblems, "县里的难处")}}};
  const std::vector<std::string> lines = LinesOf(report);
  EXPECT_THAT(lines, Contains("H2 （一）全市进展"));
  EXPECT_THAT(lines, Contains("H3 1.学前教育"));
  EXPECT_THAT(lines, Contains("H2 （二）全市改革"));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("县里的事"))));
  // The plan is not in the own paper, so that of the county stands in; problems go with the
  // summary.
  EXPECT_THAT(lines, Contains("H3 1.县里的打算"));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("县里的难处"))));
}

TEST(SummaryAndPlanTest, ALongHeadingIsASentenceAndStaysWhole) {
  Report report = MakeReport();
  std::string heading;
  for (int i = 0; i < 41; ++i) heading += "长";
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "文";
  report.below = {{.organization = "东禾县教育局",
                   .preamble = "",
                   .items = {Item(1, Section::kSummary, heading, text)}}};
  EXPECT_THAT(LinesOf(report), Contains("P 1." + heading + "。" + text));
}

TEST(SummaryAndPlanTest, TableShowsTotalsWithTheirCompleteness) {
  Report report = MakeReport();
  report.rows = {MakeRow("在园幼儿", "4170", 9, 9), MakeRow("其中：专任教师", "812", 9, 8),
                 MakeRow("入园率", "", 9, 8)};
  report.rows[1].missing_names = {"西禾县教育局"};
  report.rows[2].missing_names = {"西禾县教育局"};
  report.rows[2].rate_only = 2;
  report.rows[0].not_applicable = 1;
  report.rows[0].derived_from = {"2023-Q1", "2023-Q2"};
  const Composed composed = ComposeSummaryAndPlan(report);
  EXPECT_THAT(
      Lines({composed.document.blocks[5]}),
      ElementsAre("C 表1 2023年上半年主要指标完成情况", "R 指标|单位|合计|应报|已报|缺报",
                  "R 在园幼儿|人|4170|9|9|0", "R 其中：专任教师|人|812|9|8|1",
                  "R 入园率|人|—|9|8|1", "N 注：合计只含已报单位，缺报的单位不按零计算。",
                  "N 专任教师、入园率缺报1家：西禾县教育局。", "N 在园幼儿不适用1家，不计入应报。",
                  "N 入园率仅报比率2家，计入已报，不计入合计。",
                  "N 在园幼儿由2023年第一季度、2023年第二季度数据得出。"));
}

TEST(SummaryAndPlanTest, EveryFigureOfTheTableTellsItsSource) {
  Report report = MakeReport();
  report.rows = {MakeRow("在园幼儿", "4170", 9, 8)};
  const Composed composed = ComposeSummaryAndPlan(report);
  std::vector<std::string> texts;
  for (const auto& figure : composed.figures) {
    texts.push_back(figure.text());
    EXPECT_EQ(figure.indicator(), "indicators/在园幼儿");
    EXPECT_EQ(figure.organization(), "organizations/990100");
    EXPECT_EQ(figure.period(), "2023-H1");
    EXPECT_EQ(figure.view(), "LIVE");
    EXPECT_EQ(figure.sequence(), 42);
  }
  // The row's four cells, then the count in the note.
  EXPECT_THAT(texts, ElementsAre("4170", "9", "8", "1", "1"));
}

TEST(SummaryAndPlanTest, WhatIsMissingEverywhereIsSaidOnce) {
  Report report = MakeReport();
  report.rows = {MakeRow("甲", "1", 9, 8), MakeRow("乙", "2", 9, 8)};
  for (IndicatorRow& row : report.rows) row.missing_names = {"西禾县教育局"};
  EXPECT_THAT(LinesOf(report), Contains("N 表中各项指标均缺报1家：西禾县教育局。"));
}

}  // namespace
}  // namespace eduplan::documents
