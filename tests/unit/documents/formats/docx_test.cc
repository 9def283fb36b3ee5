#include "services/documents/formats/docx/docx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "tests/unit/documents/sample_document.h"

namespace eduplan::formats {
namespace {

using ::testing::ElementsAre;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

// The entry's content; "" when it is not there.
std::string Unzip(const std::string& package, const char* name) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(package.data(), package.size(), 0, &error);
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  zip_stat_t stat;
  if (archive == nullptr || zip_stat(archive.get(), name, 0, &stat) != 0) return "";
  std::string out(stat.size, '\0');
  zip_file_t* file = zip_fopen(archive.get(), name, 0);
  zip_fread(file, out.data(), out.size());
  zip_fclose(file);
  return out;
}

std::string Write(const layout::Document& document) {
  absl::StatusOr<std::string> docx = WriteDocx(document);
  EXPECT_TRUE(docx.ok()) << docx.status();
  return docx.ok() ? *std::move(docx) : "";
}

class DocxTest : public ::testing::Test {
 protected:
  DocxTest() {
    const std::string package = Write(testing::SampleDocument());
    for (auto& [name, xml] : std::vector<std::pair<const char*, pugi::xml_document*>>{
             {"word/document.xml", &document_},
             {"word/styles.xml", &styles_},
             {"word/settings.xml", &settings_},
             {"word/footer1.xml", &odd_footer_},
             {"word/footer2.xml", &even_footer_}}) {
      EXPECT_TRUE(xml->load_string(Unzip(package, name).c_str())) << name;
    }
  }

  // Text of the paragraphs in a style.
  std::vector<std::string> InStyle(const std::string& style) {
    std::vector<std::string> out;
    const std::string path = "//w:p[w:pPr/w:pStyle/@w:val='" + style + "']";
    for (pugi::xpath_node paragraph : document_.select_nodes(path.c_str())) {
      std::string text;
      for (pugi::xpath_node run : paragraph.node().select_nodes(".//w:t")) {
        text += run.node().child_value();
      }
      out.push_back(text);
    }
    return out;
  }

  std::string Style(const std::string& name, const char* path) {
    const std::string query = "//w:style[w:name/@w:val='" + name + "']" + path;
    return styles_.select_node(query.c_str()).attribute().value();
  }

  pugi::xml_document document_, styles_, settings_, odd_footer_, even_footer_;
};

TEST_F(DocxTest, HeadingsStandInHeadingStyles) {
  EXPECT_THAT(InStyle("Heading1"),
              ElementsAre("一、上半年工作情况", "二、下半年工作安排", "三、保障措施"));
  EXPECT_EQ(InStyle("Heading2").size(), 6u);
  EXPECT_EQ(Style("heading 1", "/@w:styleId"), "Heading1");
  EXPECT_EQ(Style("heading 4", "/w:pPr/w:outlineLvl/@w:val"), "3");
}

TEST_F(DocxTest, StylesNameTheFontsOfOffices) {
  const char* font = "/w:rPr/w:rFonts/@w:eastAsia";
  EXPECT_EQ(Style("Title", font), "方正小标宋简体");
  EXPECT_EQ(Style("heading 1", font), "黑体");
  EXPECT_EQ(Style("heading 2", font), "楷体_GB2312");
  EXPECT_EQ(Style("Body Text", font), "仿宋_GB2312");
  EXPECT_EQ(Style("Body Text", "/w:rPr/w:sz/@w:val"), "32");
  EXPECT_EQ(Style("Title", "/w:rPr/w:sz/@w:val"), "44");
  EXPECT_EQ(Style("Body Text", "/w:pPr/w:ind/@w:firstLineChars"), "200");
}

TEST_F(DocxTest, PageIsThatOfTheStandard) {
  const pugi::xml_node section = document_.select_node("//w:sectPr").node();
  // 210 × 297 mm, margins 37, 26, 35 and 28 mm, in twips of 25.4/1440 mm.
  EXPECT_EQ(section.child("w:pgSz").attribute("w:w").as_int(), 11906);
  EXPECT_EQ(section.child("w:pgSz").attribute("w:h").as_int(), 16838);
  EXPECT_EQ(section.child("w:pgMar").attribute("w:top").as_int(), 2098);
  EXPECT_EQ(section.child("w:pgMar").attribute("w:right").as_int(), 1474);
  EXPECT_EQ(section.child("w:pgMar").attribute("w:bottom").as_int(), 1984);
  EXPECT_EQ(section.child("w:pgMar").attribute("w:left").as_int(), 1587);
  const pugi::xml_node spacing = styles_.select_node("//w:pPrDefault/w:pPr/w:spacing").node();
  EXPECT_EQ(spacing.attribute("w:line").as_int(), 579);
  EXPECT_STREQ(spacing.attribute("w:lineRule").value(), "exact");
}

TEST_F(DocxTest, TableRepeatsItsHeaderAndHasAllRows) {
  EXPECT_EQ(document_.select_nodes("//w:tbl[1]/w:tr[w:trPr/w:tblHeader]").size(), 1u);
  EXPECT_EQ(InStyle("TableHeader").size(), 7u);
  EXPECT_EQ(InStyle("TableText").size(), 60u * 7);
}

TEST_F(DocxTest, FootersCarryThePageNumberOddRightEvenLeft) {
  EXPECT_TRUE(settings_.select_node("//w:evenAndOddHeaders"));
  for (auto* footer : {&odd_footer_, &even_footer_}) {
    EXPECT_STREQ(footer->select_node("//w:instrText").node().child_value(), " PAGE ");
  }
  EXPECT_STREQ(odd_footer_.select_node("//w:jc/@w:val").attribute().value(), "right");
  EXPECT_STREQ(even_footer_.select_node("//w:jc/@w:val").attribute().value(), "left");
}

TEST_F(DocxTest, TitleIsBrokenIntoBalancedLines) {
  EXPECT_EQ(document_.select_nodes("//w:p[w:pPr/w:pStyle/@w:val='Title']//w:br").size(), 1u);
}

TEST(DocxWriterTest, SameDocumentGivesTheSameBytes) {
  EXPECT_TRUE(Write(testing::SampleDocument()) == Write(testing::SampleDocument()));
}

TEST(DocxWriterTest, MarkupAndControlCharactersInTextAreHarmless) {
  const std::string docx =
      Write({{"<t>&", "局", absl::UnixEpoch()}, {layout::Addressee{"<w:p>&amp;]]>\x01甲"}}});
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string(Unzip(docx, "word/document.xml").c_str()));
  EXPECT_STREQ(xml.select_node("//w:t").node().child_value(), "<w:p>&amp;]]>甲");
  ASSERT_TRUE(xml.load_string(Unzip(docx, "docProps/core.xml").c_str()));
  EXPECT_STREQ(xml.select_node("//dc:title").node().child_value(), "<t>&");
}

TEST(DocxWriterTest, InvalidDocumentIsRefused) {
  EXPECT_EQ(WriteDocx({{}, {layout::Heading{9, "九"}}}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace eduplan::formats
