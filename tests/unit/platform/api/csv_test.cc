#include "services/platform/api/csv.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

absl::StatusOr<Table> Parse(std::string_view text, const TableLimits& limits = {}) {
  return ParseCsv(text, {"code", "name"}, {"note"}, limits);
}
std::string MessageOf(std::string_view text, const TableLimits& limits = {}) {
  return std::string(Parse(text, limits).status().message());
}

TEST(CsvTest, CellsAreFoundByColumn) {
  auto table = Parse("name,code\n海宁,330481\n桐乡,330483\n");
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->Cell(0, "code"), "330481");
  EXPECT_EQ(table->Cell(1, "name"), "桐乡");
  EXPECT_EQ(table->Cell(1, "note"), "");
  EXPECT_THAT(table->lines, ElementsAre(2, 3));
}

// RFC 4180, section 2.
TEST(CsvTest, QuotedCellsMayHoldCommasQuotesAndLines) {
  auto table = Parse("code,name\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,\r\n\"\",\"\"");
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("1", "a, \"b\"\r\nc"), ElementsAre("2", ""),
                                       ElementsAre("", "")));
  EXPECT_THAT(table->lines, ElementsAre(2, 4, 5));
}

TEST(CsvTest, ByteOrderMarkEmptyLinesAndSpacesAroundHeadersAreNothing) {
  auto table = Parse("\xEF\xBB\xBF code , name\n\n1,2\n\n\n");
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("1", "2")));
  EXPECT_THAT(table->lines, ElementsAre(3));
}

TEST(CsvTest, Gb18030IsReadWhereItIsNotUtf8) {
  // 海宁 is BA A3 C4 FE; U+20000, beyond the BMP, is 95 32 82 36.
  auto table = Parse("code,name\n1,\xBA\xA3\xC4\xFE\x95\x32\x82\x36\n");
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->Cell(0, "name"), "海宁\xF0\xA0\x80\x80");
}

TEST(CsvTest, LongGb18030IsReadWhole) {
  std::string text = "code,name\n";
  std::string expected;
  // 4,000 rows of 300 characters beyond the BMP: two UTF-16 units each, over any buffer's edge.
  std::string cell;
  for (int i = 0; i < 300; ++i) {
    cell += "\x95\x32\x82\x36";
    expected += "\xF0\xA0\x80\x80";
  }
  for (int i = 0; i < 4000; ++i) text += "x," + cell + "\n";
  auto table = Parse(text);
  ASSERT_THAT(table, IsOk());
  ASSERT_EQ(table->rows.size(), 4000u);
  EXPECT_TRUE(std::all_of(table->rows.begin(), table->rows.end(),
                          [&](const auto& row) { return row[1] == expected; }));
}

TEST(CsvTest, BytesOfNeitherEncodingNameTheLine) {
  EXPECT_EQ(MessageOf("code,name\n1,2\n3,\xFF\xFF\n"),
            "line 3: bytes that are neither UTF-8 nor GB18030");
}

TEST(CsvTest, NulIsRefused) {
  EXPECT_EQ(MessageOf(std::string_view("code,name\n1,a\0b\n", 16)), "line 2: a NUL character");
}

TEST(CsvTest, MistakesNameLineAndColumn) {
  EXPECT_EQ(MessageOf(""), "line 1: there is no header");
  EXPECT_EQ(MessageOf("code\n1\n"), "line 1: column \"name\" is missing");
  EXPECT_EQ(MessageOf("code,name,colour\n"), "line 1, column 3: unknown column \"colour\"");
  EXPECT_EQ(MessageOf("code,name,code\n"), "line 1, column 3: column \"code\" stands here twice");
  EXPECT_EQ(MessageOf("code,name\n1,2\n3\n"), "line 3: 1 cells where the header has 2");
  EXPECT_EQ(MessageOf("code,name\n1,2,3\n"), "line 2: 3 cells where the header has 2");
  EXPECT_EQ(MessageOf("code,name\n1,\"2\n3,4\n"), "line 2, column 2: a quote that does not close");
  EXPECT_EQ(MessageOf("code,name\n1,\"2\"x\n"), "line 2, column 2: text behind a closing quote");
  EXPECT_EQ(MessageOf("code,name\n1,2\"\n"),
            "line 2, column 2: a quote inside a cell that does not begin with one");
}

TEST(CsvTest, LimitsHold) {
  EXPECT_EQ(MessageOf("code,name\n1,2\n3,4\n", {.rows = 1}), "line 3: more than 1 rows");
  EXPECT_EQ(MessageOf("code,name,note\n", {.columns = 2}), "line 1: too many cells in a row");
  EXPECT_EQ(MessageOf("code,name\n1,abcdef\n", {.cell_bytes = 5}),
            "line 2, column 2: a cell of more than 5 bytes");
  EXPECT_EQ(MessageOf("code,name\n1,\"abcdef\"\n", {.cell_bytes = 5}),
            "line 2, column 2: a cell of more than 5 bytes");
}

TEST(CsvTest, ErrorIsInvalidArgumentWithItsReason) {
  EXPECT_THAT(Parse("code,name\n1\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_CELL_COUNT"));
}

TEST(CsvTest, OneGreatLineIsReadInLinearTime) {
  const std::string text = "code,name\n" + std::string(20'000'000, ',');
  EXPECT_EQ(MessageOf(text), "line 2: too many cells in a row");
}

}  // namespace
}  // namespace eduplan::api
