#include "services/documents/layout/table.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/documents/layout/placement.h"
#include "tests/unit/documents/layout/fake_fonts.h"

namespace eduplan::layout {
namespace {

Table Numbered(int rows) {
  Table table;
  table.columns = {{Alignment::kLeft, 0}, {Alignment::kRight, 0}};
  table.header_rows = {{"名称", "数量"}};
  for (int i = 0; i < rows; ++i) table.rows.push_back({absl::StrCat("行", i), "12"});
  return table;
}

PlacedDocument PlaceTable(Table table) {
  absl::StatusOr<PlacedDocument> placed =
      Place(Document{{}, {std::move(table)}}, testing::FakeFonts());
  EXPECT_TRUE(placed.ok()) << placed.status();
  return placed.ok() ? *std::move(placed) : PlacedDocument{};
}

int Count(const PlacedPage& page, const std::string& text) {
  int count = 0;
  for (const PlacedText& placed : page.texts) count += placed.text == text ? 1 : 0;
  return count;
}

TEST(TableTest, WidthsSumUpToTheTextWidth) {
  const TableGeometry geometry = SolveTable(Numbered(3));
  EXPECT_EQ(geometry.size, 14);
  EXPECT_NEAR(std::accumulate(geometry.widths.begin(), geometry.widths.end(), 0.0), kTextWidth,
              0.01);
}

TEST(TableTest, GivenWidthsAreKeptInProportion) {
  Table table = Numbered(1);
  table.columns = {{Alignment::kLeft, 3}, {Alignment::kLeft, 1}};
  const TableGeometry geometry = SolveTable(table);
  EXPECT_NEAR(geometry.widths[0], kTextWidth * 3 / 4, 0.01);
}

TEST(TableTest, TypeShrinksBeforeCellsWrap) {
  Table table;
  table.columns.resize(5);
  // 5 columns of 7 + 0.25 + 0.7 em: 39.75 em, too wide at 12 pt (36.8 em) and not at 10.5 (42.1
  // em).
  table.rows = {std::vector<std::string>(5, "七个字的单元格")};
  EXPECT_EQ(SolveTable(table).size, 10.5);
}

TEST(TableTest, LongRowsBreakOverPagesUnderARepeatedHeader) {
  const PlacedDocument placed = PlaceTable(Numbered(60));
  // A row of 14 pt is 1.9 em = 26.6 pt high; 637.8 pt hold 23 of them with the header.
  ASSERT_EQ(placed.pages.size(), 3u);
  for (const PlacedPage& page : placed.pages) EXPECT_EQ(Count(page, "名称"), 1);
  EXPECT_EQ(Count(placed.pages[0], "行21"), 1);
  EXPECT_EQ(Count(placed.pages[0], "行22"), 1 - Count(placed.pages[1], "行22"));
  EXPECT_EQ(Count(placed.pages[2], "行59"), 1);
}

TEST(TableTest, RulesStayInsideTheTextArea) {
  for (const PlacedPage& page : PlaceTable(Numbered(60)).pages) {
    for (const PlacedRule& rule : page.rules) {
      EXPECT_GE(rule.x1, kTextLeft - 0.01);
      EXPECT_LE(rule.x2, kTextLeft + kTextWidth + 0.01);
      EXPECT_LE(rule.y2, kTextTop + kTextHeight + 0.02);
    }
  }
}

TEST(TableTest, HeaderIsNeverLeftAloneAtTheFoot) {
  Table table = Numbered(1);
  table.caption = "表题";
  Paragraph body{{{std::string(), {}}}};
  for (int i = 0; i < 28 * 20 - 2; ++i)
    body.runs[0].text += "字";  // 20 lines leave room for two rows
  absl::StatusOr<PlacedDocument> placed = Place(Document{{}, {body, table}}, testing::FakeFonts());
  ASSERT_TRUE(placed.ok());
  ASSERT_EQ(placed->pages.size(), 2u);
  EXPECT_EQ(Count(placed->pages[0], "表题"), 0);
  EXPECT_EQ(Count(placed->pages[1], "表题"), 1);
}

TEST(TableTest, RowTallerThanAPageIsCutBetweenLines) {
  Table table = Numbered(1);
  table.columns[0].relative_width = 1;
  table.columns[1].relative_width = 9;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "字";
  table.rows[0][1] = text;
  const PlacedDocument placed = PlaceTable(table);
  EXPECT_GT(placed.pages.size(), 1u);
  size_t characters = 0;
  for (const PlacedPage& page : placed.pages) {
    for (const PlacedText& placed_text : page.texts) {
      EXPECT_LT(placed_text.y, kTextTop + kTextHeight + 40);
      if (placed_text.text.find("字") == 0) characters += placed_text.glyphs.size();
    }
  }
  EXPECT_EQ(characters, 3000u);
}

TEST(TableTest, HugeHeaderIsNotRepeated) {
  Table table = Numbered(3);
  table.header_rows.assign(40, {"名称", "数量"});
  EXPECT_EQ(PlaceTable(table).pages.size(), 2u);
}

TEST(TableTest, CellsAlignByTheirColumn) {
  Table table;
  table.columns = {{Alignment::kRight, 1}};
  table.rows = {{"12"}};
  const PlacedDocument placed = PlaceTable(table);
  const PlacedText& cell = placed.pages[0].texts[0];
  // Two half-width digits and 0.3 em of padding from the right edge, at 14 pt.
  EXPECT_NEAR(cell.x, kTextLeft + kTextWidth - (1 + 0.3) * 14, 0.01);
}

}  // namespace
}  // namespace eduplan::layout
