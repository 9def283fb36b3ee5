#include "services/plan_items/importer/figures/attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

template <typename View>
std::vector<std::string> Each(const std::string& text, View view) {
  std::vector<std::string> out;
  for (const Measurement& m : ParseOk("某县教育局2021年工作总结\n一、情况\n" + text).measurements) {
    out.push_back(view(m));
  }
  return out;
}

TEST(AttributesTest, ValuesAreScaledByMovingThePoint) {
  EXPECT_EQ(ScaledValue("1.2", U"万"), "12000");
  EXPECT_EQ(ScaledValue("3", U"亿"), "300000000");
  EXPECT_EQ(ScaledValue("0.05", U"亿"), "5000000");
  EXPECT_EQ(ScaledValue("1.23456", U"千"), "1234.56");
  EXPECT_EQ(ScaledValue("0.005", U"百"), "0.5");
  EXPECT_EQ(ScaledValue("2", U"十万"), "200000");
  EXPECT_EQ(ScaledValue("87", U""), "87");
  EXPECT_EQ(ScaledValue("", U"万"), "");
}

TEST(AttributesTest, ByHowMuchIsToldFromHowMuch) {
  const auto change = [](const Measurement& m) {
    constexpr const char* kNames[] = {"level", "increase", "decrease"};
    return m.value + " " + kNames[static_cast<size_t>(m.change)];
  };
  EXPECT_THAT(Each("入园率提高到95.1%，比上年提高2.3个百分点。经费增长12%，辍学率下降0.2个百分点。"
                   "床位减少30张，新增学位300个。",
                   change),
              ElementsAre("95.1 level", "2.3 increase", "12 increase", "0.2 decrease",
                          "30 decrease", "300 level"));
}

TEST(AttributesTest, WhatAFigureIsForEachOf) {
  const auto per = [](const Measurement& m) { return m.value + " " + m.per; };
  EXPECT_THAT(
      Each("每学期开展演练2次，生均经费720元，补贴每人每月50元，津贴300元/月，建成学校3所。", per),
      ElementsAre("2 每学期", "720 生均", "50 每人每月", "300 月", "3 "));
}

TEST(AttributesTest, EachIsNamedWithItsNounAndForBothBoundsOfARange) {
  const auto per = [](const Measurement& m) { return m.value + " " + m.per; };
  EXPECT_THAT(
      Each("每位教师结对学生3名，每百名学生拥有电脑18台，每千人口床位6.4张，"
           "每户给予5000—10000元补贴。",
           per),
      ElementsAre("3 每位教师", "18 每百名学生", "6.4 每千人口", "5000 每户", "10000 每户"));
}

TEST(AttributesTest, ABoundBeforeTheFirstOfAListIsThatOfAll) {
  const auto bound = [](const Measurement& m) {
    return m.value + (m.comparator == Comparator::kAtLeast ? " at least" : "");
  };
  EXPECT_THAT(Each("副校长、中层干部听课分别不少于40节、50节，公开课3节。", bound),
              ElementsAre("40 at least", "50 at least", "3"));
}

TEST(AttributesTest, AListSharesItsUnitItsBoundAndItsNames) {
  const auto all = [](const Measurement& m) {
    return m.name + " " + m.value + m.unit + (m.comparator == Comparator::kAtMost ? "<" : "");
  };
  EXPECT_THAT(
      Each("卫生院、服务站、卫生室分别有12、5、160个。小学、初中班额控制在45人、50人以内。", all),
      ElementsAre("卫生院 12个", "服务站 5个", "卫生室 160个", "小学 45人<", "初中班额 50人<"));
}

TEST(AttributesTest, AMaskBeforeAStationIsItsNameAndBeforeASchoolItsCount) {
  const auto all = [](const Measurement& m) { return m.value + m.unit; };
  EXPECT_THAT(Each("推进名师工作室xx站建设，新建xx所学校，巡展12站。", all),
              ElementsAre("所", "12站"));
}

}  // namespace
}  // namespace eduplan::importer
