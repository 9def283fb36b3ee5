// Documents of Word in one XML file.
#include "services/plan_items/importer/formats/word_xml/word_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/format.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string Word2003(std::string_view body, std::string_view before = "") {
  return text::Cat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<?mso-application progid=\"Word.Document\"?>\n"
      "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" "
      "xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" "
      "xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\" "
      "xmlns:v=\"urn:schemas-microsoft-com:vml\" "
      "xmlns:o=\"urn:schemas-microsoft-com:office:office\" xml:space=\"preserve\">",
      before, "<w:body><wx:sect>", body, "</wx:sect></w:body></w:wordDocument>");
}

std::string TextOf2003(std::string_view body, std::string_view before = "") {
  return ToUtf8(ReadBytes(Word2003(body, before)).chars);
}

constexpr std::string_view kLists =
    "<w:lists><w:listDef w:listDefId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
    "<w:nfc w:val=\"37\"/><w:suff w:val=\"Nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:nfc w:val=\"23\"/><w:lvlText w:val=\"*\"/>"
    "</w:lvl></w:listDef><w:list w:ilfo=\"1\"><w:ilst w:val=\"0\"/></w:list></w:lists>";

TEST(WordXmlTest, MarksOfListsAreResolvedOrTakenAsPrinted) {
  const auto item = [](int level, std::string_view printed) {
    return text::Cat("<w:listPr><w:ilvl w:val=\"", level, "\"/><w:ilfo w:val=\"1\"/>", printed,
                     "</w:listPr>");
  };
  EXPECT_EQ(TextOf2003(P("甲", item(0, "")) + P("乙", item(0, "")) +
                           P("丙", item(1, "<wx:t wx:val=\"*\"/>")) +
                           P("丁", item(0, "<wx:t wx:val=\"（六）\"/><wx:font wx:val=\"宋体\"/>")),
                       kLists),
            "一、甲\n二、乙\n丙\n（六） 丁\n");
}

TEST(WordXmlTest, ChangesAreAcceptedAndCommentsDropped) {
  const auto annotated = [](std::string_view type, std::string_view inside) {
    return text::Cat("<aml:annotation aml:id=\"1\" w:type=\"", type, "\"><aml:content>", inside,
                     "</aml:content></aml:annotation>");
  };
  EXPECT_EQ(
      TextOf2003("<w:p>" + R("<w:t>新建 </w:t>") +
                 annotated("Word.Deletion", "<w:r><w:delText>三</w:delText></w:r>") +
                 annotated("Word.Insertion", R("<w:t>五</w:t>")) +
                 R(annotated("Word.Comment", P("批注"))) + R("<w:t>所</w:t>") + "</w:p>" +
                 P("一", "<w:rPr><aml:annotation w:type=\"Word.Deletion\"/></w:rPr>") + P("二")),
      "新建 五所\n一二\n");
}

TEST(WordXmlTest, NotesBoxesHeadsAndTablesStandInTheText) {
  const SourceText text = ReadBytes(Word2003(
      "<w:p>" + R("<w:t>甲</w:t>") + R("<w:footnote>" + P("注") + "</w:footnote>") +
          R("<w:pict><v:textbox><w:txbxContent>" + P("框") +
            "</w:txbxContent></v:textbox></w:pict>") +
          "</w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val=\"restart\"/></w:tcPr>" + P("乙") +
          "</w:tc><w:tc>" + P("丙") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr>" +
          P("") + "</w:tc><w:tc>" + P("丁") +
          "</w:tc></w:tr></w:tbl><w:sectPr><w:hdr w:type=\"odd\">" + P("页眉") +
          "</w:hdr></w:sectPr>",
      "<o:DocumentProperties><o:Title>属性标题</o:Title></o:DocumentProperties>"
      "<w:docPr><w:footnotePr><w:footnote w:type=\"separator\">" +
          P("线") + "</w:footnote></w:footnotePr></w:docPr>"));
  EXPECT_EQ(ToUtf8(text.chars), "甲\n框\n乙\t丙\t\n丁\t\n页眉\n注\n");
  EXPECT_EQ(text.title, "属性标题");
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(text.tables[0].cells[0].rows, 2);
  ASSERT_EQ(text.asides.size(), 2U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kPageHead);
  EXPECT_EQ(text.asides[1].kind, AsideKind::kFootnote);
  EXPECT_EQ(OriginOf(text, text.asides[1].begin, text.asides[1].end).place, "footnote 1");
}

TEST(WordXmlTest, FlatOpcIsReadAsTheDocxOfTheSameParts) {
  const DocxFile file{
      .body = P("云岭县要点", "<w:pStyle w:val='t'/>") + P("总则", Item(1)) + "<w:p>" +
              R("<w:footnoteReference w:id='3'/>") + "</w:p>" + P("分则", Item(1)),
      .styles = "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>",
      .numbering = List(1, Level(0, "chineseCounting", "%1、")),
      .footnotes = "<w:footnote w:id='3'>" + P("脚注") + "</w:footnote>",
      .header = P("页眉"),
      .core_title = "属性标题"};
  const SourceText zipped = SourceOf(file);
  const SourceText flat = ReadBytes(file.ToFlatOpc());
  EXPECT_EQ(ToUtf8(zipped.chars), "云岭县要点\n一、 总则\n二、 分则\n页眉\n脚注\n");
  EXPECT_EQ(flat.chars, zipped.chars);
  EXPECT_EQ(flat.title, "云岭县要点");
  EXPECT_EQ(flat.asides.size(), zipped.asides.size());
}

TEST(WordXmlTest, BrokenOnesAreRefusedByLine) {
  EXPECT_THAT(std::string(ReadWordXml(Word2003("<w:p>\n</w:q>")).status().message()),
              HasSubstr("the document: broken XML at line 4"));
  EXPECT_THAT(std::string(ReadWordXml("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
                              .status()
                              .message()),
              HasSubstr("document type declaration"));
}

TEST(WordXmlTest, OtherXmlIsNotTakenForWord) {
  EXPECT_TRUE(LooksLikeWordXml(Word2003("")));
  EXPECT_TRUE(LooksLikeWordXml(DocxFile{}.ToFlatOpc()));
  EXPECT_FALSE(LooksLikeWordXml("<?xml version='1.0'?><note>progid Word.Document</note>"));
  EXPECT_FALSE(LooksLikeWordXml("一、总则：<?mso-application progid=\"Word.Document\"?> 的文件"));
  EXPECT_FALSE(LooksLikeWordXml(""));
}

}  // namespace
}  // namespace eduplan::importer
