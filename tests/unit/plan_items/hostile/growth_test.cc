// Four times the document takes about four times the time, whatever it is made of.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "tests/unit/plan_items/hostile/cost.h"

namespace eduplan::importer {
namespace {

struct Family {
  const char* name;
  const char* piece;  // Repeated.
  const char* before = "";
  const char* after = "";
  const char* filename = "a.txt";
};

// Each alone, so that nothing else in the document breaks the row.
const Family kFamilies[] = {
    {"Prose", "各学校结合实际细化方案并认真组织实施，群众满意度稳步上升。\n"},
    {"ProseOnOneLine", "各学校结合实际细化方案并认真组织实施，群众满意度稳步上升。"},
    {"Figures", "新建幼儿园3所，改造学校12所，投入资金5.6万元。\n"},
    {"FiguresOnOneLine", "新建幼儿园3所，改造学校12所，"},
    {"Chapters", "一、甲\n"},
    {"ChaptersInTurn", "一、甲\n二、乙\n三、丙\n"},
    {"Items", "1.甲。2.乙。3.丙。4.丁。"},
    {"ItemsNested", "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n二、甲\n三、甲\n"},
    {"Inline", "一是甲；二是乙；三是丙。"},
    {"InlineOnes", "一是甲；"},
    {"Among", "其中"},
    {"AmongFigures", "3个，其中2个，"},
    {"Each", "各"},
    {"EachFigures", "小学、初中、高中各3个，"},
    {"Pauses", "甲、"},
    {"PausesAlone", "、"},
    {"Commas", "，"},
    {"Stops", "。"},
    {"Digits", "7"},
    {"DigitsAndDots", "1."},
    {"Thousands", "1,234,"},
    {"Ten", "十"},
    {"TenThousand", "万"},
    {"HanDigits", "一"},
    {"Masks", "x"},
    {"MasksAndUnits", "xx所"},
    {"Open", "（"},
    {"OpenAfterFigures", "3个（"},
    {"OpenClose", "（甲）"},
    {"Titles", "《"},
    {"TitlesClosed", "》", "某县教育局工作总结\n一、甲\n乙"},
    {"Quotes", "“"},
    {"StraightQuotes", "\""},
    {"Spaces", " ", "一、甲", "乙3所"},
    {"SpacesBetween", "甲 ", "一、"},
    {"FullWidthSpaces", "\xE3\x80\x80", "一、甲", "乙3所。"},
    {"EmptyLines", "\n", "一、甲\n", "二、乙\n"},
    {"ShortLines", "甲\n"},
    {"SameTitle", "某县教育局工作总结\n"},
    {"TitlesThenBody", "某县教育局工作总结范文精选\n", "", "一、甲乙丙丁。\n"},
    {"Suffixes", "范文", "某县教育局工作总结\n一、甲\n某县教育局工作总结"},
    {"PageNumbers", "甲乙丙丁\n— 3 —\n"},
    {"PagePrefixes", "2、甲", "1、甲", "\n"},
    {"Navigation", "首页 > "},
    {"Links", "http://", "一、甲。"},
    {"LinksLong", "a/", "一、甲见http://"},
    {"Years", "2021年", "工作总结\n一、"},
    {"YearRanges", "2021-", "", "年工作总结"},
    {"Ranges", "3-5名，"},
    {"RangesAlone", "3-"},
    {"Ranks", "位列居排名"},
    {"Percents", "百分之"},
    {"Comparators", "不超过"},
    {"Colons", "甲："},
    {"Circled", "甲①乙"},
    {"Ordinals", "第一，甲。"},
    {"Pipes", "| 3 "},
    {"PipeRows", "| 幼儿园 | 3 | 4 |\n"},
    {"Tabs", "3\t"},
    {"Units", "（责任单位：甲股、乙股）"},
    {"Due", "（完成时限：6月底前）"},
    {"Latin", "ab "},
    {"Wrapped", "结合实际细化方案并认真组织实施群众满意度稳步上升家校协同更加紧密\n"},
    {"HtmlParagraphs", "<p>甲3所", "<html><body>", "", "a.html"},
    {"HtmlText", "甲3所 &amp; ", "<html><body>", "", "a.html"},
    {"HtmlEntities", "&#x4e00;", "<html><body>", "", "a.html"},
    {"HtmlAngles", "<", "<html><body>", "", "a.html"},
    {"HtmlAttributes", " a=b", "<html><body><p", ">甲</p>", "a.html"},
    {"HtmlComments", "<!--", "<html><body>", "", "a.html"},
    {"HtmlCells", "<td>3</td>", "<table><tr>", "</tr></table>", "a.html"},
    {"HtmlRows", "<tr><td>甲<td>3", "<table>", "", "a.html"},
};

// GoogleTest prints it in messages.
void PrintTo(const Family& family, std::ostream* out) {
  *out << family.name;
}

class GrowthTest : public ::testing::TestWithParam<Family> {};

TEST_P(GrowthTest, FourTimesTheTextTakesAboutFourTimesTheTime) {
  // Above the default limits: what is measured is the reading, not the refusal.
  constexpr Limits kWide{.max_html_tags = 10'000'000,
                         .max_depth = 64,
                         .max_nodes = 10'000'000,
                         .max_measurements = 10'000'000};
  const Family& family = GetParam();
  const auto seconds = [&](size_t bytes) {
    const auto make = [&] { return family.before + RepeatTo(bytes, family.piece) + family.after; };
    double least = 1e9;
    for (int i = 0; i < 2; ++i) {
      least = std::min(least, CostOf(make, family.filename, kWide).seconds);
    }
    return least;
  };
  constexpr size_t kBytes = 300'000;
  const double small = seconds(kBytes);
  const double large = seconds(4 * kBytes);
  // A twentieth of a second for what is not in proportion and for a busy machine.
  EXPECT_LT(large, 5.5 * small + 0.05) << small << " s, then " << large << " s";
  RecordProperty("small_ms", static_cast<int>(1000 * small));
  RecordProperty("large_ms", static_cast<int>(1000 * large));
}

INSTANTIATE_TEST_SUITE_P(Families, GrowthTest, ::testing::ValuesIn(kFamilies),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace eduplan::importer
