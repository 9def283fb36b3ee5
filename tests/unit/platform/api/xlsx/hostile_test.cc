#include <gmock/gmock.h>

#include "services/platform/api/xlsx.h"
#include "services/platform/status/text.h"
#include "tests/support/matchers.h"
#include "tests/unit/platform/api/xlsx/workbook_file.h"

namespace eduplan::api {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::HasSubstr;

constexpr char kHeader[] =
    "<row r='1'><c r='A1' t='inlineStr'><is><t>code</t></is></c>"
    "<c r='B1' t='inlineStr'><is><t>name</t></is></c></row>";

absl::Status Read(std::string_view bytes, const TableLimits& limits = {}) {
  return ParseXlsx(bytes, {"code", "name"}, {"from"}, limits).status();
}
absl::Status ReadRows(std::string_view rows, const TableLimits& limits = {}) {
  return Read(WorkbookFile{.rows = text::Cat(kHeader, rows)}.ToBytes(), limits);
}
absl::Status ReadSheet(std::string xml) {
  Parts parts = WorkbookFile().ToParts();
  parts[2].second = std::move(xml);
  return Read(Zip(parts));
}
void ExpectRefused(const absl::Status& status, std::string_view reason, std::string_view message) {
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, reason));
  EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(message)));
  EXPECT_NE(status::ChineseMessageOf(status), status.message());
}

TEST(XlsxHostileTest, OtherFilesAreRefusedByName) {
  ExpectRefused(Read("code,name\n1,2\n"), "XLSX_INVALID", "not an .xlsx workbook");
  ExpectRefused(Read(""), "XLSX_INVALID", "not an .xlsx workbook");
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
  ExpectRefused(Read(ole), "XLSX_OLD_FORMAT", ".xls");
  std::string encrypted = ole;
  for (const char c : std::string("EncryptedPackage")) encrypted.append({c, '\0'});
  ExpectRefused(Read(encrypted), "XLSX_ENCRYPTED", "password");
  ExpectRefused(Read(Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
                "XLSX_INVALID", "no part _rels/.rels");
  Parts word = WorkbookFile().ToParts();
  word[0].second.replace(word[0].second.find("xl/workbook.xml"), 15, "word/document.xml");
  ExpectRefused(Read(Zip(word)), "XLSX_INVALID", "another kind of document");
}

TEST(XlsxHostileTest, EveryTruncationIsRefusedNotCrashedOn) {
  const std::string bytes = WorkbookFile{.rows = kHeader}.ToBytes();
  ASSERT_THAT(Read(bytes), IsOk());
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(Read(bytes.substr(0, size)), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST(XlsxHostileTest, EveryFlippedByteIsReadOrRefused) {
  const std::string bytes = WorkbookFile{.rows = kHeader}.ToBytes();
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const absl::Status status = Read(damaged);
    EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kInvalidArgument) << status;
  }
}

TEST(XlsxHostileTest, BombsAreRefusedBeforeTheyInflate) {
  // A part of 64 MiB of spaces is 64 KiB in the file.
  ExpectRefused(ReadSheet(SheetXml(std::string(64 << 20, ' '))), "XLSX_TOO_LARGE", "200 times");
  Parts parts = WorkbookFile{.rows = kHeader}.ToParts();
  for (int i = 0; i < 5000; ++i) parts.emplace_back(text::Cat("xl/media/", i), "x");
  ExpectRefused(Read(Zip(parts)), "XLSX_TOO_LARGE", "4096 parts");
}

TEST(XlsxHostileTest, ManyTextsOfAWordAreRefused) {
  std::string texts = "<si><t>a</t></si>";
  // Different lengths, so that they do not shrink into a bomb.
  for (int i = 0; texts.size() < 40'000'000; ++i) text::Append(&texts, "<si/>", i % 7919, "<si/>");
  ExpectRefused(Read(WorkbookFile{.rows = kHeader, .shared_texts = texts}.ToBytes()),
                "XLSX_TOO_LARGE", "4194304 texts");
}

TEST(XlsxHostileTest, OneLongTextInAllCellsIsRefused) {
  // 64,000 bytes in 5,000 cells are 320 MB.
  std::string rows = kHeader;
  for (int i = 2; i < 5002; ++i) {
    text::Append(&rows, "<row r='", i, "'><c r='A", i, "' t='s'><v>0</v></c></row>");
  }
  WorkbookFile file = {.rows = rows,
                       .shared_texts = "<si><t>" + std::string(64000, 'x') + "</t></si>"};
  ExpectRefused(Read(file.ToBytes()), "XLSX_TOO_LARGE", "row 4196: the sheet holds too much text");
}

TEST(XlsxHostileTest, DocumentTypesAndTheirEntitiesAreRefused) {
  const std::string sheet = SheetXml("<row><c t='inlineStr'><is><t>&x;</t></is></c></row>");
  ExpectRefused(ReadSheet("<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + sheet),
                "XLSX_INVALID", "document type declaration");
  ExpectRefused(ReadSheet("<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY x '&a;&a;&a;&a;'>]>" + sheet),
                "XLSX_INVALID", "document type declaration");
  ExpectRefused(ReadSheet(sheet), "XLSX_INVALID", "undefined entity");
}

TEST(XlsxHostileTest, BrokenXmlNamesPartAndLine) {
  ExpectRefused(ReadSheet("<worksheet>\n<sheetData>\n<row></sheetData></worksheet>"),
                "XLSX_INVALID",
                "part xl/worksheets/sheet1.xml of the workbook: broken XML at line 3");
  ExpectRefused(ReadSheet(""), "XLSX_INVALID", "broken XML");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  ExpectRefused(ReadSheet(deep), "XLSX_INVALID", "too deep");
  std::string random;  // shrinks by less than 200
  for (unsigned i = 1; random.size() < 6'000'000; i = i * 1664525 + 1013904223) {
    text::Append(&random, i);
  }
  ExpectRefused(ReadSheet("<worksheet x='" + random + "'/>"), "XLSX_INVALID", "does not end");
}

TEST(XlsxHostileTest, CellsThatCannotBeReadAreNamed) {
  ExpectRefused(ReadRows("<row r='2'><c r='B2' t='s'><v>0</v></c></row>"), "XLSX_INVALID",
                "cell B2: it names a text that the workbook does not have");
  ExpectRefused(ReadRows("<row r='2'><c r='B2' t='e'><v>#REF!</v></c></row>"), "XLSX_CELL_ERROR",
                "cell B2: it holds the error #REF!");
  ExpectRefused(ReadRows("<row r='2'><c r='B2'><f>A1+1</f></c></row>"), "XLSX_FORMULA_UNSAVED",
                "cell B2: a formula");
  ExpectRefused(ReadRows("<row r='2'><c r='B2'><v>nan</v></c></row>"), "XLSX_INVALID",
                "cell B2: \"nan\" is not a number");
  ExpectRefused(ReadRows("<row r='2'><c r='B2'><v>1e999</v></c></row>"), "XLSX_INVALID", "cell B2");
  ExpectRefused(ReadRows("<row r='2'><c r='B2' t='z'><v>1</v></c></row>"), "XLSX_INVALID",
                "cell B2: unknown type \"z\"");
  ExpectRefused(ReadRows("<row r='2'><c r='D2'><v>1</v></c></row>"), "XLSX_NO_HEADING",
                "cell D2: \"1\" stands under no heading");
}

TEST(XlsxHostileTest, RowsAndCellsOutOfOrderAreRefused) {
  ExpectRefused(ReadRows("<row r='3'/><row r='3'/>"), "XLSX_INVALID", "row 3");
  ExpectRefused(ReadRows("<row r='1048577'/>"), "XLSX_INVALID", "row 1");
  ExpectRefused(ReadRows("<row r='2'><c r='B2'/><c r='A2'/></row>"), "XLSX_INVALID", "cell A2");
  ExpectRefused(ReadRows("<row r='2'><c r='A3'/></row>"), "XLSX_INVALID", "cell A3");
  ExpectRefused(ReadRows("<row r='2'><c r='XFE2'/></row>"), "XLSX_INVALID", "cell XFE2");
  ExpectRefused(ReadRows("<row r='2'><c r='XFD2'/><c/></row>"), "XLSX_INVALID", "cell XFD2");
}

TEST(XlsxHostileTest, HeadersAreChecked) {
  const auto header = [](std::string_view rows) {
    return Read(WorkbookFile{.rows = std::string(rows)}.ToBytes());
  };
  ExpectRefused(header(""), "XLSX_EMPTY", "empty");
  ExpectRefused(header("<row r='4'><c r='C4' t='inlineStr'><is><t>colour</t></is></c></row>"),
                "XLSX_COLUMN_UNKNOWN", "cell C4: unknown column \"colour\"");
  ExpectRefused(header("<row r='4'><c r='C4' t='inlineStr'><is><t>code</t></is></c></row>"),
                "XLSX_COLUMN_MISSING", "row 4: column \"name\" is missing");
  ExpectRefused(header("<row><c t='inlineStr'><is><t>code</t></is></c><c t='inlineStr'><is><t> "
                       "code</t></is></c></row>"),
                "XLSX_COLUMN_TWICE", "cell B1: column \"code\" stands here twice");
}

TEST(XlsxHostileTest, LimitsHold) {
  std::string rows;
  for (int i = 2; i <= 1'000'000; ++i)
    text::Append(&rows, "<row r='", i, "'><c><v>", i, "</v></c></row>");
  ExpectRefused(ReadRows(rows), "XLSX_TOO_LONG", "row 50002: more than 50000 rows");
  ExpectRefused(ReadRows("", {.columns = 1}), "XLSX_TOO_WIDE", "row 1: more than 1 columns");
  ExpectRefused(ReadRows("<row r='2'><c r='A2' t='str'><v>abcdef</v></c></row>", {.cell_bytes = 5}),
                "XLSX_CELL_TOO_LONG", "cell A2: more than 5 bytes");
}

}  // namespace
}  // namespace eduplan::api
