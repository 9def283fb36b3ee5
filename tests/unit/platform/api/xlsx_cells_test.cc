#include "services/platform/api/xlsx_cells.h"

#include <gmock/gmock.h>

#include "services/platform/api/xlsx.h"
#include "services/platform/api/xlsx_file.h"
#include "tests/support/matchers.h"
#include "tests/support/zip_edit.h"
#include "tests/unit/platform/api/xlsx/workbook_file.h"

namespace eduplan::api {
namespace {

using test::IsOk;
using test::StatusIs;

// A visible sheet 填报 and a hidden one.
std::string TwoSheets() {
  auto file = XlsxFile::Make();
  EXPECT_THAT(file, IsOk());
  lxw_worksheet* const form = workbook_add_worksheet(file->book(), "填报");
  lxw_worksheet* const hidden = workbook_add_worksheet(file->book(), "meta");
  lxw_format* const percent = workbook_add_format(file->book());
  format_set_num_format(percent, "0.0%");
  worksheet_write_number(form, 6, 3, 0.987, percent);
  worksheet_write_number(form, 7, 3, 97.6, nullptr);
  worksheet_write_string(form, 8, 3, "97.6", nullptr);
  worksheet_write_string(hidden, 0, 0, "organization", nullptr);
  worksheet_hide(hidden);
  auto bytes = file->Finish();
  EXPECT_THAT(bytes, IsOk());
  return *bytes;
}

TEST(XlsxCellsTest, EverySheetIsReadWithWhatItsCellsAre) {
  const auto sheets = ParseXlsxCells(TwoSheets());
  ASSERT_THAT(sheets, IsOk());
  ASSERT_EQ(sheets->size(), 2);
  const SheetCells& form = sheets->front();
  EXPECT_EQ(form.name, "填报");
  EXPECT_TRUE(form.visible);
  EXPECT_EQ(form.Text(7, 4), "0.987");
  EXPECT_TRUE(form.cells.at({7, 4}).is_percent);
  EXPECT_EQ(form.Text(8, 4), "97.6");
  EXPECT_TRUE(form.cells.at({8, 4}).is_number);
  EXPECT_FALSE(form.cells.at({8, 4}).is_percent);
  EXPECT_FALSE(form.cells.at({9, 4}).is_number);
  EXPECT_EQ(form.Text(1, 1), "");
  EXPECT_EQ(sheets->back().name, "meta");
  EXPECT_FALSE(sheets->back().visible);
  EXPECT_EQ(sheets->back().Text(1, 1), "organization");
}

TEST(XlsxCellsTest, AHiddenSheetOfAWrittenFileIsInNoMenu) {
  const std::string bytes = TwoSheets();
  EXPECT_NE(test::PartOf(bytes, "xl/workbook.xml").find("state=\"veryHidden\""), std::string::npos);
  EXPECT_NE(test::PartOf(bytes, "xl/workbook.xml").find("lockStructure=\"1\""), std::string::npos);
}

TEST(XlsxCellsTest, AWrongResultIsTheTextOfItsCell) {
  WorkbookFile file;
  file.rows =
      "<row r='1'><c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c><c r='B1'><f>1+1</f></c>"
      "<c r='C1'><f>1+1</f><v>2</v></c></row>";
  const auto sheets = ParseXlsxCells(file.ToBytes());
  ASSERT_THAT(sheets, IsOk());
  EXPECT_EQ(sheets->front().Text(1, 1), "#DIV/0!");
  EXPECT_EQ(sheets->front().Text(1, 2), "=");
  EXPECT_EQ(sheets->front().Text(1, 3), "2");
}

TEST(XlsxCellsTest, ACellBeyondTheLimitsIsRefused) {
  WorkbookFile file;
  file.rows = "<row r='3'><c r='C3'><v>1</v></c></row>";
  EXPECT_THAT(ParseXlsxCells(file.ToBytes(), {.rows = 3, .columns = 3}), IsOk());
  EXPECT_THAT(ParseXlsxCells(file.ToBytes(), {.rows = 2, .columns = 3}),
              StatusIs(absl::StatusCode::kInvalidArgument, "XLSX_TOO_LONG"));
  EXPECT_THAT(ParseXlsxCells(file.ToBytes(), {.rows = 3, .columns = 2}),
              StatusIs(absl::StatusCode::kInvalidArgument, "XLSX_TOO_WIDE"));
}

TEST(XlsxCellsTest, PlacesAreNamedAsSpreadsheetsDo) {
  EXPECT_EQ(CellName(7, 4), "D7");
  EXPECT_EQ(CellName(10, 28), "AB10");
}

}  // namespace
}  // namespace eduplan::api
