#include "services/documents/layout/title_break.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

using ::testing::ElementsAre;

constexpr double kTitleLine = 20;  // size 2 characters in 156 mm

std::vector<std::string> Lines(const std::string& utf8) {
  const std::u32string text = Decode(utf8);
  std::vector<double> widths;
  for (char32_t c : text) widths.push_back(NominalWidth(c));
  std::vector<std::string> out;
  for (const LineRange& line : BreakTitle(text, widths, kTitleLine)) {
    out.push_back(Encode(std::u32string_view(text).substr(line.begin, line.end - line.begin)));
  }
  return out;
}

double Width(const std::string& line) {
  return NominalWidth(Decode(line));
}

TEST(TitleBreakTest, ShortTitleStaysOnOneLine) {
  EXPECT_THAT(Lines("云溪市教育局工作要点"), ElementsAre("云溪市教育局工作要点"));
}

TEST(TitleBreakTest, LinesAreBalancedAndWordsKept) {
  // 22 characters: greedy filling would leave two on the second line.
  const std::vector<std::string> lines = Lines("云溪市教育局上半年教育工作总结和下半年工作计划");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_LE(std::abs(Width(lines[0]) - Width(lines[1])), 6);
  EXPECT_EQ(lines[0] + lines[1], "云溪市教育局上半年教育工作总结和下半年工作计划");
}

TEST(TitleBreakTest, BreaksWhereTheSenseDoes) {
  EXPECT_THAT(Lines("云溪市教育局办公室关于报送二〇二一年度工作总结的通知"),
              ElementsAre("云溪市教育局办公室", "关于报送二〇二一年度工作总结的通知"));
}

TEST(TitleBreakTest, ThreeLinesAreNoHourglass) {
  const std::vector<std::string> lines = Lines(
      "云溪市人民政府教育督导委员会办公室关于开展义务教育优质均衡发展县创建工作专项督导检查情况的通"
      "报");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_GE(Width(lines[1]), std::min(Width(lines[0]), Width(lines[2])));
  for (const std::string& line : lines) EXPECT_LE(Width(line), kTitleLine);
}

TEST(TitleBreakTest, ForcedLinesAreKept) {
  EXPECT_THAT(Lines("云溪市教育局\n工作要点"), ElementsAre("云溪市教育局", "工作要点"));
}

TEST(TitleBreakTest, EndlessTitleIsFilledGreedily) {
  std::string title;
  for (int i = 0; i < 2000; ++i) title += "字";
  EXPECT_EQ(Lines(title).size(), 100u);
}

}  // namespace
}  // namespace eduplan::layout
