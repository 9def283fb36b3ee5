// Who is to do an item and until when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The only item of a plan of 2021.
OutlineNode Planned(const std::string& text,
                    const std::string& title = "云岭县教育局2021年工作要点") {
  const ParsedPlan plan = ParseOk(title + "\n一、办好学校\n（一）" + text + "\n");
  if (plan.outline.size() != 2u) {
    ADD_FAILURE() << plan.outline.size() << " items in " << text;
    return {};
  }
  return plan.outline[1];
}

OutlineNode Summarized(const std::string& text) {
  return Planned(text, "云岭县教育局2021年工作总结");
}

std::string Due(const std::string& text, const std::string& title = "云岭县教育局2021年工作要点") {
  const OutlineNode item = Planned(text, title);
  return item.due_date + "|" + item.due_text;
}

TEST(UnitsOfItemsTest, BracketWithLabelsGivesUnitsAndTimeAndHoldsNoFigures) {
  const ParsedPlan plan = ParseOk(
      "云岭县教育局2021年工作要点\n一、办好学校\n"
      "1."
      "扩建校舍。新建教学楼3栋。（责任单位：教育科、财务科；配合单位：各学校；完成时限：2021年6月底"
      "）\n"
      "2.整修操场。修缮操场5处。\n");
  ASSERT_EQ(plan.outline.size(), 3u);
  EXPECT_THAT(plan.outline[1].lead_units, ElementsAre("教育科", "财务科"));
  EXPECT_THAT(plan.outline[1].assisting_units, ElementsAre("各学校"));
  EXPECT_EQ(plan.outline[1].due_date, "2021-06-30");
  EXPECT_EQ(plan.outline[1].due_text, "2021年6月底");
  EXPECT_EQ(plan.outline[1].text,
            "新建教学楼3栋。（责任单位：教育科、财务科；配合单位：各学校；完成时限：2021年6月底）");
  EXPECT_THAT(Figures(plan), ElementsAre("1.1 3栋 target", "1.2 5处 target"));
  // Nothing is inherited.
  EXPECT_THAT(plan.outline[0].lead_units, IsEmpty());
  EXPECT_THAT(plan.outline[2].lead_units, IsEmpty());
  EXPECT_EQ(plan.outline[2].due_text, "");
}

TEST(UnitsOfItemsTest, LabelsStandInAnyBracketAndOnLines) {
  EXPECT_THAT(Planned("抓好教研〔牵头单位：教研室〕").lead_units, ElementsAre("教研室"));
  EXPECT_THAT(Planned("抓好教研【责任科室：基教股、职成股】").lead_units,
              ElementsAre("基教股", "职成股"));
  const OutlineNode lines = Planned(
      "抓好教研。每校开展活动8次。\n牵头单位：教研室\n配合单位：基教科 人事科\n责任领导：程某\n"
      "完成时限：年底前");
  EXPECT_THAT(lines.lead_units, ElementsAre("教研室"));
  EXPECT_THAT(lines.assisting_units, ElementsAre("基教科", "人事科"));
  EXPECT_EQ(lines.due_date, "2021-12-31");
  EXPECT_EQ(lines.due_text, "年底前");
}

TEST(UnitsOfItemsTest, PersonsAreNoUnits) {
  const OutlineNode item =
      Planned("抓好教研。（责任领导：程某；责任人：吴某、李某；责任单位：教研室（吴某））");
  EXPECT_THAT(item.lead_units, ElementsAre("教研室"));
  EXPECT_THAT(item.assisting_units, IsEmpty());
}

TEST(UnitsOfItemsTest, DutiesBehindTheNamesAreRead) {
  const OutlineNode one = Planned("抓好教研。（教育科牵头，各学校配合）");
  EXPECT_THAT(one.lead_units, ElementsAre("教育科"));
  EXPECT_THAT(one.assisting_units, ElementsAre("各学校"));
  const OutlineNode two =
      Planned("抓好教研。（县教育局牵头，县财政局、县人力资源和社会保障局等按职责分工负责）");
  EXPECT_THAT(two.lead_units, ElementsAre("县教育局"));
  EXPECT_THAT(two.assisting_units, ElementsAre("县财政局", "县人力资源和社会保障局"));
  EXPECT_THAT(Planned("教育科、财务科按职责分工负责。").lead_units,
              ElementsAre("教育科", "财务科"));
  const OutlineNode three = Planned("由教育科牵头，财务科和各学校配合，制定建设方案。");
  EXPECT_THAT(three.lead_units, ElementsAre("教育科"));
  EXPECT_THAT(three.assisting_units, ElementsAre("财务科", "各学校"));
  const OutlineNode four = Planned("抓好教研（教研室负责，9月底前完成）。");
  EXPECT_THAT(four.lead_units, ElementsAre("教研室"));
  EXPECT_EQ(four.due_date, "2021-09-30");
}

TEST(UnitsOfItemsTest, SectionsAloneInABracketBehindAPlannedItemLeadIt) {
  EXPECT_THAT(Planned("抓好教研。（基教科、人事科）").lead_units, ElementsAre("基教科", "人事科"));
  EXPECT_THAT(Planned("新建学校1所（云岭实验小学）。").lead_units, IsEmpty());
  EXPECT_THAT(Planned("办好试点（东屏区）。").lead_units, IsEmpty());
  EXPECT_THAT(Summarized("抓好教研。（基教科、人事科）").lead_units, IsEmpty());
}

TEST(UnitsOfItemsTest, MaskedUnitsAreKeptAndNamesAreCutWhereTheyEnd) {
  EXPECT_THAT(Planned("抓好教研（责任单位：xx科、**局）").lead_units, ElementsAre("xx科", "**局"));
  EXPECT_THAT(
      Planned("抓好教研（责任单位：县发展和改革局，县教育和体育局；各乡镇（街道）、各县直学校）")
          .lead_units,
      ElementsAre("县发展和改革局", "县教育和体育局", "各乡镇（街道）", "各县直学校"));
  EXPECT_THAT(Planned("抓好教研（牵头单位：县财政局等部门）").lead_units, ElementsAre("县财政局"));
  EXPECT_THAT(Planned("抓好教研（责任单位：各县、区教育局）").lead_units,
              ElementsAre("各县、区教育局"));
}

TEST(UnitsOfItemsTest, SentencesAboutResponsibilityNameNoUnits) {
  for (const char* text :
       {"由点到面推进改革。", "压实学校主体责任，责任单位要加强督导。", "由校长负责校园安全工作。",
        "形成部门配合、家校协同的格局。", "推进课程改革（含校本课程、劳动课程）。"}) {
    const OutlineNode item = Planned(text);
    EXPECT_THAT(item.lead_units, IsEmpty()) << text;
    EXPECT_THAT(item.assisting_units, IsEmpty()) << text;
  }
}

TEST(DueTest, WordsOfCompletionGiveTheLastDay) {
  EXPECT_EQ(Due("到6月底，新建学校2所。"), "2021-06-30|到6月底");
  EXPECT_EQ(Due("6月底前新建学校2所。"), "2021-06-30|6月底前");
  EXPECT_EQ(Due("6月30日前新建学校2所。"), "2021-06-30|6月30日前");
  EXPECT_EQ(Due("9月前新建学校2所。"), "2021-08-31|9月前");
  EXPECT_EQ(Due("1月前完成分配。"), "2020-12-31|1月前");
  EXPECT_EQ(Due("2月底前完成分配。"), "2021-02-28|2月底前");
  EXPECT_EQ(Due("2024年2月底前完成分配。"), "2024-02-29|2024年2月底前");
  EXPECT_EQ(Due("年内新建学校2所。"), "2021-12-31|年内");
  EXPECT_EQ(Due("年底前新建学校2所。"), "2021-12-31|年底前");
  EXPECT_EQ(Due("今年年底前新建学校2所。"), "2021-12-31|今年年底前");
  EXPECT_EQ(Due("上半年完成主体工程。"), "2021-06-30|上半年");
  EXPECT_EQ(Due("三季度末建成食堂。"), "2021-09-30|三季度末");
  EXPECT_EQ(Due("第二季度完成招标。"), "2021-06-30|第二季度");
  EXPECT_EQ(Due("2021年12月底前完成。"), "2021-12-31|2021年12月底前");
  EXPECT_EQ(Due("十月底前完成。"), "2021-10-31|十月底前");
  EXPECT_EQ(Due("3月底前出台方案，8月底前建成校舍。"), "2021-08-31|8月底前");
}

TEST(DueTest, TimesThatNameNoDayAreTextOnly) {
  EXPECT_EQ(Due("寒假前完成家访。"), "|寒假前");
  EXPECT_EQ(Due("规范办学行为。（长期坚持）"), "|长期坚持");
  EXPECT_EQ(Due("学期末前完成检测。"), "|学期末前");
  EXPECT_EQ(Due("x月底前完成检测。"), "|x月底前");
  EXPECT_EQ(Due("20XX年6月底前完成。"), "|20XX年6月底前");
  EXPECT_EQ(Due("抓好教研（完成时限：持续推进）"), "|持续推进");
  EXPECT_EQ(Due("抓好教研（完成时限：每月）"), "|每月");
}

TEST(DueTest, OtherTimesAreNone) {
  for (const char* text :
       {"每月开展1次检查。", "9月开展教师节活动。", "3月至6月开展排查。",
        "截至6月底，在建学校2所。", "去年底前招聘的教师全部到岗。", "从9月底起实行新办法。",
        "每年年底前公布名单。", "2020年6月底前已完成的项目抓紧验收。", "坚持长期坚持的好做法。",
        "半年内无事故。"}) {
    EXPECT_EQ(Due(text), "|") << text;
  }
}

TEST(DueTest, PastDeedsOfASummaryAreNone) {
  for (const char* text : {"6月底前完成了招聘。", "6月完成了招聘。", "年内新建学校2所。"}) {
    const OutlineNode item = Summarized(text);
    EXPECT_EQ(item.due_text, "") << text;
    EXPECT_EQ(item.due_date, "") << text;
  }
}

TEST(DueTest, YearsComeFromTheDocument) {
  EXPECT_EQ(Due("6月底前完成。", "云岭县教育局2023年工作计划"), "2023-06-30|6月底前");
  EXPECT_EQ(Due("6月底前完成。", "云岭县教育局工作计划"), "|6月底前");
  EXPECT_EQ(Due("10月底前完成。", "云岭小学2021-2022学年第一学期工作计划"), "2021-10-31|10月底前");
  EXPECT_EQ(Due("1月10日前完成。", "云岭小学2021-2022学年第一学期工作计划"),
            "2022-01-10|1月10日前");
  EXPECT_EQ(Due("学期末完成检测。", "云岭小学2021-2022学年第一学期工作计划"), "2022-01-31|学期末");
  EXPECT_EQ(Due("6月底前完成。", "云岭小学2021-2022学年第二学期工作计划"), "2022-06-30|6月底前");
  const ParsedPlan plan = ParseOk(
      "云岭县教育局2021年工作总结和2022年工作计划\n一、2021年工作总结\n1.甲\n6月底前建成2所。\n"
      "2.乙\n完成。\n二、2022年工作计划\n1.丙\n6月底前建成3所。\n2.丁\n明年1月前建成4所。\n");
  ASSERT_EQ(plan.outline.size(), 6u);
  EXPECT_EQ(plan.outline[1].due_date, "");
  EXPECT_EQ(plan.outline[4].due_date, "2022-06-30");
  EXPECT_EQ(plan.outline[5].due_date, "2022-12-31");
}

}  // namespace
}  // namespace eduplan::importer
