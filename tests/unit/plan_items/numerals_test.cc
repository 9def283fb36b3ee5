#include "services/plan_items/importer/figures/numerals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/figures/units.h"
#include "services/plan_items/importer/outline/markers.h"
#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NumeralsTest, HanNumeralsHaveTheirValue) {
  EXPECT_EQ(HanValue(U"两"), 2);
  EXPECT_EQ(HanValue(U"十"), 10);
  EXPECT_EQ(HanValue(U"二十一"), 21);
  EXPECT_EQ(HanValue(U"一百零五"), 105);
  EXPECT_EQ(HanValue(U"三千四百"), 3400);
  EXPECT_EQ(HanValue(U"一万二千"), 12000);
  EXPECT_EQ(HanValue(U"三亿五千万"), 350000000);
}

TEST(NumeralsTest, RowsOfDigitsAndBareUnitsAreNoQuantities) {
  EXPECT_EQ(HanValue(U"二〇二一"), -1);
  EXPECT_EQ(HanValue(U"三五"), -1);
  EXPECT_EQ(HanValue(U"百"), -1);
  EXPECT_EQ(HanValue(U"万"), -1);
  EXPECT_EQ(HanValue(U""), -1);
}

TEST(UnitsTest, PowersAndMeasureWordsAreOneUnit) {
  const auto figures = [](const std::string& text) { return Figures(ParseOk(text)); };
  EXPECT_THAT(figures("一、甲\n受益学生1万余名、5万多人次，投资2500万元、3亿多元。"),
              ElementsAre("1 >1万名", "1 >5万人次", "1 2500万元", "1 >3亿元"));
  EXPECT_THAT(figures("一、甲\n举办活动47场次次，购书12,500册，受益三万余人，共一百二十名。"),
              ElementsAre("1 47场次", "1 12500册", "1 >3万人", "1 120名"));
}

// The value "1." of a cell, with a point and nothing behind it, before a cell that begins with a
// digit.
TEST(NumeralsTest, APointAtTheEndOfALineIsNoPartOfANumber) {
  const ParsedPlan plan = ParseOk("一、甲\n|指标|学位（个）|\n|东城|1.|\n|2班|30|\n");
  for (const Measurement& m : plan.measurements) EXPECT_FALSE(m.value.ends_with('.')) << m.quote;
  EXPECT_THAT(Figures(plan), ::testing::Contains("1 30个"));
}

TEST(UnitsTest, ScannedLettersAndFullStopsAreZeros) {
  EXPECT_THAT(Figures(ParseOk("一、甲\n培训教师1O5人，覆盖率9。%，惠及3。余户。")),
              ElementsAre("1 105人", "1 90%", "1 >30户"));
}

TEST(UnitsTest, ComparatorsStandBeforeOrAfter) {
  EXPECT_THAT(Figures(ParseOk("一、甲\n不足20所，超过30所，约40所，50所左右，不低于60所，70所以内，"
                              "达80所，近90所，至少5所，突破1000人。")),
              ElementsAre("1 <20所", "1 >30所", "1 ~40所", "1 ~50所", "1 >=60所", "1 <=70所",
                          "1 80所", "1 ~90所", "1 >=5所", "1 >1000人"));
}

TEST(UnitsTest, TurnsCountWhereSomethingIsHeldAndNotWhereTheyTellWhich) {
  const auto figures = [](const std::string& text) { return Figures(ParseOk(text)); };
  EXPECT_THAT(figures("一、甲\n举办培训班3期，开办班主任研修班五期，组织两期骨干培训，"
                      "连续5届获评先进，艺术节已举办12届，巡演三十场次。"),
              ElementsAre("1 3期", "1 5期", "1 2期", "1 5届", "1 12届", "1 30场次"));
  EXPECT_THAT(figures("一、甲\n参加第15届全省运动会，承办十四届校园艺术节，组织2023届学生复习，"
                      "工程三期完工，第3期简报印发，分三期举办，学习十九届五中全会精神。"),
              IsEmpty());
}

TEST(MarkersTest, AllFormsAreRead) {
  for (const char* text :
       {"第一部分 总结\n第二部分 计划\n", "一、甲\n二、乙\n", "（一）甲\n（二）乙\n",
        "(一)甲\n(二)乙\n", "1.甲\n2.乙\n", "1、甲\n2、乙\n", "1．甲\n2．乙\n",
        "（1）甲\n（2）乙\n", "1)甲\n2)乙\n", "①甲\n②乙\n", "一是甲。二是乙。\n",
        "第一，甲。第二，乙。\n", "⑴甲\n⑵乙\n", "㈠甲\n㈡乙\n", "1.1 甲\n1.2 乙\n"}) {
    const ParsedPlan plan = ParseOk(text);
    ASSERT_EQ(plan.outline.size(), 2u) << text;
    EXPECT_EQ(plan.outline[0].path, "1") << text;
    EXPECT_EQ(plan.outline[1].path, "2") << text;
  }
}

TEST(MarkersTest, DeepOrderOfTheStandardIsKept) {
  const ParsedPlan plan =
      ParseOk("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n②己\n（2）庚\n2.辛\n（二）壬\n二、癸\n");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 一、 甲", "1.1 （一） 乙", "1.1.1 1. 丙", "1.1.1.1 （1） 丁",
                          "1.1.1.1.1 ① 戊", "1.1.1.1.2 ② 己", "1.1.1.2 （2） 庚", "1.1.2 2. 辛",
                          "1.2 （二） 壬", "2 二、 癸"));
}

TEST(MarkersTest, UnusualOrderIsLearntFromTheText) {
  const ParsedPlan plan =
      ParseOk("1.甲\n（一）乙。\n（二）丙。\n2.丁\n（一）戊。\n（二）己。\n3.庚\n（一）辛。\n");
  EXPECT_THAT(Outline(plan),
              ElementsAre("1 1. 甲", "1.1 （一） 乙", "1.2 （二） 丙", "2 2. 丁", "2.1 （一） 戊",
                          "2.2 （二） 己", "3 3. 庚", "3.1 （一） 辛"));
}

TEST(MarkersTest, NumbersInSentencesAreNoMarks) {
  EXPECT_THAT(ParseOk("全县小学一、二年级开展阅读。2.5万人参加。按照（一）的要求落实。").outline,
              IsEmpty());
  EXPECT_THAT(Outline(ParseOk("一、甲\n12.5万人参加活动。\n2021.06印发。\n二、乙\n")),
              ElementsAre("1 一、 甲", "2 二、 乙"));
}

TEST(MarkersTest, TitleMayRunIntoMarksWhereNothingSetsThemApart) {
  std::string text = "某县教育局2019年工作总结一、加强管理1.管好课堂。";
  for (int i = 0; i < 40; ++i) text += "课堂有序推进并且取得实效。";
  text += "2.管好操场。操场天天开放。二、加强保障1.管好经费。2.管好食堂。";
  const ParsedPlan plan = ParseOk(text);
  EXPECT_EQ(plan.title, "某县教育局2019年工作总结");
  EXPECT_THAT(Outline(plan), ElementsAre("1 一、 加强管理", "1.1 1. 管好课堂", "1.2 2. 管好操场",
                                         "2 二、 加强保障", "2.1 1. 管好经费", "2.2 2. 管好食堂"));
}

}  // namespace
}  // namespace eduplan::importer
