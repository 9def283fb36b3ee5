// Which periods a document is of: those of its title, and of a plan of several years all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Periods(const std::string& title, const std::string& opening = "") {
  return ParseOk(title + "\n" + opening + "一、总体目标\n完成各项任务。\n").periods;
}

TEST(PeriodsTest, ASpanOfYearsIsEachOfThem) {
  EXPECT_THAT(Periods("云水县2021—2023年学前教育三年行动计划"),
              ElementsAre("2021", "2022", "2023"));
  EXPECT_THAT(Periods("云水县教育局2024至2026年师资建设规划"), ElementsAre("2024", "2025", "2026"));
  EXPECT_THAT(Periods("云水县2023年到2025年校舍建设实施方案"), ElementsAre("2023", "2024", "2025"));
}

TEST(PeriodsTest, AFiveYearPlanByItsNumberIsItsFiveYears) {
  EXPECT_THAT(Periods("云水县“十四五”教育事业发展规划"),
              ElementsAre("2021", "2022", "2023", "2024", "2025"));
  EXPECT_THAT(Periods("云水县“十三五”教育工作总结"),
              ElementsAre("2016", "2017", "2018", "2019", "2020"));
}

TEST(PeriodsTest, AYearSaidBesideAFiveYearPlanIsMeant) {
  EXPECT_THAT(Periods("云水县“十四五”教育规划2023年度实施计划"), ElementsAre("2023"));
}

TEST(PeriodsTest, YearsOfAThreeYearPlanMayStandInItsOpening) {
  EXPECT_THAT(Periods("云水县校园足球三年行动计划",
                      "为普及校园足球，结合我县实际，制定2022—2024年行动计划。\n"),
              ElementsAre("2022", "2023", "2024"));
  EXPECT_THAT(Periods("云水县校园足球三年行动计划", "2021年全县已有足球学校6所。\n"), IsEmpty());
}

TEST(PeriodsTest, AYearOfASchoolIsNoSpan) {
  EXPECT_THAT(Periods("云水小学2021-2022学年工作计划"), ElementsAre("2021-2022"));
  EXPECT_THAT(Periods("云水小学2021-2022年度工作计划"), ElementsAre("2021-2022"));
  EXPECT_THAT(Periods("云水县20xx-20xx年教育工作规划"), IsEmpty());
}

TEST(PeriodsTest, AMonthOfASpanHasNoYear) {
  const ParsedPlan plan = ParseOk(
      "云水县2021—2023年学前教育三年行动计划\n一、扩大资源\n6月底前开工新建幼儿园3所。\n"
      "二、培养教师\n2022年6月底前培训教师90名。\n");
  ASSERT_EQ(plan.outline.size(), 2u);
  EXPECT_EQ(plan.outline[0].due_date, "");
  EXPECT_EQ(plan.outline[1].due_date, "2022-06-30");
}

TEST(PeriodsTest, WhatWasBeforeASpanIsInPlaceInItsReview) {
  const ParsedPlan plan = ParseOk(
      "云水县2021—2025年教育发展规划\n一、工作回顾\n2019年9月建成实验小学新校区。\n"
      "二、主要任务\n到2025年新建学校8所。\n");
  EXPECT_THAT(Codes(plan), IsEmpty());
  EXPECT_THAT(Figures(plan), ElementsAre("2 8所 target"));
}

}  // namespace
}  // namespace eduplan::importer
