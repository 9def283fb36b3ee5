// Texts pasted from an editor of Markdown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

TEST(MarkdownTest, BoldLinesAreHeadings) {
  const ParsedPlan plan = ParseOk(
      "**云水县教育局2022年工作总结**\n\n"
      "**一、队伍建设**\n\n招聘教师**42名**，培训教师300人次。\n\n"
      "**二、办学条件**\n\n新建学校2所。\n");
  EXPECT_EQ(plan.title, "云水县教育局2022年工作总结");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 队伍建设", "2 二、 办学条件"));
  EXPECT_THAT(Figures(plan), ElementsAre("1 42名", "1 300人次", "2 2所"));
}

TEST(MarkdownTest, UnderscoresAreBoldToo) {
  EXPECT_THAT(
      Outline(ParseOk("__云水县教育局2022年工作总结__\n"
                      "__一、队伍建设__\n招聘教师42名。\n__二、办学条件__\n新建学校2所。\n")),
      ElementsAre("1 一、 队伍建设", "2 二、 办学条件"));
}

TEST(MarkdownTest, BoldWordsBehindAMarkAreItsHeading) {
  EXPECT_THAT(Outline(ParseOk("云水县教育局2022年工作总结\n"
                              "1. **队伍建设**：招聘教师42名，全部到岗。\n"
                              "2. **办学条件**：新建学校2所，投入使用。\n"
                              "- **学生资助**：资助学生350人。\n- **后勤服务**：维修校舍12处。\n")),
              ElementsAre("1 1. 队伍建设", "2 2. 办学条件", "2.1 - 学生资助", "2.2 - 后勤服务"));
}

TEST(MarkdownTest, QuotationsAndRulesAreTakenOff) {
  const ParsedPlan plan = ParseOk(
      "> 云水县教育局2022年工作总结\n>\n"
      "> 一、队伍建设\n> 招聘教师42名。\n---\n> 二、办学条件\n> 新建学校2所。\n");
  EXPECT_EQ(plan.title, "云水县教育局2022年工作总结");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 队伍建设", "2 二、 办学条件"));
  EXPECT_EQ(plan.outline[0].text, "招聘教师42名。");
}

TEST(MarkdownTest, StarsBeforeWordsAreBullets) {
  EXPECT_THAT(Outline(ParseOk("云水县教育局2022年工作总结\n"
                              "* 队伍建设：招聘教师42名。\n* 办学条件：新建学校2所。\n")),
              ElementsAre("1 * 队伍建设", "2 * 办学条件"));
}

TEST(MarkdownTest, MasksAreNoBoldWords) {
  const ParsedPlan plan = ParseOk(
      "**县**局2022年工作总结\n"
      "一、队伍建设\n**镇招聘教师**名，**乡培训教师**人次。\n"
      "二、办学条件\n**镇新建学校**所。\n");
  EXPECT_THAT(Figures(plan), ElementsAre("1 ?名", "1 ?人次", "2 ?所"));
}

}  // namespace
}  // namespace eduplan::importer
