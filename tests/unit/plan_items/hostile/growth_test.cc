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
    {"HtmlTables", "<table><tr><td>甲<td>乙<tr><td>丙<td>3</table>", "<body>", "", "a.html"},
    {"HtmlInline", "<b>甲<i>3所</b>", "<html><body><p>", "", "a.html"},
    {"HtmlLists", "<ul><li>甲</ul>", "<html><body>", "", "a.html"},
    {"PipeColumns", "| 甲 ", "", "|\n| 3 | 4 |\n"},
    {"TabRows", "甲\t3\t4\n"},
    {"TabColumns", "3\t", "甲\t乙\n", "\n3\t4\n"},
    {"CellLines", "甲\n乙\n3\n4\n"},
    {"CellLinesOfWords", "甲\n", "学校\n人数\n", "3\n"},
    {"WideSpaces", "甲　　乙　　3\n"},
    {"Contents", "一、甲…………3\n"},
    {"ContentsThenBody", "一、甲乙丙………3\n", "目录\n", "一、甲乙丙\n丁。\n"},
    {"Attachments", "附件：1.甲\n"},
    {"Dates", "某县教育局\n2021年6月25日\n"},
    {"Prints", "某县教育局办公室2021年3月5日印发\n"},
    {"NestedParts", "建成3所（其中公办2所（其中", "", "）"},
    {"PartsInARow", "建成3所，其中公办2所，包括城区1所，"},
    {"PartsOfBrackets", "3所（2所、1所）"},
    {"SharedUnits", "分别有3、4、5个，"},
    {"Respectively", "小学、初中分别为3个、4个，"},
    {"RespectivelyLong", "甲、", "", "分别为3个、4个"},
    {"BoundsCarried", "3人、4人以内、"},
    {"Shares", "甲占3%，"},
    {"PointsFollow", "4.1个、", "提高", "2.7个百分点"},
    {"Per", "每生每年3元，"},
    {"Timetable", "6月底前、"},
    {"YearsOfPlan", "到2025年，"},
    {"UnitsListed", "甲科、", "（责任单位：", "）"},
    {"UnitsOfManyLabels", "责任单位：甲科；配合单位：乙科；", "一、甲。（", "）"},
    {"Led", "由甲科牵头，乙科配合，", "工作计划\n一、甲。"},
    {"SamePhrase", "全县共有中小学在校学生3人。\n"},
    {"SameRate", "学前教育毛入园率达到3%。\n"},
    {"RunningHeads", "某县教育局文件\n甲乙丙丁戊。\n"},
    {"Abstracts", "各学校结合实际细化方案并认真组织实施，群众满意度稳步上升，家校协同更加紧密\n"},
    {"Secrets", "机密"},
    {"SecretLines", "机密文件\n", "一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n甲\n乙\n丙\n"},
    {"SecretSpaces", "密 ", "机"},
    {"HiddenCharacters", "\xE2\x80\x8B", "机", "密"},
    {"ZeroStops", "3。"},
    {"Traditional", "學校結合實際細化方案"},
    {"Organs", "教育局"},
    {"Bullets", "●"},
    {"Resumed", "一是甲；二是乙。\n丙。\n"},
    {"ResumedNever", "一是甲；二是乙", "甲：", "。\n丙。\n"},
    {"SetApart", "一、加强建设 认真组织实施并且稳步上升。\n"},
    {"SetApartOften", "加强 ", "一、", "。"},
    {"BoldLines", "**甲乙**\n"},
    {"BoldOpen", "**甲", "**甲乙**\n**甲乙**\n"},
    {"BoldOfTwoKinds", "**甲__乙 ", "**甲乙**\n**甲乙**\n"},
    {"Quotations", "> 甲\n"},
    {"QuotationsNested", "> ", "> 甲\n"},
    {"Spans", "2021—2023年、"},
    {"Turns", "举办3期、"},
};

// GoogleTest prints it in messages.
void PrintTo(const Family& family, std::ostream* out) {
  *out << family.name;
}

class GrowthTest : public ::testing::TestWithParam<Family> {};

TEST_P(GrowthTest, FourTimesTheTextTakesAboutFourTimesTheTime) {
  // Above the default limits: what is measured is the reading, not the refusal.
  constexpr Limits kWide{.max_paragraph_chars = 10'000'000,
                         .max_html_tags = 10'000'000,
                         .max_depth = 64,
                         .max_nodes = 10'000'000,
                         .max_measurements = 10'000'000};
  const Family& family = GetParam();
  const auto seconds = [&](size_t bytes) {
    const auto make = [&] { return family.before + RepeatTo(bytes, family.piece) + family.after; };
    return CostOf(make, family.filename, kWide).seconds;
  };
  constexpr size_t kBytes = 200'000;
  double small = seconds(kBytes);
  double large = seconds(4 * kBytes);
  // A twentieth of a second for what is not in proportion; thrice more for a busy machine.
  const auto in_proportion = [&] { return large < 5.5 * small + 0.05; };
  for (int again = 0; again < 3 && !in_proportion(); ++again) {
    small = std::min(small, seconds(kBytes));
    large = std::min(large, seconds(4 * kBytes));
  }
  EXPECT_TRUE(in_proportion()) << small << " s, then " << large << " s";
  RecordProperty("small_ms", static_cast<int>(1000 * small));
  RecordProperty("large_ms", static_cast<int>(1000 * large));
}

INSTANTIATE_TEST_SUITE_P(Families, GrowthTest, ::testing::ValuesIn(kFamilies),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace eduplan::importer
