// What a document shows once its changes are accepted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/docx/docx.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/parse.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

std::string T(std::string_view text) {
  return R(text::Cat("<w:t>", text, "</w:t>"));
}
std::string Paragraph(std::string_view inside, std::string_view properties = "") {
  return text::Cat("<w:p><w:pPr>", properties, "</w:pPr>", inside, "</w:p>");
}
std::string Field(std::string_view instruction, std::string_view result) {
  return text::Cat(R("<w:fldChar w:fldCharType='begin'/>"),
                   R(text::Cat("<w:instrText>", instruction, "</w:instrText>")),
                   R("<w:fldChar w:fldCharType='separate'/>"), result,
                   R("<w:fldChar w:fldCharType='end'/>"));
}
std::string TextOfBody(std::string_view body) {
  return TextOf({.body = std::string(body)});
}

TEST(DocxTextTest, InsertionsStayAndDeletionsGo) {
  EXPECT_EQ(TextOfBody(Paragraph(T("新建") +
                                 "<w:del><w:r><w:delText>三</w:delText></w:r></w:del><w:ins>" +
                                 T("五") + "</w:ins>" + T("所") + "<w:moveFrom>" + T("甲") +
                                 "</w:moveFrom><w:moveTo>" + T("乙") + "</w:moveTo>")),
            "新建五所乙\n");
}

TEST(DocxTextTest, ParagraphsWhoseEndIsDeletedAreOneWithTheNext) {
  const std::string deleted = "<w:rPr><w:del w:id='1'/></w:rPr>";
  const SourceText text =
      SourceOf({.body = P("前半句", deleted) + P("后半句") + P("另一段"), .numbering = ""});
  EXPECT_EQ(ToUtf8(text.chars), "前半句后半句\n另一段\n");
  EXPECT_EQ(OriginOf(text, 0, 1).paragraph, 1U);
  EXPECT_EQ(OriginOf(text, 3, 4).paragraph, 2U);
  // The end that stays says what the paragraph is.
  EXPECT_EQ(TextOf({.body = P("前", deleted + Item(1)) + P("后") + P("再", Item(1)),
                    .numbering = List(1, Level(0, "decimal", "%1."))}),
            "前后\n1. 再\n");
}

TEST(DocxTextTest, FormerPropertiesAreNotRead) {
  EXPECT_EQ(TextOf({.body = P("甲", "<w:pPrChange><w:pPr>" + Item(1) + "</w:pPr></w:pPrChange>") +
                            Paragraph("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr>"
                                      "</w:rPrChange></w:rPr><w:t>乙</w:t></w:r>"),
                    .numbering = List(1, Level(0, "decimal", "%1."))}),
            "甲\n乙\n");
}

TEST(DocxTextTest, HiddenTextIsLeftOut) {
  const std::string styles =
      "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='p'><w:rPr><w:vanish/></w:rPr></w:style>";
  const std::string body =
      Paragraph(T("看得见") + R("<w:t>看不见</w:t>", "<w:vanish/>") +
                R("<w:t>也看不见</w:t>", "<w:rStyle w:val='h'/>") +
                R("<w:t>，又见</w:t>", "<w:vanish w:val='0'/>")) +
      P("全段隐藏", "<w:pStyle w:val='p'/><w:rPr><w:vanish/></w:rPr>" + Item(1)) +
      P("其后", Item(1));
  EXPECT_EQ(
      TextOf({.body = body, .styles = styles, .numbering = List(1, Level(0, "decimal", "%1."))}),
      "看得见，又见\n1. 其后\n");
}

TEST(DocxTextTest, AHeadingThatRunsIntoItsTextKeepsItsMark) {
  EXPECT_EQ(TextOf({.body = P("标题。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>" + Item(1)) +
                            P("正文", Item(1)) + P("下一条", Item(1)),
                    .numbering = List(1, Level(0, "decimal", "%1."))}),
            "1. 标题。正文\n2. 下一条\n");
}

TEST(DocxTextTest, FieldsShowTheirResultAndNoPageNumber) {
  EXPECT_EQ(TextOfBody(Paragraph(T("见") + Field(" REF _Ref1 \\h ", T("第三条")) + T("，共") +
                                 Field("PAGE", T("7")) + T("页"))),
            "见第三条，共页\n");
  EXPECT_EQ(TextOfBody(Paragraph("<w:fldSimple w:instr=' NUMPAGES '>" + T("12") +
                                 "</w:fldSimple><w:fldSimple w:instr='AUTHOR'>" + T("李") +
                                 "</w:fldSimple>")),
            "李\n");
  // One field decides on another: only what is shown in the end is text.
  EXPECT_EQ(TextOfBody(Paragraph(R("<w:fldChar w:fldCharType='begin'/>") +
                                 R("<w:instrText>IF </w:instrText>") + Field("PAGE", T("1")) +
                                 R("<w:instrText>=1 \"甲\" \"乙\"</w:instrText>") +
                                 R("<w:fldChar w:fldCharType='separate'/>") + T("甲") +
                                 R("<w:fldChar w:fldCharType='end'/>"))),
            "甲\n");
}

TEST(DocxTextTest, FieldsWithoutAnEndHideTheirParagraphAlone) {
  EXPECT_EQ(
      TextOfBody(Paragraph(T("前") + R("<w:fldChar w:fldCharType='begin'/>") + T("域")) + P("后")),
      "前\n后\n");
}

TEST(DocxTextTest, OverstruckCharactersOfAFieldAreOne) {
  const auto field = [](std::string_view instruction) {
    return Paragraph(text::Cat(R("<w:fldChar w:fldCharType='begin'/>"),
                               R(text::Cat("<w:instrText>", instruction, "</w:instrText>")),
                               R("<w:fldChar w:fldCharType='end'/>"), T("目标")));
  };
  EXPECT_EQ(TextOfBody(field("eq \\o\\ac(○,3)")), "③目标\n");
  EXPECT_EQ(TextOfBody(field("EQ \\* jc2 \\o\\ad(\\s\\up 9(yun),云)")), "云目标\n");
}

TEST(DocxTextTest, TablesOfContentsAreSetAside) {
  const std::string styles =
      "<w:style w:type='paragraph' w:styleId='10'><w:name w:val='toc 1'/></w:style>";
  const std::string body =
      P("封面") +
      Paragraph(R("<w:fldChar w:fldCharType='begin'/>") +
                R("<w:instrText> TOC \\o \"1-3\" </w:instrText>") +
                R("<w:fldChar w:fldCharType='separate'/>") + T("一、总则") + R("<w:tab/>") +
                Field("PAGEREF _Toc1", T("1"))) +
      Paragraph(T("二、分则") + R("<w:tab/>") + T("2") + R("<w:fldChar w:fldCharType='end'/>")) +
      P("三、附则", "<w:pStyle w:val='10'/>") + P("正文");
  const SourceText text = SourceOf({.body = body, .styles = styles});
  EXPECT_EQ(ToUtf8(text.chars), "封面\n一、总则\t1\n二、分则\t2\n三、附则\n正文\n");
  ASSERT_EQ(text.asides.size(), 1U);
  EXPECT_EQ(text.asides[0].begin, 3U);
  EXPECT_EQ(text.asides[0].end, 22U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kNavigation);
}

TEST(DocxTextTest, AContentControlOfContentsIsSetAsideWithItsHeading) {
  const SourceText text = SourceOf(
      {.body = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
               "</w:docPartObj></w:sdtPr><w:sdtContent>" +
               P("目录") + P("一、总则 1") + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" +
               P("正文") + "</w:sdtContent></w:sdt>"});
  EXPECT_EQ(ToUtf8(text.chars), "目录\n一、总则 1\n正文\n");
  ASSERT_EQ(text.asides.size(), 1U);
  EXPECT_EQ(text.asides[0].end, 10U);
}

TEST(DocxTextTest, TabsBreaksAndSymbols) {
  EXPECT_EQ(TextOfBody(Paragraph(
                R("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t>"
                  "<w:noBreakHyphen/><w:softHyphen/><w:t>戊</w:t>") +
                    R("<w:sym w:font='Symbol' w:char='F0B3'/><w:t>95%</w:t>"
                      "<w:sym w:font='Wingdings' w:char='F083'/>"
                      "<w:sym w:font='Unknown' w:char='F0AA'/>"),
                "<w:tabs><w:tab w:val='left' w:pos='420'/></w:tabs>")),
            "甲\t乙\n丙\n丁-戊≥95%③\n");
}

TEST(DocxTextTest, SpacesOutsideWordsCountOnlyWhereTheFileKeepsThem) {
  EXPECT_EQ(TextOfBody(Paragraph(R("<w:t>\n   甲\n  乙 </w:t>") +
                                 R("<w:t xml:space='preserve'> 丙</w:t>"))),
            "甲   乙 丙\n");
}

TEST(DocxTextTest, PlaceholdersOfContentControlsAreNoText) {
  EXPECT_EQ(
      TextOfBody(Paragraph(T("负责人：") +
                           "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
                           "<w:sdtContent>" +
                           T("单击输入姓名") + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" +
                           T("李云") + "</w:sdtContent></w:sdt>")),
      "负责人：李云\n");
}

TEST(DocxTextTest, ALargeInitialIsOneWithItsWord) {
  EXPECT_EQ(TextOf({.body = P("统", "<w:framePr w:dropCap='drop' w:lines='2'/>") + P("筹推进")}),
            "统筹推进\n");
}

TEST(DocxTextTest, LinksTagsPhoneticGuidesAndFormulas) {
  EXPECT_EQ(TextOfBody(Paragraph(
                "<w:hyperlink>" + T("链接") + "</w:hyperlink><w:smartTag>" + T("县") +
                "</w:smartTag><w:r><w:ruby><w:rt>" + T("yun") + "</w:rt><w:rubyBase>" + T("云") +
                "</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
                "<w:commentRangeStart w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>")),
            "链接县云a+b\n");
}

TEST(DocxTextTest, TheTitleIsThatOfItsStyleOrOfTheProperties) {
  const std::string styles =
      "<w:style w:type='paragraph' w:styleId='a5'><w:name w:val='Title'/></w:style>";
  const std::string style = "<w:pStyle w:val='a5'/>";
  EXPECT_EQ(SourceOf({.body = P("云岭县教育局", style) + P("2021年工作要点", style) +
                              P("一、正文") + P("附件标题", style),
                      .styles = styles,
                      .core_title = "属性标题"})
                .title,
            "云岭县教育局2021年工作要点");
  EXPECT_EQ(SourceOf({.body = P("正文"), .core_title = "属性标题"}).title, "属性标题");
}

TEST(DocxTextTest, ParagraphsAreCountedInTablesToo) {
  const SourceText text =
      SourceOf({.body = P("甲") + "<w:tbl><w:tr><w:tc>" + P("乙") + "</w:tc><w:tc>" + P("丙") +
                        "</w:tc></w:tr></w:tbl>" + P("") + P("丁")});
  EXPECT_EQ(ToUtf8(text.chars), "甲\n乙\t丙\t\n丁\n");
  std::vector<uint32_t> paragraphs;
  for (const OriginMark& mark : text.marks) paragraphs.push_back(mark.paragraph);
  EXPECT_THAT(paragraphs, ElementsAre(1, 2, 3, 5));
}

TEST(DocxTextTest, TheReadingSaysItsFormat) {
  const DocxFile file{
      .body = P("云岭县教育局2021年工作要点") + P("加强建设", Item(1)) + P("新建幼儿园12所。"),
      .numbering = List(1, Level(0, "chineseCounting", "%1、"))};
  for (const auto& [bytes, format] :
       {std::pair{file.ToBytes(), "docx"}, std::pair{file.ToFlatOpc(), "xml"}}) {
    const auto plan = Parse(bytes);
    ASSERT_TRUE(plan.ok()) << plan.status();
    EXPECT_EQ(plan->format, format);
    ASSERT_EQ(plan->outline.size(), 1U);
    EXPECT_EQ(plan->outline[0].marker, "一、");
    EXPECT_EQ(plan->outline[0].origin.paragraph, 2U);
    ASSERT_EQ(plan->measurements.size(), 1U);
    EXPECT_EQ(plan->measurements[0].value, "12");
    EXPECT_EQ(plan->measurements[0].origin.paragraph, 3U);
  }
}

}  // namespace
}  // namespace eduplan::importer
