// The parts of an official paper around its text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/dates.h"
#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kReport =
    "云岭县教育局文件\n"
    "云教〔2021〕18号                签发人：程某\n"
    "云岭县教育局关于2021年上半年工作总结的报告\n"
    "市教育局：\n"
    "现将我局上半年工作情况报告如下。\n"
    "一、扩充学位\n"
    "新建小学2所。\n"
    "二、配强师资\n"
    "招聘教师35名。\n"
    "附件：1.项目进展表\n"
    "2.教师招聘表\n"
    "云岭县教育局\n"
    "2021年6月25日\n"
    "（联系人：某某，电话：xxxx）\n"
    "抄送：县委办公室，县人民政府办公室，县人大教科文卫\n"
    "工作委员会。\n"
    "云岭县教育局办公室            2021年6月28日印发\n";

TEST(PaperTest, PartsAroundTheTextAreReadAndLeftOut) {
  const ParsedPlan plan = ParseOk(kReport);
  EXPECT_EQ(plan.title, "云岭县教育局关于2021年上半年工作总结的报告");
  EXPECT_EQ(plan.issuer, "云岭县教育局");
  EXPECT_EQ(plan.document_number, "云教〔2021〕18号");
  EXPECT_THAT(plan.recipients, ElementsAre("市教育局"));
  EXPECT_EQ(plan.issue_date, "2021-06-25");
  EXPECT_EQ(plan.preamble, "现将我局上半年工作情况报告如下。");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 扩充学位", "2 二、 配强师资"));
  EXPECT_EQ(plan.outline.back().text, "招聘教师35名。");
  EXPECT_THAT(Figures(plan), ElementsAre("1 2所", "2 35名"));
  EXPECT_THAT(plan.findings, IsEmpty());
}

TEST(PaperTest, NoticeAroundAnEnclosedDocumentIsNoPartOfIt) {
  const ParsedPlan plan = ParseOk(
      "特急\n中共云岭县委教育工作委员会文件\n云教工委［２０２１］３号\n"
      "关于印发《云岭县教育系统2021年工作要点》的通知\n"
      "各乡镇（街道）中心校，县直各学校、幼儿园，局机关各股室：\n"
      "《云岭县教育系统2021年工作要点》已经会议研究通过，现印发给你们，请结合实际认真贯彻执行。\n"
      "附件：云岭县教育系统2021年工作要点\n"
      "中共云岭县委教育工作委员会\n二〇二一年三月五日\n"
      "（此件公开发布）\n附件\n"
      "云岭县教育系统2021年工作要点\n"
      "一、扩充学位\n新建小学2所。\n二、配强师资\n招聘教师35名。\n");
  EXPECT_EQ(plan.title, "云岭县教育系统2021年工作要点");
  EXPECT_EQ(plan.issuer, "中共云岭县委教育工作委员会");
  EXPECT_EQ(plan.document_number, "云教工委［２０２１］３号");
  EXPECT_THAT(plan.recipients,
              ElementsAre("各乡镇（街道）中心校", "县直各学校", "幼儿园", "局机关各股室"));
  EXPECT_EQ(plan.issue_date, "2021-03-05");
  EXPECT_EQ(plan.preamble, "");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 扩充学位", "2 二、 配强师资"));
  EXPECT_THAT(Codes(plan), Not(Contains("CLUTTER_REMOVED")));
}

TEST(PaperTest, NumberStandsInAnyBracketAndWithMasks) {
  for (const char* number : {"云教〔2021〕1号", "云教[2021]1号", "云教（2021）1号",
                             "云教【2021】1号", "云教办函〔2021〕112号", "xx教〔20XX〕x号"}) {
    const ParsedPlan plan = ParseOk("云岭县教育局文件\n" + std::string(number) +
                                    "\n云岭县教育局2021年工作要点\n一、甲\n建成学校2所。\n");
    EXPECT_EQ(plan.document_number, number);
    EXPECT_EQ(plan.preamble, "");
  }
}

TEST(PaperTest, NumbersNamedInTheTextAreNotTheNumberOfThePaper) {
  const ParsedPlan plan = ParseOk(
      "云岭县教育局2021年工作要点\n"
      "根据云政〔2020〕9号文件要求，结合我县实际，现就全年教育工作提出如下安排，请抓好落实。\n"
      "一、甲\n落实云教〔2019〕4号。\n");
  EXPECT_EQ(plan.document_number, "");
  EXPECT_THAT(plan.preamble, HasSubstr("云政〔2020〕9号文件"));
}

TEST(PaperTest, SalutationsAndAnnouncementsAreNoAddressees) {
  EXPECT_THAT(
      ParseOk("云岭县教育局2021年工作总结\n现将全年工作汇报如下：\n一、甲\n完成。\n").recipients,
      IsEmpty());
  EXPECT_THAT(ParseOk("2021年述职报告\n各位领导、同志们：\n一、甲\n完成。\n").recipients,
              IsEmpty());
  EXPECT_THAT(ParseOk("云岭县教育局2021年工作总结\n县委、县政府：\n一、甲\n完成。\n").recipients,
              ElementsAre("县委", "县政府"));
}

TEST(PaperTest, NotesThatAreNotAtTheEndAreText) {
  const ParsedPlan plan = ParseOk(
      "云岭县教育局2021年工作要点\n一、甲\n附件：见内网\n二、乙\n抄送制度要落实，全年抽查8次。\n");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 甲", "2 二、 乙"));
  EXPECT_EQ(plan.outline[0].text, "附件：见内网");
}

TEST(PaperTest, DaysAreReadInDigitsAndChineseNumerals) {
  EXPECT_EQ(DayOf(U"2021年6月25日"), "2021-06-25");
  EXPECT_EQ(DayOf(U"(2021年06月05日)"), "2021-06-05");
  EXPECT_EQ(DayOf(U"二〇二一年十二月三十一日"), "2021-12-31");
  EXPECT_EQ(DayOf(U"二O二〇年二月二十九日"), "2020-02-29");
  EXPECT_EQ(DayOf(U"2021年2月29日"), "");
  EXPECT_EQ(DayOf(U"20XX年6月25日"), "");
  EXPECT_EQ(DayOf(U"2021年6月"), "");
  EXPECT_EQ(DaysOfMonth(1900, 2), 28);
  EXPECT_EQ(DaysOfMonth(2000, 2), 29);
}

}  // namespace
}  // namespace eduplan::importer
