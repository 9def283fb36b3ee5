#include "services/platform/api/xlsx.h"

#include <gmock/gmock.h>
#include <xlsxwriter.h>

#include <fstream>
#include <sstream>

#include "services/platform/status/text.h"
#include "tests/support/child_process.h"
#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/platform/api/xlsx/workbook_file.h"

namespace eduplan::api {
namespace {

using test::IsOk;
using ::testing::ElementsAre;

constexpr char kHeader[] =
    "<row r='1'><c r='A1' t='inlineStr'><is><t>code</t></is></c>"
    "<c r='B1' t='inlineStr'><is><t>name</t></is></c></row>";

absl::StatusOr<Table> Parse(std::string_view bytes) {
  return ParseXlsx(bytes, {"code", "name"}, {"from"});
}
absl::StatusOr<Table> ParseRows(std::string_view rows, WorkbookFile file = {}) {
  file.rows = text::Cat(kHeader, rows);
  return Parse(file.ToBytes());
}

std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// As a spreadsheet program writes it: shared texts, styles, numbers.
std::string Written(const std::string& path) {
  lxw_workbook* const workbook = workbook_new(path.c_str());
  lxw_worksheet* const sheet = workbook_add_worksheet(workbook, "机构");
  lxw_format* const day = workbook_add_format(workbook);
  format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
  worksheet_write_string(sheet, 1, 1, "code", nullptr);
  worksheet_write_string(sheet, 1, 2, "name", nullptr);
  worksheet_write_string(sheet, 1, 4, "from", nullptr);
  worksheet_write_number(sheet, 2, 1, 330481, nullptr);
  worksheet_write_string(sheet, 2, 2, "海宁市教育局", nullptr);
  lxw_datetime first = {.year = 2021, .month = 9, .day = 1};
  worksheet_write_datetime(sheet, 2, 4, &first, day);
  worksheet_write_number(sheet, 5, 1, 2133000001, nullptr);
  worksheet_write_string(sheet, 5, 2, "第一小学 & <分校>", nullptr);
  lxw_worksheet* const second = workbook_add_worksheet(workbook, "说明");
  worksheet_write_string(second, 0, 0, "not a column", nullptr);
  workbook_close(workbook);
  return Slurp(path);
}

TEST(XlsxTest, ReadsWhatASpreadsheetProgramWrites) {
  test::TemporaryDirectory directory;
  auto table = Parse(Written(directory.path() + "/a.xlsx"));
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->header, ElementsAre("code", "name", "from"));
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("330481", "海宁市教育局", "2021-09-01"),
                                       ElementsAre("2133000001", "第一小学 & <分校>", "")));
  EXPECT_THAT(table->lines, ElementsAre(3, 6));
  EXPECT_EQ(table->Cell(1, "code"), "2133000001");
  EXPECT_EQ(table->Cell(1, "kind"), "");
}

TEST(XlsxTest, ReadsWhatLibreOfficeWrites) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) GTEST_SKIP() << "no LibreOffice here";
  test::TemporaryDirectory directory;
  std::ofstream(directory.path() + "/a.csv")
      << "code,name,from\n330481,海宁市教育局,2021-09-01\n\"0123\",\"a, \"\"b\"\"\",\n";
  // 44,34,76: comma, quote, UTF-8; the second column as text, the third a date of year, month, day.
  test::ChildProcess soffice(
      {.command = {"/usr/bin/env", "soffice", "--headless",
                   "-env:UserInstallation=file://" + directory.path(),
                   "--infilter=CSV:44,34,76,1,1/1/2/2/3/5", "--convert-to", "xlsx", "--outdir",
                   directory.path(), directory.path() + "/a.csv"},
       .output = directory.path() + "/log"});
  ASSERT_EQ(soffice.Wait(), 0) << Slurp(directory.path() + "/log");
  const std::string bytes = Slurp(directory.path() + "/a.xlsx");
  if (bytes.empty()) GTEST_SKIP() << "LibreOffice has no Calc here";
  auto table = Parse(bytes);
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("330481", "海宁市教育局", "2021-09-01"),
                                       ElementsAre("123", "a, \"b\"", "")));
}

TEST(XlsxTest, TheContentTypeTellsIt) {
  EXPECT_TRUE(IsXlsx("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
  EXPECT_TRUE(IsXlsx("Application/vnd.OpenXMLFormats-officedocument.spreadsheetml.sheet ; a=b"));
  EXPECT_FALSE(IsXlsx("text/csv"));
  EXPECT_FALSE(IsXlsx(""));
}

TEST(XlsxTest, TextsInRunsAreOneTextAndPhoneticGuidesNone) {
  auto table = ParseRows(
      "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2' t='s'><v>0</v></c></row>",
      {.shared_texts = "<si><r><t>海</t></r><r><rPr><b/></rPr><t xml:space='preserve'>宁 "
                       "</t></r><rPh sb='0' eb='1'><t>hai</t></rPh></si><si><t>7_x000D_&#10;_x0041_"
                       "</t></si>"});
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("7\r\nA", "海宁 ")));
}

TEST(XlsxTest, EveryTypeOfCellIsText) {
  auto table = ParseRows(
      "<row r='2'><c r='A2'><v>97.599999999999994</v></c><c r='B2' t='b'><v>1</v></c></row>"
      "<row r='3'><c r='A3' t='str'><f>A2&amp;1</f><v>x1</v></c><c "
      "r='B3'><f>1+1</f><v>2</v></c></row>"
      "<row r='4'><c r='A4' t='d'><v>2021-09-01T00:00:00Z</v></c>"
      "<c r='B4' t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r></is></c></row>"
      "<row><c><v>2.133000001E9</v></c><c t='n'><v> -5 </v></c></row>");
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows,
              ElementsAre(ElementsAre("97.6", "TRUE"), ElementsAre("x1", "2"),
                          ElementsAre("2021-09-01", "ab"), ElementsAre("2133000001", "-5")));
  EXPECT_THAT(table->lines, ElementsAre(2, 3, 4, 5));
}

TEST(XlsxTest, StylesTellDatesFromNumbers) {
  const std::string styles =
      "<numFmts><numFmt numFmtId='164' formatCode='yyyy/m/d h:mm'/><numFmt numFmtId='165' "
      "formatCode='[Red]0.0\" days\"'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
      "<xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>";
  const char rows[] =
      "<row r='2'><c r='A2' s='1'><v>44440</v></c><c r='B2' s='2'><v>44440.5</v></c></row>"
      "<row r='3'><c r='A3' s='3'><v>44440</v></c><c r='B3' s='9'><v>44440</v></c></row>";
  // Day 1 is 1900-01-01, 1900 counts 366 days: 44440 = 366 + 120 years (1901 to 2020) of 365 days
  // and 30 leap days + 244 = 31+28+31+30+31+30+31+31 (January to August) + 1: 2021-09-01.
  auto table = ParseRows(rows, {.styles = styles});
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("2021-09-01", "2021-09-01 12:00:00"),
                                       ElementsAre("44440", "44440")));
  // The other system begins 1,462 days later.
  auto later = ParseRows(rows, {.workbook = "<workbookPr date1904='1'/><sheets><sheet name='a' "
                                            "sheetId='1' r:id='rId1'/></sheets>",
                                .styles = styles});
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->Cell(0, "code"), "2025-09-02");
}

TEST(XlsxTest, PrefixesStrictNamespacesAndForeignElementsMakeNoDifference) {
  for (const std::string uri : {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                "http://purl.oclc.org/ooxml/spreadsheetml/main"}) {
    Parts parts = WorkbookFile().ToParts();
    parts[2].second =
        "<x:worksheet xmlns:x='" + uri +
        "' xmlns:y='urn:other'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>code</x:t>"
        "</x:is></x:c><x:c t='inlineStr'><x:is><x:t>name</x:t></x:is></x:c></x:row>"
        "<y:row><y:c><y:v>1</y:v></y:c></y:row><x:row><x:c><x:v>1</x:v><y:v>2</y:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>";
    auto table = Parse(Zip(parts));
    ASSERT_THAT(table, IsOk());
    EXPECT_THAT(table->rows, ElementsAre(ElementsAre("1", "")));
  }
}

TEST(XlsxTest, TheFirstVisibleWorksheetCounts) {
  WorkbookFile file = {.workbook =
                           "<sheets><sheet name='c' r:id='rId3'/><sheet name='h' "
                           "state='hidden' r:id='rId1'/><sheet name='b' r:id='rId2'/>"
                           "</sheets>"};
  Parts parts = file.ToParts();
  parts.emplace_back("xl/worksheets/b.xml",
                     SheetXml(text::Cat(kHeader, "<row><c><v>5</v></c></row>")));
  auto table = Parse(Zip(parts));
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->Cell(0, "code"), "5");
}

TEST(XlsxTest, EmptyRowsAndFormattedBlanksAreNothing) {
  auto table = ParseRows(
      "<row r='2'/><row r='3'><c r='A3' s='1'/><c r='ZZ3'/></row><row r='4'><c r='A4' "
      "t='inlineStr'><is><t> </t></is></c></row><row r='1048576'><c "
      "r='B1048576'><v>7</v></c></row>");
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(table->rows, ElementsAre(ElementsAre("", "7")));
  EXPECT_THAT(table->lines, ElementsAre(1048576));
}

}  // namespace
}  // namespace eduplan::api
