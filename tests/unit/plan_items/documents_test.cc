#include "tests/unit/plan_items/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::importer {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(DocumentsTest, LevelsAreSkippedAndNumbersRestart) {
  const ParsedPlan plan = ParseSample("skipped_levels.txt");
  EXPECT_EQ(plan.title, "云溪县教育局2023年工作要点");
  EXPECT_EQ(plan.issuer, "云溪县教育局");
  EXPECT_EQ(plan.issuer_level, "county");
  EXPECT_EQ(plan.document_kind, DocumentKind::kKeyPoints);
  EXPECT_THAT(plan.periods, ElementsAre("2023"));
  EXPECT_EQ(plan.preamble_section_kind, SectionKind::kGuidingThought);
  EXPECT_THAT(
      Outline(plan),
      ElementsAre("1 一、 办好乡村小学", "1.1 1. 修缮校舍", "1.2 2． 补齐教师", "1.3 3、 改善伙食",
                  "2 二、 做强高中教育", "2.1 1. 推进选课走班", "2.1.1 （1） 编好课表",
                  "2.1.2 （2） 用好教室", "2.2 2. 扩大招生", "3 三、 守住安全底线",
                  "3.1 一是 查隐患", "3.2 二是 强演练", "3.3 三是 管车辆"));
  EXPECT_EQ(plan.outline[3].text, "新建食堂4个，供餐率达到100%。");
  EXPECT_THAT(Figures(plan),
              ElementsAre("1.1 6所 target", "1.1 180万元 target", "1.2 24名 target",
                          "1.2 >=8名 target", "1.3 4个 target", "1.3 100% target",
                          "2.1 >=30门 target", "2.1.2 >=20课时 target", "2.2 ~1200人 target",
                          "3.1 3次 target", "3.2 >=40场次 target", "3.3 >=98.5% target"));
  EXPECT_THAT(plan.findings, IsEmpty());
}

TEST(DocumentsTest, NumbersMayRunOnThroughChapters) {
  const ParsedPlan plan = ParseSample("running_numbers.txt");
  EXPECT_EQ(plan.document_kind, DocumentKind::kPlan);
  EXPECT_THAT(plan.periods, ElementsAre("2022-H2"));
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 做好主责", "1.1 (一) 抓招生", "1.2 (二) 抓培训",
                          "2 二、 做好保障", "2.1 (三) 管好经费", "2.2 (四) 管好食堂"));
  EXPECT_THAT(Figures(plan), ElementsAre("1.1 3600名 target", "1.2 55人次 target",
                                         "2.1 2.4亿元 target", "2.2 1座 target"));
  EXPECT_THAT(plan.findings, IsEmpty());
}

TEST(DocumentsTest, BracketsMayBeOutermost) {
  EXPECT_THAT(Outline(ParseOk("（一）抓招生。\n1.宣传。\n2.登记。\n（二）抓培训。\n1.选人。\n")),
              ElementsAre("1 （一） 抓招生", "1.1 1. 宣传", "1.2 2. 登记", "2 （二） 抓培训",
                          "2.1 1. 选人"));
}

TEST(DocumentsTest, OneLineWrappedIntoSpacesIsReadThrough) {
  const ParsedPlan plan = ParseSample("one_line.txt");
  EXPECT_EQ(plan.title, "松台县教育局2024年上半年工作总结及下半年工作打算");
  EXPECT_THAT(plan.periods, ElementsAre("2024-H1", "2024-H2"));
  EXPECT_EQ(plan.preamble.substr(0, 12), "今年以来");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 上半年工作总结", "1.1 (一) 守好校园安全", "1.1.1 一是 查得勤",
                          "1.1.2 二是 教得实", "1.2 (二) 建好教师队伍", "1.2.1 一是 引得进",
                          "1.2.2 二是 留得住", "2 二、 下半年工作打算", "2.1 (一) 办好幼儿园",
                          "2.1.1 一是 早动工", "2.1.2 二是 早招"));
  EXPECT_THAT(
      Figures(plan),
      ElementsAre("1.1.1 31次", "1.1.1 126处", "1.1.2 18场", "1.1.2 >1.2万人", "1.2.1 47名",
                  "1.2.2 96套", "2.1 540个 target", "2.1 >=92.5% target", "2.1.1 2个 target"));
}

TEST(DocumentsTest, TextThatStopsInTheMiddleIsMarkedTruncated) {
  const ParsedPlan plan = ParseSample("one_line.txt");
  EXPECT_TRUE(plan.truncated);
  EXPECT_THAT(Codes(plan), Contains("TRUNCATED_TAIL"));
  EXPECT_FALSE(ParseSample("skipped_levels.txt").truncated);
}

TEST(DocumentsTest, MasksOfFiguresStayMaskedAndMasksOfPlacesAreNone) {
  const ParsedPlan plan = ParseSample("masked.txt");
  EXPECT_THAT(plan.periods, ElementsAre("20XX"));
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 扩大资源", "1.1 x. 新建学校", "1.2 x. 引进教师",
                                         "2 二、 对外帮扶"));
  EXPECT_THAT(Figures(plan), ElementsAre("1.1 ?所", "1.1 ?万个", "1.1 ?亿元", "1.2 >?名", "1.2 ?名",
                                         "1.2 >=?%", "2 ?对", "2 ?名", "2 ~?节"));
  for (const Measurement& m : plan.measurements) EXPECT_EQ(m.value, "") << m.quote;
}

TEST(DocumentsTest, InlineEnumerationsOfWorkAreItemsAndReasonsAreNot) {
  const ParsedPlan plan = ParseSample("inline_enumeration.txt");
  EXPECT_THAT(
      Outline(plan),
      ElementsAre("1 一、 主要工作", "1.1 （一） 抓阅读", "1.1.1 一是 换书，更新图书6.5万册",
                  "1.1.2 二是 换桌，购置阅览桌760张", "1.1.3 三是 换灯", "1.2 （二） 抓足球",
                  "1.3 （三） 抓劳动", "2 二、 存在的问题", "2.1 一是 教师老龄化，五十岁以上占三成",
                  "2.2 二是 宿舍不足，缺床位约350张", "3 三、 下一步打算"));
  EXPECT_EQ(plan.outline[7].section_kind, SectionKind::kProblems);
  EXPECT_EQ(plan.outline[8].section_kind, SectionKind::kProblems);
  EXPECT_EQ(plan.outline[10].section_kind, SectionKind::kPlan);
  EXPECT_THAT(Figures(plan), ElementsAre("1.1 48间", "1.1.1 6.5万册", "1.1.2 760张", "1.3 >900节",
                                         "2.2 ~350张", "3 2栋 target"));
}

TEST(DocumentsTest, PartsThatDoNotAddUpAreReportedWithTheDifference) {
  const ParsedPlan plan = ParseSample("parts.txt");
  ASSERT_THAT(Codes(plan), ElementsAre("PARTS_DO_NOT_ADD_UP"));
  const Finding& finding = plan.findings[0];
  EXPECT_EQ(finding.item_path, "2");
  // 80 + 40 = 120, 10 less than 130: 90 + 40, 80 + 50 and 120 would all do.
  EXPECT_EQ(
      finding.message_en,
      "the parts of \"补充教师\" add up to 120名, 10 less than the 130名 stated; one digit may "
      "be wrong in \"小学\" (80名) or \"初中\" (40名) or \"补充教师\" (130名)");
  EXPECT_NE(finding.message_zh.find("少10名"), std::string::npos);
}

TEST(DocumentsTest, PartsAreLinkedToTheirWholeAndPartsOfPartsToTheirs) {
  const ParsedPlan plan = ParseSample("parts.txt");
  std::vector<std::string> links;
  for (const Measurement& m : plan.measurements) {
    if (!m.part_of.empty()) links.push_back(m.name + " < " + m.part_of);
  }
  EXPECT_THAT(
      links, ElementsAre("幼儿园 < 新增学位", "小学 < 新增学位", "初中 < 新增学位",
                         "小学 < 补充教师", "初中 < 补充教师", "高中 < 全县共有学校", "民办 < 高中",
                         "初中 < 全县共有学校", "小学 < 全县共有学校", "绘本 < 购买图书"));
}

TEST(DocumentsTest, OneNumberForEachOfTwoIsReadTwice) {
  const ParsedPlan plan = ParseSample("parts.txt");
  std::vector<std::string> names;
  for (const Measurement& m : plan.measurements) {
    if (m.item_path == "4") names.push_back(m.name + " " + m.value + m.unit);
  }
  EXPECT_THAT(names, ElementsAre("小学 30间", "初中 30间", "公园小学 2个", "东门小学 2个"));
}

TEST(DocumentsTest, ClutterBeforeInsideAndAfterIsLeftOut) {
  const ParsedPlan plan = ParseSample("clutter.txt");
  EXPECT_EQ(plan.title, "青禾县教育局2023年工作要点");
  EXPECT_THAT(plan.periods, ElementsAre("2023"));
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 夯实基础", "1.1 1. 扩建校舍", "1.2 2. 更新设备",
                                         "1.3 3. 开放场地", "2 二、 保障安全", "2.1 1. 管好校车"));
  EXPECT_THAT(Figures(plan),
              ElementsAre("1.1 3670平方米 target", "1.1 12座 target", "1.2 230台 target",
                          "1.2 9间 target", "1.3 15个 target", "2.1 8辆 target"));
  EXPECT_EQ(plan.outline.back().text, "新购校车8辆。");
  EXPECT_EQ(plan.preamble, "2023年，全县教育系统围绕“五个一”目标开展工作。");
  EXPECT_THAT(Codes(plan), Contains("CLUTTER_REMOVED"));
  EXPECT_FALSE(plan.truncated);
}

TEST(DocumentsTest, DatesNamesOrdinalsAndSlogansAreNoFigures) {
  const ParsedPlan plan = ParseSample("not_figures.txt");
  EXPECT_THAT(Figures(plan),
              ElementsAre("2 <=3名 target", "2 5位 target", "2 3所 target", "2 8个 target",
                          "2 1所 target", "2 2.5个百分点 target", "2 <=0.3% target",
                          "2 15年 target", "2 >=90% target", "2 >=20名 target", "2 <=30名 target"));
}

TEST(DocumentsTest, HalvesCountedAnewKeepTheirKindsAndVerbsDecide) {
  const ParsedPlan plan = ParseSample("halves.txt");
  EXPECT_EQ(plan.document_kind, DocumentKind::kSummaryAndPlan);
  EXPECT_THAT(plan.periods, ElementsAre("2023-H1", "2023-H2"));
  EXPECT_THAT(Figures(plan),
              ElementsAre("1 5所", "1 ~6000人", "1 3200万元", "1 800万元 target", "2 210间",
                          "3 700个 target", "3 11个", "4 4300人", "4 10所 target"));
}

TEST(DocumentsTest, Gb18030IsReadWithoutBeingDeclared) {
  const ParsedPlan plan = ParseSample("gb18030.txt");
  EXPECT_EQ(plan.title, "石桥县教育局2020年工作总结");
  EXPECT_THAT(Figures(plan), ElementsAre("1 2468人", "1 99.2%", "2 3栋", "2 >1.5万套"));
}

TEST(DocumentsTest, HtmlIsReadByItsBlocks) {
  const ParsedPlan plan = ParseSample("page.html");
  EXPECT_EQ(plan.title, "东屏县教育局2022年工作要点");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 加强体育工作", "1.1 （一） 建场地", "1.2 （二） 配教师"));
  EXPECT_THAT(Figures(plan), ElementsAre("1.1 3个 target", "1.1 7条 target", "1.2 16名 target"));
}

TEST(DocumentsTest, QuotesAreTheSourceBetweenTheirOffsets) {
  const std::string text = "某县教育局2020年工作总结\n一、基建\n新建教学楼 3 栋，改建操场２个。\n";
  const ParsedPlan plan = ParseOk(text);
  ASSERT_EQ(plan.measurements.size(), 2u);
  // The lines before it have 14 and 4 characters and their ends: 14 + 1 + 4 + 1.
  EXPECT_EQ(plan.measurements[0].start, 20u);
  EXPECT_EQ(plan.measurements[0].end, 29u);
  EXPECT_EQ(plan.measurements[0].quote, "新建教学楼 3 栋");
  EXPECT_EQ(plan.measurements[1].quote, "改建操场２个");
  EXPECT_EQ(plan.measurements[1].value, "2");
}

TEST(DocumentsTest, NumbersLeftOutOrUsedTwiceAreReported) {
  const ParsedPlan plan = ParseOk("一、甲\n1.子。\n3.丑。\n3.寅。\n二、乙\n四、丙\n");
  std::vector<std::string> places;
  for (const Finding& f : plan.findings) places.push_back(f.code + " " + f.item_path);
  EXPECT_THAT(places, ElementsAre("NUMBERING_GAP 1.2", "NUMBERING_REPEAT 1.3", "NUMBERING_GAP 3"));
}

TEST(DocumentsTest, PeriodsAreCanonical) {
  const auto periods = [](const std::string& title) {
    return ParseOk(title + "\n一、甲\n完成任务。\n").periods;
  };
  EXPECT_THAT(periods("某县教育局2021年度工作总结"), ElementsAre("2021"));
  EXPECT_THAT(periods("某校2020-2021学年度第一学期工作计划"), ElementsAre("2020-2021-T1"));
  EXPECT_THAT(periods("某校2021年春季学期工作计划"), ElementsAre("2020-2021-T2"));
  EXPECT_THAT(periods("某县教育局2021年第三季度工作总结"), ElementsAre("2021-Q3"));
  EXPECT_THAT(periods("某县教育局2020年工作总结和2021年工作打算"), ElementsAre("2020", "2021"));
}

TEST(DocumentsTest, ChaptersOfTheLaterYearArePlans) {
  const ParsedPlan plan = ParseOk(
      "某县教育局2022年工作总结及2023年工作安排\n一、2022年重点工作\n新建学校2所。\n"
      "二、存在的主要问题\n预计缺学位约300个。\n三、2023年重点工作\n新建学校4所。\n");
  EXPECT_THAT(Figures(plan), ElementsAre("1 2所", "2 ~300个", "3 4所 target"));
}

TEST(DocumentsTest, YearsOfTheTextWinOverThoseOfTheTitle) {
  EXPECT_THAT(ParseOk("某县教育局2024年工作总结\n一、2023年工作总结\n新建学校2所。\n").periods,
              ElementsAre("2023"));
}

TEST(DocumentsTest, TraditionalCharactersAreReadAndQuotedAsPrinted) {
  const ParsedPlan plan = ParseOk(
      "望海縣教育局2019年工作總結\n一、辦學條件\n全縣新建學校4所，新增學位2600個，毛入園率達到93.5%"
      "。\n"
      "二、下一步打算\n力爭招聘教師85名以上。\n");
  EXPECT_EQ(plan.document_kind, DocumentKind::kSummary);
  EXPECT_THAT(plan.periods, ElementsAre("2019"));
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 辦學條件", "2 二、 下一步打算"));
  EXPECT_THAT(Figures(plan), ElementsAre("1 4所", "1 2600个", "1 93.5%", "2 >=85名 target"));
  EXPECT_EQ(plan.measurements[1].quote, "新增學位2600個");
}

TEST(DocumentsTest, TextWithoutMarksIsAllPreamble) {
  const ParsedPlan plan = ParseOk("今年全乡办好学校2所。教师都住进了新房。\n");
  EXPECT_THAT(plan.outline, IsEmpty());
  EXPECT_THAT(Figures(plan), ElementsAre("0 2所"));
  EXPECT_THAT(Codes(plan), Not(Contains("TRUNCATED_TAIL")));
}

}  // namespace
}  // namespace eduplan::importer
