#include <gmock/gmock.h>

#include "services/plan_items/linking/phrase.h"
#include "services/plan_items/linking/unit.h"

namespace eduplan::plan_items::linking {
namespace {

using ::testing::ElementsAre;

std::string Normal(std::string_view text) {
  return ToUtf8(Normalize(text));
}

TEST(PhraseTest, WhatSaysOnlyWhenOrWhereIsLeftOut) {
  EXPECT_EQ(Normal("上半年，全县新增学位"), "新增学位");
  EXPECT_EQ(Normal("其中：幼儿园新增学位"), "幼儿园新增学位");
  EXPECT_EQ(Normal("普惠园数"), "普惠性幼儿园");
  EXPECT_EQ(Normal("ＡＢ１２"), "ab12");
  EXPECT_EQ(Normal("全县"), "全县");
  EXPECT_EQ(Normal(""), "");
}

TEST(PhraseTest, BracketsGiveEverySpelling) {
  std::vector<std::string> spellings;
  for (const std::u32string& spelling : Spellings("招聘（引进）教师")) {
    spellings.push_back(ToUtf8(spelling));
  }
  EXPECT_THAT(spellings, ElementsAre("招聘教师", "招聘引进教师", "引进教师"));
  EXPECT_EQ(Spellings("招聘)教师(").size(), 1);
}

TEST(PhraseTest, HostileTextIsCutAndNeverRead) {
  EXPECT_EQ(Normalize(std::string(1'000'000, 'a')).size(), 100);
  EXPECT_LE(Normalize("\xF0\x9F\xFF\xFE学位").size(), 6);
}

TEST(UnitTest, PersonsAreNotTheirVisits) {
  EXPECT_EQ(FitOf("人", "人次"), UnitFit::kNone);
  EXPECT_EQ(FitOf("万人次", "人次"), UnitFit::kSame);
  EXPECT_EQ(FitOf("名", "人"), UnitFit::kSameKind);
  EXPECT_EQ(FitOf("个", "所"), UnitFit::kSameKind);
  EXPECT_EQ(FitOf("个", "人"), UnitFit::kNone);
  EXPECT_EQ(FitOf("所", "间"), UnitFit::kNone);
  EXPECT_EQ(FitOf("亿元", "万元"), UnitFit::kSame);
  EXPECT_EQ(FitOf("％", "%"), UnitFit::kSame);
  EXPECT_EQ(FitOf("个百分点", "%"), UnitFit::kNone);
  EXPECT_EQ(FitOf("", "个"), UnitFit::kUnknown);
  EXPECT_EQ(FitOf("个", ""), UnitFit::kNone);
}

TEST(UnitTest, ClassifierIsTheIndicatorsAndTheMultiplierTheFigures) {
  EXPECT_EQ(UnitFor("万名", "人"), "万人");
  EXPECT_EQ(UnitFor("名", "万人"), "人");
  EXPECT_EQ(UnitFor("亿元", "万元"), "亿元");
  EXPECT_EQ(UnitFor("人", "人次"), "人");
}

}  // namespace
}  // namespace eduplan::plan_items::linking
