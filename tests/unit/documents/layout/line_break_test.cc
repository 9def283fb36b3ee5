#include "services/documents/layout/line_break.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

using ::testing::ElementsAre;

// Lines of `em` characters' width.
std::vector<std::string> Lines(const std::string& utf8, double em) {
  const std::u32string text = Decode(utf8);
  std::vector<double> widths;
  for (char32_t c : text) widths.push_back(NominalWidth(c));
  std::vector<std::string> out;
  for (const LineRange& line : FillLines(text, widths, em, em)) {
    out.push_back(Encode(std::u32string_view(text).substr(line.begin, line.end - line.begin)));
  }
  return out;
}

TEST(LineBreakTest, ChineseBreaksBetweenAnyTwoCharacters) {
  EXPECT_THAT(Lines("教育事业统计报表", 4), ElementsAre("教育事业", "统计报表"));
}

TEST(LineBreakTest, ClosingPunctuationTakesTheCharacterBeforeItAlong) {
  EXPECT_THAT(Lines("教育事业，统计", 4), ElementsAre("教育事", "业，统计"));
  EXPECT_THAT(Lines("教育事业》）。统计", 4), ElementsAre("教育事", "业》）。", "统计"));
}

TEST(LineBreakTest, OpeningPunctuationMovesToTheNextLine) {
  EXPECT_THAT(Lines("教育事（业统计）", 4), ElementsAre("教育事", "（业统", "计）"));
}

TEST(LineBreakTest, EveryForbiddenSignIsKeptOffTheLineStart) {
  for (const char* sign : {"，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "】", "〕",
                           "’", "·", "…", "％", "%"}) {
    EXPECT_THAT(Lines(std::string("教育事业") + sign, 4).back(), ::testing::StartsWith("业"))
        << sign;
  }
}

TEST(LineBreakTest, EveryForbiddenSignIsKeptOffTheLineEnd) {
  for (const char* sign : {"（", "《", "“", "〔", "【", "‘"}) {
    EXPECT_THAT(Lines(std::string("教育事") + sign + "业", 4),
                ElementsAre("教育事", std::string(sign) + "业"));
  }
}

TEST(LineBreakTest, NumberStaysWithItsUnit) {
  EXPECT_THAT(Lines("共投入12.5万元整", 5), ElementsAre("共投入", "12.5万元整"));
  EXPECT_THAT(Lines("比上年高出3个百分点", 6), ElementsAre("比上年高出", "3个百分点"));
  EXPECT_THAT(Lines("完成率达到98.7%", 7), ElementsAre("完成率达到", "98.7%"));
  EXPECT_THAT(Lines("教师交流1,248人次", 6), ElementsAre("教师交流", "1,248人次"));
}

TEST(LineBreakTest, UnknownUnitKeepsItsFirstCharacter) {
  EXPECT_THAT(Lines("建成3座桥", 3), ElementsAre("建成", "3座桥"));
}

TEST(LineBreakTest, OrdinalAndSignStayWithTheirNumber) {
  EXPECT_THAT(Lines("公布的第12号令", 4.5), ElementsAre("公布的", "第12号令"));
  EXPECT_THAT(Lines("增幅为−5%", 4), ElementsAre("增幅为", "−5%"));
}

TEST(LineBreakTest, DashAndEllipsisAreNotTornApart) {
  EXPECT_THAT(Lines("减负担——提质", 4), ElementsAre("减负担", "——提质"));
  EXPECT_THAT(Lines("等等等……再说", 4), ElementsAre("等等", "等……再", "说"));
}

TEST(LineBreakTest, LatinWordsBreakAtSpacesWhichVanish) {
  EXPECT_THAT(Lines("STEM education", 5), ElementsAre("STEM", "education"));
}

TEST(LineBreakTest, StretchLongerThanTheLineIsCut) {
  EXPECT_THAT(Lines("1234567890", 3), ElementsAre("123456", "7890"));
  EXPECT_THAT(Lines("））））））", 2), ElementsAre("））", "））", "））"));
}

TEST(LineBreakTest, NewlineForcesALine) {
  EXPECT_THAT(Lines("教育\n事业", 4), ElementsAre("教育", "事业"));
}

TEST(LineBreakTest, EmptyTextHasNoLine) {
  EXPECT_TRUE(Lines("", 4).empty());
}

TEST(LineBreakTest, OneCharacterLinesStillMakeProgress) {
  EXPECT_EQ(Lines("教育事业", 0.1).size(), 4u);
}

}  // namespace
}  // namespace eduplan::layout
