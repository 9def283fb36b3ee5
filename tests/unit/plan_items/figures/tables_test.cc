#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "row|column value unit" for each measurement that stands in a table.
std::vector<std::string> Cells(const ParsedPlan& plan) {
  std::vector<std::string> cells;
  for (const Measurement& m : plan.measurements) {
    if (m.row_heading.empty() && m.column_heading.empty()) continue;
    const std::string target = m.kind == MeasurementKind::kTarget ? " target" : "";
    cells.push_back(m.row_heading + "|" + m.column_heading + " " + (m.masked ? "?" : m.value) +
                    m.unit + target);
  }
  return cells;
}

ParsedPlan ParseTable(const std::string& table) {
  return ParseOk("某县教育局2021年工作总结\n一、指标\n" + table + "二、问题\n缺教师12名。\n");
}

TEST(TablesTest, RowsBetweenStrokesGiveAFigureACell) {
  EXPECT_THAT(
      Cells(ParseTable("|指标|单位|计划数|完成数|\n|---|---|---|---|\n|新增学位|个|1800|1920|\n"
                       "|覆盖率|%|≥90|92.5|\n")),
      ElementsAre("新增学位|计划数 1800个 target", "新增学位|完成数 1920个",
                  "覆盖率|计划数 90% target", "覆盖率|完成数 92.5%"));
}

TEST(TablesTest, ACellALineIsATableWhereItsColumnsAreOfAKind) {
  EXPECT_THAT(Cells(ParseTable("项目\n完成数（所）\n新建幼儿园\n6\n改造小学\n14\n扩建初中\n3\n")),
              ElementsAre("新建幼儿园|完成数 6所", "改造小学|完成数 14所", "扩建初中|完成数 3所"));
}

TEST(TablesTest, UnitsComeFromHeadingsRowsAndTheLineBefore) {
  EXPECT_THAT(
      Cells(ParseTable(
          "单位：万元\n县区\t投入\t其中：校舍（平方米）\n东城\t120\t3400\n西城\t80\t900\n")),
      ElementsAre("东城|投入 120万元", "东城|其中：校舍 3400平方米", "西城|投入 80万元",
                  "西城|其中：校舍 900平方米"));
}

TEST(TablesTest, ATotalThatItsRowsDoNotAddUpToIsFound) {
  // 120 + 80 = 200, 10 less than 210.
  const ParsedPlan plan = ParseTable("县区|学位（个）\n东城|120\n西城|80\n合计|210\n");
  EXPECT_THAT(Codes(plan), ElementsAre("PARTS_DO_NOT_ADD_UP"));
  EXPECT_THAT(plan.findings[0].message_en, ::testing::HasSubstr("10 less"));
  EXPECT_THAT(Codes(ParseTable("县区|学位（个）\n东城|120\n西城|80\n合计|200\n")), IsEmpty());
}

TEST(TablesTest, NumbersOfRowsMasksAndEmptyCellsAreNoFigures) {
  EXPECT_THAT(Cells(ParseTable("序号|指标|完成（次）\n1|演练|xx\n2|检查|—\n3|培训|8\n")),
              ElementsAre("演练|完成 ?次", "培训|完成 8次"));
}

TEST(TablesTest, LinesOfNavigationAndItemsAreNoTable) {
  const ParsedPlan plan = ParseOk(
      "首页 | 新闻 | "
      "公开\n某县教育局2021年工作总结\n一、基建\n1.1　新建学校3所。\n1.2　改造食堂4个。\n");
  EXPECT_THAT(Cells(plan), IsEmpty());
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 基建", "1.1 1.1 新建学校3所", "1.2 1.2 改造食堂4个"));
}

TEST(TablesTest, TheTextBehindATableIsReadOn) {
  const ParsedPlan plan = ParseTable("|指标|完成（个）|\n|学位|100|\n|教室|20|\n");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 指标", "2 二、 问题"));
  EXPECT_THAT(Figures(plan), Contains("2 12名"));
}

}  // namespace
}  // namespace eduplan::importer
