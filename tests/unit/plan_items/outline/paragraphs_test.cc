// Headings that run into their text, paragraphs behind lists, headings without a mark.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RunInHeadingTest, ASpacePartsAHeadingFromItsText) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作总结\n"
      "一、加强队伍建设 全年培训教师300人次，招聘新教师42名。\n"
      "二、改善办学条件  投入资金860万元，维修校舍12处。\n"
      "三、抓安全　开展演练96场次，排查隐患130处。\n");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 加强队伍建设", "2 二、 改善办学条件", "3 三、 抓安全"));
  EXPECT_EQ(plan.outline[2].text, "开展演练96场次，排查隐患130处。");
  EXPECT_THAT(Figures(plan),
              ElementsAre("1 300人次", "1 42名", "2 860万元", "2 12处", "3 96场次", "3 130处"));
}

// So many headings set apart look like a text that was wrapped into spaces.
TEST(RunInHeadingTest, ManyOfThemAreNoWrapping) {
  std::string text = "云水县教育局2022年工作总结\n";
  for (const char* number : {"一", "二", "三", "四", "五", "六", "七"}) {
    text +=
        std::string(number) +
        "、加强队伍建设 各学校结合实际细化方案并认真组织实施，群众满意度稳步上升，家校协同更加紧密"
        "，教师培训全面覆盖，课堂教学不断改进，校园文化建设成效明显，后勤服务保障能力持续增强，"
        "安全管理责任层层落实，全年没有发生任何责任事故。\n";
  }
  const ParsedPlan plan = ParseOk(text);
  ASSERT_EQ(plan.outline.size(), 7u);
  for (const OutlineNode& node : plan.outline) EXPECT_EQ(node.heading, "加强队伍建设");
}

TEST(RunInHeadingTest, HalvesOfAHeadingAndNumbersAreNotSetApart) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作总结\n"
      "一、立德树人 五育并举\n各学校开齐开足课程，学生全面发展，家长普遍满意。\n"
      "二、提质增效 减负强师 全县中小学落实课后服务，参加学生达到12000人。\n"
      "三、培训教师 300 人次，骨干教师全部参加，考核合格率达到100%。\n");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 立德树人五育并举", "2 二、 提质增效减负强师",
                          "3 三、 培训教师300人次，骨干教师全部参加，考核合格率达到100%"));
}

TEST(ResumedTest, AParagraphBehindAListInASentenceIsOfTheItemAround) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作总结\n"
      "一、队伍建设\n"
      "我们抓了三件事：一是招聘教师42名；二是培训教师300人次；三是交流教师56名。\n"
      "全县骨干教师达到210名。\n"
      "二、办学条件\n新建学校2所。\n");
  EXPECT_THAT(Figures(plan),
              ElementsAre("1.1 42名", "1.2 300人次", "1.3 56名", "1 210名", "2 2所"));
  EXPECT_EQ(plan.outline[0].text, "我们抓了三件事：全县骨干教师达到210名。");
  EXPECT_EQ(plan.outline[3].heading, "交流教师56名");
  EXPECT_EQ(plan.outline[3].text, "");
}

TEST(ResumedTest, BehindAListOfTheOpeningTheOpeningGoesOn) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作总结\n"
      "今年做了两件事：一是招聘教师42名；二是新建学校2所。\n全县教师达到2100名。\n");
  EXPECT_THAT(Figures(plan), ElementsAre("1 42名", "2 2所", "0 2100名"));
  EXPECT_EQ(plan.preamble, "今年做了两件事：全县教师达到2100名。");
}

TEST(ResumedTest, UnitsNamedBehindAListAreThoseOfTheItemAround) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作要点\n"
      "一、队伍建设\n"
      "重点做好：一是招聘教师42名；二是培训教师300人次。\n"
      "责任单位：教师工作科\n"
      "二、办学条件\n新建学校2所。\n");
  ASSERT_EQ(plan.outline.size(), 4u);
  EXPECT_THAT(plan.outline[0].lead_units, ElementsAre("教师工作科"));
  EXPECT_THAT(plan.outline[2].lead_units, IsEmpty());
}

TEST(ResumedTest, WhatGoesOnBehindAnItemOfItsOwnLineIsOfThatItem) {
  const ParsedPlan plan = ParseOk(
      "云水县教育局2022年工作总结\n"
      "一、队伍建设\n"
      "一是招聘教师。\n二是培训教师。\n全年培训教师300人次。\n");
  EXPECT_THAT(Figures(plan), ElementsAre("1.2 300人次"));
}

TEST(SoleTopicTest, OneHeadingWithoutAMarkStandsBetweenParagraphs) {
  const ParsedPlan plan = ParseOk(
      "云水小学2022年工作总结\n"
      "一年来，全校教师团结协作，开展教研活动32次，学生参加社团1200人次，家长满意率达到98%。\n"
      "存在的不足\n"
      "青年教师课堂经验仍然不足，校舍还有6间需要维修，图书馆藏书更新较慢，数量尚缺3000册。\n");
  EXPECT_THAT(Outline(plan), ElementsAre("1  存在的不足"));
  EXPECT_THAT(Figures(plan), ElementsAre("0 32次", "0 1200人次", "0 98%", "1 6间", "1 3000册"));
}

TEST(PeriodMarkTest, QuartersAndSpansOfMonthsOpenItems) {
  EXPECT_THAT(Outline(ParseOk("云水小学2022年工作计划\n一、目标\n办好学校。\n二、安排\n"
                              "第一季度：召开会议1次。\n第二季度：检查2次。\n"
                              "三、分月工作\n6月\n开展演练1次。\n7—8月\n维修校舍3间。\n")),
              ElementsAre("1 一、 目标", "2 二、 安排", "2.1  第一季度", "2.2  第二季度",
                          "3 三、 分月工作", "3.1  6月", "3.2  7—8月"));
}

TEST(SoleTopicTest, ShortLinesInProseAreNone) {
  EXPECT_THAT(
      ParseOk("云水小学2022年工作总结\n"
              "一年来，全校教师团结协作，开展教研活动32次，获奖的有\n"
              "李明老师\n"
              "青年教师课堂经验仍然不足，校舍还有6间需要维修，图书馆藏书更新较慢，仍需努力。\n")
          .outline,
      IsEmpty());
}

}  // namespace
}  // namespace eduplan::importer
