// Findings: for each a text that has it and a near miss that has not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/plan_items/importer/figures/slips.h"
#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ParsedPlan Summary(const std::string& text) {
  return ParseOk("云岭县教育局2021年工作总结\n一、办学条件\n" + text +
                 "\n二、其他工作\n各项工作有序推进。\n");
}

ParsedPlan Planned(const std::string& text) {
  return ParseOk("云岭县教育局2021年工作要点\n一、办学条件\n" + text +
                 "\n二、其他工作\n各项工作有序推进。\n");
}

std::vector<Finding> Of(const ParsedPlan& plan, const std::string& code) {
  std::vector<Finding> found;
  for (const Finding& finding : plan.findings) {
    if (finding.code == code) found.push_back(finding);
  }
  return found;
}

std::string OnlyMessage(const ParsedPlan& plan, const std::string& code) {
  const std::vector<Finding> found = Of(plan, code);
  if (found.size() != 1) return std::to_string(found.size()) + " findings";
  EXPECT_FALSE(found[0].message_zh.empty());
  return found[0].message_en;
}

Slip SlipOf(long long whole, const std::vector<long long>& parts, const std::string& unit) {
  std::vector<Addend> addends;
  for (size_t i = 0; i < parts.size(); ++i) {
    addends.push_back(
        {std::string(1, static_cast<char>('A' + i)), std::to_string(parts[i]) + unit, parts[i]});
  }
  return LikelySlip({"W", std::to_string(whole) + unit, whole}, addends);
}

TEST(SlipsTest, TheLikeliestSlipIsNamed) {
  // 300 + 500 = 800; 5000000 is 500 with 元 for 万元.
  EXPECT_THAT(SlipOf(800, {300, 5000000}, "元").english,
              AllOf(HasSubstr("\"B\" (5000000元) is 10000 times too large"), HasSubstr("万元")));
  EXPECT_THAT(SlipOf(800, {300, 5000}, "个").english, HasSubstr("\"B\" (5000个) is 10 times"));
  EXPECT_THAT(SlipOf(800, {30, 500}, "个").english,
              HasSubstr("\"A\" (30个) is 10 times too small"));
  // 2100 + 1120 + 950 = 4170; 1210 for 1120.
  EXPECT_THAT(SlipOf(4170, {2100, 1210, 950}, "个").english,
              // 2010 for 2100 would do as well.
              HasSubstr("two digits may be swapped in \"A\" (2100个) or \"B\" (1210个)"));
  EXPECT_THAT(SlipOf(4710, {2100, 1120, 950}, "个").english,
              HasSubstr("two digits may be swapped in \"W\" (4710个)"));
  EXPECT_THAT(SlipOf(4170, {2100, 1120, 980}, "个").english,
              HasSubstr("one digit may be wrong in"));
  EXPECT_THAT(SlipOf(100, {60, 40, 60}, "个").english, HasSubstr("counted twice"));
  EXPECT_THAT(SlipOf(4170, {2100, 955}, "个").english, HasSubstr("a part may be left out"));
  EXPECT_EQ(SlipOf(100, {77, 88}, "个").english, "");
}

TEST(SlipsTest, FiguresBeyondSixtyFourBitsWhenScaledAreCompared) {
  // 3.56e15 millionths times ten thousand is 3.56e19, above 2^63 = 9.2e18.
  EXPECT_EQ(SlipOf(3'560'000'000'000'000, {77, 88}, "元").english, "a part may be left out");
  EXPECT_THAT(SlipOf(300'000'000'000'000'000, {30'000'000'000'000}, "元").english,
              HasSubstr("is 10000 times too"));
}

TEST(PartsTest, ATableOfFiguresThatSumUpBeyondAnyWholeIsNotChecked) {
  // Thirty times 999999999999, in millionths: 3.0e19, above 2^63.
  std::string text = "工作总结\n一、基本情况\n收入3元，其中";
  for (int i = 0; i < 30; ++i)
    text += (i > 0 ? "、甲" : "甲") + std::to_string(999'999'999'999) + "元";
  EXPECT_THAT(Of(ParseOk(text + "。\n"), "PARTS_DO_NOT_ADD_UP"), ::testing::IsEmpty());
}

TEST(PartsFindingTest, DifferenceAndLikelySlipAreNamed) {
  EXPECT_EQ(
      OnlyMessage(Summary("招聘教师426名（其中小学218名，初中145名）。"), "PARTS_DO_NOT_ADD_UP"),
      // 218 + 145 = 363, 63 less; 281 would fit.
      "the parts of \"招聘教师\" add up to 363名, 63 less than the 426名 stated; two digits "
      "may be swapped in \"小学\" (218名)");
  EXPECT_THAT(Of(Summary("招聘教师426名（其中小学281名，初中145名）。"), "PARTS_DO_NOT_ADD_UP"),
              IsEmpty());
}

TEST(PartsFindingTest, PartsInOtherUnitsAreAddedByTheirValue) {
  EXPECT_THAT(
      Of(Summary("投入资金1.2亿元（其中中央7000万元，县级5000万元）。"), "PARTS_DO_NOT_ADD_UP"),
      IsEmpty());
  EXPECT_THAT(OnlyMessage(Summary("投入资金1.2亿元（其中中央7000万元，县级6000万元）。"),
                          "PARTS_DO_NOT_ADD_UP"),
              HasSubstr("add up to 130000000元, 10000000 more than the 1.2亿元 stated"));
}

TEST(PartsFindingTest, AttributesOfTheSameAreNoParts) {
  EXPECT_THAT(Of(Summary("现有学生5000人，其中女生2400人、寄宿生1800人。"), "PARTS_DO_NOT_ADD_UP"),
              IsEmpty());
}

TEST(PartsFindingTest, SharesSideBySideTotalAHundred) {
  EXPECT_EQ(
      OnlyMessage(Summary("学生中，小学占52%，初中占33%，高中占25%。"), "PARTS_DO_NOT_ADD_UP"),
      "the shares listed here total 110%, not 100%");
  EXPECT_THAT(Of(Summary("学生中，小学占52%，初中占33%，高中占15%。"), "PARTS_DO_NOT_ADD_UP"),
              IsEmpty());
  // Each is rounded: 33 + 33 + 33 is 99.
  EXPECT_THAT(Of(Summary("学生中，小学占33%，初中占33%，高中占33%。"), "PARTS_DO_NOT_ADD_UP"),
              IsEmpty());
  EXPECT_THAT(Of(Summary("学生中，女生占48%，寄宿生占30%，留守儿童占9%。"), "PARTS_DO_NOT_ADD_UP"),
              IsEmpty());
}

TEST(RepeatsTest, OneQuantityWithTwoValuesIsReportedQuotingBoth) {
  const ParsedPlan plan = ParseOk(
      "云岭县教育局2021年工作总结\n一、学前教育\n学前教育毛入园率97.6%。\n二、巩固成果\n"
      "学前教育毛入园率96.7%。\n");
  EXPECT_EQ(OnlyMessage(plan, "SAME_QUANTITY_TWICE"),
            "\"学前教育毛入园率\" is 96.7% here (\"学前教育毛入园率96.7%\") and 97.6% in item 1 "
            "(\"学前教育毛入园率97.6%\")");
  EXPECT_EQ(Of(plan, "SAME_QUANTITY_TWICE")[0].item_path, "2");
  const ParsedPlan total = ParseOk(
      "云岭县教育局2021年工作总结\n一、学位\n全县新增学位4170个。\n二、成效\n全县共新增学位4710个。"
      "\n");
  EXPECT_EQ(Of(total, "SAME_QUANTITY_TWICE").size(), 1u);
}

TEST(RepeatsTest, OtherTimesKindsAndCommonDeedsAreNoRepeats) {
  for (const char* second :
       {"学前教育毛入园率97.6%。", "去年学前教育毛入园率95.1%。", "2020年学前教育毛入园率95.1%。",
        "学前教育毛入园率达到98%以上。", "力争学前教育毛入园率达98.5%。",
        "学前教育毛入园率提高2.5个百分点。", "东屏镇学前教育毛入园率95.1%。"}) {
    const ParsedPlan plan = ParseOk(
        std::string(
            "云岭县教育局2021年工作总结\n一、学前教育\n学前教育毛入园率97.6%。\n二、成果\n") +
        second + "\n");
    EXPECT_THAT(Of(plan, "SAME_QUANTITY_TWICE"), IsEmpty()) << second;
  }
  EXPECT_THAT(
      Of(ParseOk("云岭县教育局2021年工作总结\n一、教师\n组织培训12次。\n二、安全\n组织培训8次。\n"),
         "SAME_QUANTITY_TWICE"),
      IsEmpty());
}

TEST(OutOfPeriodTest, DeedsOfAnotherYearAreReported) {
  const ParsedPlan plan = Summary("2020年6月召开全县教育大会。");
  EXPECT_EQ(OnlyMessage(plan, "DATE_OUT_OF_PERIOD"), "a deed is dated 2020年6月, outside 2021");
  const Finding finding = Of(plan, "DATE_OUT_OF_PERIOD")[0];
  EXPECT_EQ(finding.item_path, "1");
  // 15 + 1 characters of the title, 6 + 1 of the heading; seven of the date.
  EXPECT_EQ(finding.start, 23u);
  EXPECT_EQ(finding.end, 30u);
  EXPECT_EQ(Of(ParseOk("云岭县教育局2021年上半年工作总结\n一、大会\n2021年9月召开教育大会。\n"),
               "DATE_OUT_OF_PERIOD")
                .size(),
            1u);
}

TEST(OutOfPeriodTest, ComparisonsNamesAndHistoryAreNot) {
  for (const char* text :
       {"2021年6月召开全县教育大会。", "比2020年6月召开大会时增加3所。",
        "落实《2020年6月召开的会议纪要》。", "自2019年3月开展试点以来，成效明显。",
        "2020年9月开工的实验小学建成投用。", "2020年6月与2021年6月两次召开现场会。",
        "2020年12月召开年度总结会。", "根据2018年5月印发的办法执行。"}) {
    EXPECT_THAT(Of(Summary(text), "DATE_OUT_OF_PERIOD"), IsEmpty()) << text;
  }
}

TEST(OutOfPeriodTest, WorkDueBeforeThePlanBeginsIsReported) {
  EXPECT_EQ(OnlyMessage(Planned("2020年6月底前建成食堂2个。"), "DATE_OUT_OF_PERIOD"),
            "work is due 2020年6月底, outside 2021");
  EXPECT_THAT(Of(Planned("2021年6月底前建成食堂2个。"), "DATE_OUT_OF_PERIOD"), IsEmpty());
  EXPECT_THAT(Of(Planned("2025年6月底前建成食堂2个。"), "DATE_OUT_OF_PERIOD"), IsEmpty());
  EXPECT_THAT(Of(Planned("2020年6月底前已建成的食堂投入使用。"), "DATE_OUT_OF_PERIOD"), IsEmpty());
}

TEST(TitleFindingTest, TitleOfAnotherYearIsReportedAndTheTextWins) {
  const ParsedPlan plan =
      ParseOk("云岭县教育局2024年工作总结\n一、2023年工作总结\n新建学校2所。\n二、其他\n完成。\n");
  EXPECT_EQ(OnlyMessage(plan, "TITLE_CONTRADICTS_BODY"),
            "the title is of 2024, the text of 2023; the text is taken");
  // 15 + 1 characters of the title and two of the marker; nine of the heading.
  EXPECT_EQ(Of(plan, "TITLE_CONTRADICTS_BODY")[0].start, 18u);
  EXPECT_EQ(Of(plan, "TITLE_CONTRADICTS_BODY")[0].end, 27u);
  EXPECT_THAT(Of(ParseOk("云岭县教育局2023年工作总结\n一、2023年工作总结\n新建学校2所。\n"),
                 "TITLE_CONTRADICTS_BODY"),
              IsEmpty());
  EXPECT_THAT(
      Of(ParseOk("云岭县教育局2023年工作总结及2024年工作计划\n一、2024年工作计划\n新建2所。\n"),
         "TITLE_CONTRADICTS_BODY"),
      IsEmpty());
}

TEST(NumberingFindingTest, AnotherEnumerationOfAnItemIsNoRepeat) {
  EXPECT_THAT(
      Of(Summary("一是换书，更新6册。二是换桌。三是换灯。另外抓好两点：一是抓早。二是抓小。"),
         "NUMBERING_REPEAT"),
      IsEmpty());
  EXPECT_EQ(Of(ParseOk("一、甲\n1.子。\n2.丑。\n2.寅。\n二、乙\n"), "NUMBERING_REPEAT").size(), 1u);
}

TEST(TruncationTest, TextsThatStopInsideAreMarked) {
  for (const char* tail :
       {"新建学校2所、", "新建学校（含", "印发了《", "新建学校2所，", "新建学校2"}) {
    const ParsedPlan plan =
        ParseOk(std::string("云岭县教育局2021年工作总结\n一、甲\n新建学校2所。\n二、乙\n") + tail);
    EXPECT_TRUE(plan.truncated) << tail;
    EXPECT_EQ(Of(plan, "TRUNCATED_TAIL").size(), 1u) << tail;
  }
  for (const char* tail : {"新建学校2所。", "新建学校2所（含1所幼儿园）", "小结。"}) {
    const ParsedPlan plan =
        ParseOk(std::string("云岭县教育局2021年工作总结\n一、甲\n新建学校2所。\n二、乙\n") + tail);
    EXPECT_FALSE(plan.truncated) << tail;
  }
}

// The hand-checked sum in a real document: 2100 + 1120 + 950 = 4170.
TEST(SeedTest, PartsOfTheRealDocumentAddUpAndACopyWithOneDigitChangedDoesNot) {
  const std::filesystem::path seed = std::filesystem::path(EDUPLAN_SOURCE_DIR) / ".." / "shared" /
                                     "seeds" / "002_7f93e1c5bf69d56e.txt";
  std::ifstream in(seed, std::ios::binary);
  if (!in.is_open()) GTEST_SKIP() << seed << " is not there";
  std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(Of(ParseOk(text), "PARTS_DO_NOT_ADD_UP"), IsEmpty());
  const size_t at = text.find("1120");
  ASSERT_NE(at, std::string::npos);
  text[at + 1] = '4';
  // 2100 + 1420 + 950 = 4470.
  EXPECT_THAT(OnlyMessage(ParseOk(text), "PARTS_DO_NOT_ADD_UP"),
              HasSubstr("add up to 4470个, 300 more than the 4170个 stated"));
}

}  // namespace
}  // namespace eduplan::importer
