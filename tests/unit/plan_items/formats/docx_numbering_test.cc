// Marks that lists give their items: text nobody typed.
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/docx/docx.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

const std::string kOutline =
    text::Cat(Level(0, "chineseCounting", "%1、", "<w:suff w:val='nothing'/>"),
              Level(1, "chineseCountingThousand", "（%2）", "<w:suff w:val='nothing'/>"),
              Level(2, "decimal", "%3."), Level(3, "decimalEnclosedCircleChinese", "%4"));

std::string Style(std::string_view id, std::string_view inside, std::string_view more = "") {
  return text::Cat("<w:style w:type='paragraph' w:styleId='", id, "' ", more, ">", inside,
                   "</w:style>");
}

TEST(DocxNumberingTest, FourLevelsCountAndStartAgainBelowEachOther) {
  const std::string body = P("总体安排", Item(1, 0)) + P("学校建设", Item(1, 1)) +
                           P("新建校舍", Item(1, 2)) + P("选址", Item(1, 3)) +
                           P("立项", Item(1, 3)) + P("改造校舍", Item(1, 2)) +
                           P("教师培训", Item(1, 1)) + P("骨干培训", Item(1, 2)) +
                           P("保障措施", Item(1, 0)) + P("经费保障", Item(1, 1));
  EXPECT_EQ(TextOf({.body = body, .numbering = List(1, kOutline)}),
            "一、总体安排\n（一）学校建设\n1. 新建校舍\n① 选址\n② 立项\n2. 改造校舍\n"
            "（二）教师培训\n1. 骨干培训\n二、保障措施\n（一）经费保障\n");
}

TEST(DocxNumberingTest, LevelsThatNeverRestartRunThroughChapters) {
  const std::string levels =
      text::Cat(Level(0, "chineseCounting", "%1、"),
                Level(1, "chineseCounting", "（%2）", "<w:lvlRestart w:val='0'/>"));
  const std::string body = P("甲", Item(1, 0)) + P("乙", Item(1, 1)) + P("丙", Item(1, 1)) +
                           P("丁", Item(1, 0)) + P("戊", Item(1, 1));
  EXPECT_EQ(TextOf({.body = body, .numbering = List(1, levels)}),
            "一、 甲\n（一） 乙\n（二） 丙\n二、 丁\n（三） 戊\n");
}

TEST(DocxNumberingTest, ALevelRestartsOnlyAfterTheLevelThatItNames) {
  const std::string levels = text::Cat(Level(0, "decimal", "%1."), Level(1, "decimal", "%2)"),
                                       Level(2, "lowerLetter", "%3)", "<w:lvlRestart w:val='1'/>"));
  const std::string body = P("甲", Item(1, 0)) + P("乙", Item(1, 1)) + P("丙", Item(1, 2)) +
                           P("丁", Item(1, 1)) + P("戊", Item(1, 2)) + P("己", Item(1, 0)) +
                           P("庚", Item(1, 2));
  EXPECT_EQ(TextOf({.body = body, .numbering = List(1, levels)}),
            "1. 甲\n1) 乙\na) 丙\n2) 丁\nb) 戊\n2. 己\na) 庚\n");
}

TEST(DocxNumberingTest, MultiLevelTextAndLegalNumbers) {
  const std::string levels =
      text::Cat(Level(0, "chineseCounting", "第%1章"), Level(1, "decimal", "%1.%2", "<w:isLgl/>"),
                Level(2, "lowerRoman", "%1.%2.%3"));
  const std::string body = P("总则", Item(1, 0)) + P("目的", Item(1, 1)) + P("细目", Item(1, 2)) +
                           P("分则", Item(1, 0)) + P("范围", Item(1, 1));
  EXPECT_EQ(TextOf({.body = body, .numbering = List(1, levels)}),
            "第一章 总则\n1.1 目的\n一.1.i 细目\n第二章 分则\n2.1 范围\n");
}

TEST(DocxNumberingTest, ALevelAboveThatWasNotUsedShowsItsStart) {
  const std::string levels =
      text::Cat(Level(0, "decimal", "%1", "", 3), Level(1, "decimal", "%1.%2"));
  EXPECT_EQ(TextOf({.body = P("甲", Item(1, 1)), .numbering = List(1, levels)}), "3.1 甲\n");
}

TEST(DocxNumberingTest, ListsOfOneDefinitionCountOnUnlessTheyStartAgain) {
  const std::string numbering =
      text::Cat(List(1, Level(0, "decimal", "%1.")),
                "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
                "<w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>"
                "<w:startOverride w:val='5'/></w:lvlOverride></w:num>"
                "<w:num w:numId='4'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>",
                Level(0, "chineseCounting", "%1、"), "</w:lvlOverride></w:num>");
  const std::string body = P("甲", Item(1)) + P("乙", Item(2)) + P("丙", Item(3)) +
                           P("丁", Item(3)) + P("戊", Item(1)) + P("己", Item(4));
  EXPECT_EQ(TextOf({.body = body, .numbering = numbering}),
            "1. 甲\n2. 乙\n5. 丙\n6. 丁\n7. 戊\n八、 己\n");
}

TEST(DocxNumberingTest, StylesNumberTheirParagraphsThroughTheirBases) {
  const std::string styles =
      Style("a",
            "<w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>") +
      Style("b", "<w:basedOn w:val='a'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr>") +
      Style("c", "<w:basedOn w:val='a'/>") +
      Style("d", "<w:basedOn w:val='a'/><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>");
  const auto styled = [](const char* id, const char* text) {
    return P(text, text::Cat("<w:pStyle w:val='", id, "'/>"));
  };
  const std::string body = styled("a", "甲") + styled("b", "乙") + styled("c", "丙") +
                           styled("d", "丁") +
                           P("戊", "<w:pStyle w:val='a'/><w:numPr><w:numId w:val='0'/></w:numPr>");
  EXPECT_EQ(TextOf({.body = body, .styles = styles, .numbering = List(1, kOutline)}),
            "一、甲\n（一）乙\n二、丙\n丁\n戊\n");
}

TEST(DocxNumberingTest, TheListSaysWhichLevelIsThatOfAStyle) {
  const std::string levels =
      text::Cat(Level(0, "chineseCounting", "%1、", "<w:pStyle w:val='h1'/>"),
                Level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='h2'/>"));
  const std::string numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>";
  const std::string body = P("甲", "<w:pStyle w:val='h1'/>") + P("乙", "<w:pStyle w:val='h2'/>");
  EXPECT_EQ(TextOf({.body = body,
                    .styles = Style("h1", numbered) + Style("h2", numbered),
                    .numbering = List(1, levels)}),
            "一、 甲\n（一） 乙\n");
}

TEST(DocxNumberingTest, ListsAreFoundThroughNumberingStyles) {
  const std::string numbering =
      "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='outline'/></w:abstractNum>"
      "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>" +
      List(2, "<w:styleLink w:val='outline'/>" + kOutline);
  const std::string styles =
      "<w:style w:type='numbering' w:styleId='outline'><w:pPr><w:numPr><w:numId w:val='2'/>"
      "</w:numPr></w:pPr></w:style>";
  EXPECT_EQ(
      TextOf(
          {.body = P("甲", Item(1)) + P("乙", Item(2)), .styles = styles, .numbering = numbering}),
      "一、甲\n二、乙\n");
}

TEST(DocxNumberingTest, BulletsAndListsThatAreNotDefinedAddNothing) {
  EXPECT_EQ(TextOf({.body = P("甲", Item(1)) + P("乙", Item(7)) + P("丙", Item(1, 8)),
                    .numbering = List(1, Level(0, "bullet", "\xEF\x82\xB7"))}),
            "甲\n乙\n丙\n");
  EXPECT_EQ(TextOf({.body = P("甲", Item(1))}), "甲\n");
}

TEST(DocxNumberingTest, AnItemWithoutTextIsPrintedAndCounts) {
  EXPECT_EQ(TextOf({.body = P("甲", Item(1)) + P("", Item(1)) + P("丙", Item(1)),
                    .numbering = List(1, kOutline)}),
            "一、甲\n二、\n三、丙\n");
}

TEST(DocxNumberingTest, MarksBelongToTheirParagraph) {
  const SourceText text =
      SourceOf({.body = P("甲") + P("乙", Item(1)), .numbering = List(1, kOutline)});
  EXPECT_EQ(OriginOf(text, 0, 1).paragraph, 1U);
  EXPECT_EQ(OriginOf(text, 2, 3).paragraph, 2U);  // 一
}

TEST(DocxNumberingTest, CirclesOfBasesAndLinksEnd) {
  const std::string styles =
      Style("a", "<w:basedOn w:val='b'/>") + Style("b", "<w:basedOn w:val='a'/>") +
      "<w:style w:type='numbering' w:styleId='n'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
      "</w:pPr></w:style>";
  const std::string numbering =
      "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='n'/></w:abstractNum>"
      "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
  EXPECT_EQ(TextOf({.body = P("甲", "<w:pStyle w:val='a'/>" + Item(1)),
                    .styles = styles,
                    .numbering = numbering}),
            "甲\n");
}

}  // namespace
}  // namespace eduplan::importer
