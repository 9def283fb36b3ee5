// Text beside the flow: boxes, notes, heads and feet of pages.
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

// As Word writes one: for new readers and, the same again, for old ones.
std::string Box(std::string_view paragraphs) {
  return text::Cat(
      "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>",
      paragraphs,
      "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
      "<w:txbxContent>",
      paragraphs,
      "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>");
}
std::string Paragraph(std::string_view inside) {
  return text::Cat("<w:p>", inside, "</w:p>");
}
std::string Note(int id, std::string_view inside, std::string_view element = "footnote") {
  return text::Cat("<w:", element, " w:id='", id, "'>", inside, "</w:", element, ">");
}
std::string PlaceAt(const SourceText& text, std::u32string_view word) {
  return OriginOf(text, text.chars.find(word), text.chars.find(word) + 1).place;
}

TEST(DocxBoxesTest, ABoxFollowsTheParagraphThatAnchorsItOnce) {
  const SourceText text =
      SourceOf({.body = Paragraph(R("<w:t>前半</w:t>") + Box(P("框内一") + P("框内二")) +
                                  R("<w:t>后半</w:t>")) +
                        P("下一段") + Paragraph(Box(P("另一框")))});
  EXPECT_EQ(ToUtf8(text.chars), "前半后半\n框内一\n框内二\n下一段\n另一框\n");
  EXPECT_EQ(PlaceAt(text, U"前半"), "");
  EXPECT_EQ(PlaceAt(text, U"框内一"), "text box 1");
  EXPECT_EQ(PlaceAt(text, U"框内二"), "text box 1");
  EXPECT_EQ(PlaceAt(text, U"下一段"), "");
  EXPECT_EQ(PlaceAt(text, U"另一框"), "text box 2");
}

TEST(DocxBoxesTest, AFallbackIsReadWhereTheChoiceHasNoText) {
  EXPECT_EQ(
      TextOf({.body = Paragraph("<w:r><mc:AlternateContent><mc:Choice Requires='new'><w:drawing/>"
                                "</mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback>"
                                "</mc:AlternateContent></w:r>")}),
      "旧\n");
}

TEST(DocxBoxesTest, TheMarkOfTheAnchorCountsBeforeThoseInTheBox) {
  EXPECT_EQ(TextOf({.body = "<w:p><w:pPr>" + Item(1) + "</w:pPr>" + R("<w:t>甲</w:t>") +
                            Box(P("乙", Item(1))) + "</w:p>",
                    .numbering = List(1, Level(0, "decimal", "%1."))}),
            "1. 甲\n2. 乙\n");
}

TEST(DocxBoxesTest, ABoxInACellIsTextOfTheCell) {
  const SourceText text = SourceOf({.body = "<w:tbl><w:tr><w:tc>" +
                                            Paragraph(R("<w:t>甲</w:t>") + Box(P("乙") + P("丙"))) +
                                            "</w:tc><w:tc>" + P("丁") + "</w:tc></w:tr></w:tbl>"});
  EXPECT_EQ(ToUtf8(text.chars), "甲 乙 丙\t丁\t\n");
  EXPECT_EQ(PlaceAt(text, U"丙"), "text box 1");
  EXPECT_EQ(PlaceAt(text, U"丁"), "table 1 row 1 column 2");
}

TEST(DocxBoxesTest, ATableInABoxIsATable) {
  const SourceText text =
      SourceOf({.body = Paragraph(R("<w:t>甲</w:t>") +
                                  Box("<w:tbl><w:tr><w:tc>" + P("乙") + "</w:tc><w:tc>" + P("丙") +
                                      "</w:tc></w:tr></w:tbl>"))});
  EXPECT_EQ(ToUtf8(text.chars), "甲\n乙\t丙\t\n");
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(text.tables[0].begin, 2U);
  EXPECT_EQ(text.tables[0].cells[1].begin, 4U);
  EXPECT_EQ(PlaceAt(text, U"丙"), "table 1 row 1 column 2");
}

TEST(DocxBoxesTest, BoxesInWhatIsDeletedOrHiddenAreLeftOut) {
  EXPECT_EQ(TextOf({.body = Paragraph("<w:del>" + Box(P("删")) + "</w:del>" + R("<w:t>留</w:t>") +
                                      "<w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent>" +
                                      P("藏") + "</w:txbxContent></w:pict></w:r>")}),
            "留\n");
}

TEST(DocxBoxesTest, TextAlongALineIsABox) {
  const SourceText text =
      SourceOf({.body = P("正文"),
                .header = "<w:p>" +
                          R("<w:pict><v:shape><v:textpath string='内部使用'/></v:shape></w:pict>") +
                          "</w:p>"});
  EXPECT_EQ(ToUtf8(text.chars), "正文\n内部使用\n");
  ASSERT_EQ(text.asides.size(), 1U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kPageHead);
}

TEST(DocxBoxesTest, NotesStandBehindTheTextByTheOrderOfTheirReferences) {
  const auto refer = [](int id) { return R(text::Cat("<w:footnoteReference w:id='", id, "'/>")); };
  const SourceText text = SourceOf(
      {.body = Paragraph(R("<w:t>甲</w:t>") + refer(9) + R("<w:t>乙</w:t>") + refer(4) + "<w:del>" +
                         refer(5) + "</w:del>" + R("<w:endnoteReference w:id='2'/>")),
       .footnotes = "<w:footnote w:type='separator' w:id='-1'>" + P("线") + "</w:footnote>" +
                    Note(4, P("次注")) + Note(5, P("删注")) + Note(9, P("首注") + P("续")),
       .endnotes = Note(2, P("尾注"), "endnote")});
  EXPECT_EQ(ToUtf8(text.chars), "甲乙\n首注\n续\n次注\n尾注\n");
  EXPECT_EQ(PlaceAt(text, U"首注"), "footnote 1");
  EXPECT_EQ(PlaceAt(text, U"续"), "footnote 1");
  EXPECT_EQ(PlaceAt(text, U"次注"), "footnote 2");
  EXPECT_EQ(PlaceAt(text, U"尾注"), "endnote 1");
  ASSERT_EQ(text.asides.size(), 3U);
  EXPECT_EQ(text.asides[0].begin, 3U);
  EXPECT_EQ(text.asides[0].end, 8U);
  for (const Aside& aside : text.asides) EXPECT_EQ(aside.kind, AsideKind::kFootnote);
}

TEST(DocxBoxesTest, HeadsAndFeetOfPagesAreSetAside) {
  const SourceText text =
      SourceOf({.body = P("正文"),
                .header = P("云岭县教育局文件"),
                .footer = "<w:p>" + R("<w:t>第</w:t>") + "<w:fldSimple w:instr='PAGE'>" +
                          R("<w:t>3</w:t>") + "</w:fldSimple>" + R("<w:t>页</w:t>") + "</w:p>"});
  EXPECT_EQ(ToUtf8(text.chars), "正文\n云岭县教育局文件\n第页\n");
  ASSERT_EQ(text.asides.size(), 2U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kPageHead);
  EXPECT_EQ(text.asides[1].kind, AsideKind::kPageFoot);
  EXPECT_EQ(PlaceAt(text, U"云岭"), "header 1");
  EXPECT_EQ(PlaceAt(text, U"第页"), "footer 1");
}

}  // namespace
}  // namespace eduplan::importer
