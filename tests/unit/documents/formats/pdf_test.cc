#include "services/documents/formats/pdf/pdf.h"

#include <gtest/gtest.h>
#include <poppler-document.h>
#include <poppler-font.h>
#include <poppler-page.h>

#include <memory>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/layout/placement.h"
#include "services/documents/layout/text.h"
#include "tests/unit/documents/sample_document.h"

namespace eduplan::formats {
namespace {

const SystemFonts& Fonts() {
  static const std::unique_ptr<SystemFonts> fonts = [] {
    auto loaded = SystemFonts::Load({});
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return loaded.ok() ? *std::move(loaded) : nullptr;
  }();
  return *fonts;
}

std::string Render(const layout::Document& document) {
  auto placed = layout::Place(document, Fonts());
  EXPECT_TRUE(placed.ok()) << placed.status();
  auto pdf = WritePdf(*placed, Fonts());
  EXPECT_TRUE(pdf.ok()) << pdf.status();
  return pdf.ok() ? *std::move(pdf) : "";
}

std::unique_ptr<poppler::document> Open(const std::string& pdf) {
  poppler::byte_array bytes(pdf.begin(), pdf.end());
  return std::unique_ptr<poppler::document>(poppler::document::load_from_data(&bytes));
}

std::string Utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

std::string PageText(const poppler::document& pdf, int index) {
  std::unique_ptr<poppler::page> page(pdf.create_page(index));
  return Utf8(page->text(poppler::rectf(), poppler::page::physical_layout));
}

std::u32string HanOf(const std::string& text) {
  std::u32string out;
  for (char32_t c : layout::Decode(text)) {
    if (layout::IsHan(c)) out.push_back(c);
  }
  return out;
}

layout::Document Text(const std::string& text) {
  return {{"题", "局", absl::FromUnixSeconds(1'624'588'200)},
          {layout::Paragraph{{{text, layout::RunStyle::kBody}}}}};
}

TEST(PdfTest, EveryChineseCharacterCanBeExtractedInOrder) {
  layout::Document document = testing::SampleDocument();
  // Without the table, whose extraction interleaves cells, and the imprint at the foot.
  std::erase_if(document.blocks, [](const layout::Block& block) {
    return std::holds_alternative<layout::Table>(block) ||
           std::holds_alternative<layout::Imprint>(block);
  });
  const auto pdf = Open(Render(document));
  ASSERT_NE(pdf, nullptr);
  std::string text;
  for (int i = 0; i < pdf->pages(); ++i) text += PageText(*pdf, i);
  EXPECT_EQ(layout::Encode(HanOf(text)), layout::Encode(HanOf(testing::AllText(document))));
}

TEST(PdfTest, TableTextIsComplete) {
  const layout::Document document = testing::SampleDocument();
  const auto pdf = Open(Render(document));
  std::string text;
  for (int i = 0; i < pdf->pages(); ++i) text += PageText(*pdf, i);
  for (int row = 1; row <= 60; ++row) {
    EXPECT_NE(text.find(absl::StrCat("第", row, "项指标（含民办）")), std::string::npos) << row;
    EXPECT_NE(text.find(absl::StrCat(1200 + row, ".", row % 10)), std::string::npos) << row;
  }
}

TEST(PdfTest, NumbersAreExtractedWhole) {
  const auto pdf = Open(Render(testing::SampleDocument()));
  const std::string text = PageText(*pdf, 0);
  for (const char* number : {"3.25亿元", "65.4%", "1,248人次", "12所"}) {
    EXPECT_NE(text.find(number), std::string::npos) << number;
  }
}

TEST(PdfTest, FontsAreEmbeddedSubsets) {
  const auto pdf = Open(Render(testing::SampleDocument()));
  const std::vector<poppler::font_info> fonts = pdf->fonts();
  EXPECT_EQ(fonts.size(), 5u);  // one for each role
  for (const poppler::font_info& font : fonts) {
    EXPECT_TRUE(font.is_embedded()) << font.name();
    EXPECT_TRUE(font.is_subset()) << font.name();
  }
}

TEST(PdfTest, PagesAreA4With22LinesAndTheirNumber) {
  const auto pdf = Open(Render(testing::SampleDocument()));
  std::unique_ptr<poppler::page> page(pdf->create_page(1));
  EXPECT_NEAR(page->page_rect().width(), 595.276, 0.01);
  EXPECT_NEAR(page->page_rect().height(), 841.89, 0.01);
  std::string text = PageText(*pdf, 1);
  EXPECT_NE(text.find("— 2 —"), std::string::npos);
  int lines = 0;
  bool blank = true;
  for (char c : text) {
    if (c == '\n') {
      lines += blank ? 0 : 1;
      blank = true;
    } else if (c != ' ' && c != '\f') {
      blank = false;
    }
  }
  EXPECT_EQ(lines + (blank ? 0 : 1), 22 + 1);
}

TEST(PdfTest, MetadataComesFromTheDocument) {
  const auto pdf = Open(Render(testing::SampleDocument()));
  EXPECT_EQ(Utf8(pdf->get_title()), "云溪市教育局2023年上半年工作总结和下半年工作计划");
  EXPECT_EQ(Utf8(pdf->get_author()), "云溪市教育局");
  EXPECT_EQ(pdf->get_creation_date_t(), 1'624'588'200);
  EXPECT_EQ(pdf->get_modification_date_t(), 1'624'588'200);
}

TEST(PdfTest, SameDocumentGivesTheSameBytesFromManyThreads) {
  const layout::Document document = testing::SampleDocument();
  const std::string expected = Render(document);
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result, &document] {
      for (int i = 0; i < 3; ++i) result = Render(document);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_TRUE(result == expected);
}

TEST(PdfTest, RareCharactersOfNamesComeFromFallbackFonts) {
  // U+4DAE, U+9FD2 (extension A and later additions), U+20BB7 and U+2A6D6 (B), U+2B740 (D).
  const layout::Document document = Text("姓名䶮鿒𠮷𪛖𫝀");
  auto placed = layout::Place(document, Fonts());
  ASSERT_TRUE(placed.ok());
  EXPECT_EQ(placed->missing, U"");
  std::string substituted;
  for (const layout::FontSubstitution& entry : placed->substitutions)
    substituted += entry.characters;
  for (const char* name : {"䶮", "鿒", "𠮷", "𪛖", "𫝀"}) {
    EXPECT_NE(substituted.find(name), std::string::npos) << name;
  }
  const auto pdf = Open(Render(document));
  EXPECT_NE(PageText(*pdf, 0).find("姓名䶮鿒𠮷𪛖𫝀"), std::string::npos);
}

TEST(PdfTest, CharacterWithoutAnyFontIsReportedAndStillExtracted) {
  const std::string private_use = "\xEE\xBF\xBF";  // U+EFFF
  const layout::Document document = Text("甲" + private_use + "乙");
  auto placed = layout::Place(document, Fonts());
  ASSERT_TRUE(placed.ok());
  EXPECT_EQ(placed->missing, U"\xEFFF");
  EXPECT_NE(PageText(*Open(Render(document)), 0).find("甲"), std::string::npos);
}

TEST(SystemFontsTest, IdentityNamesEveryRolesFace) {
  for (layout::FontRole role : layout::kFontRoles) {
    EXPECT_NE(Fonts().Identity().find(Fonts().FaceName(Fonts().RoleFace(role))), std::string::npos);
  }
}

}  // namespace
}  // namespace eduplan::formats
