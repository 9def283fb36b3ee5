#include "tests/unit/platform/api/xlsx/workbook_file.h"

#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

constexpr std::string_view kMain =
    "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";
constexpr std::string_view kType =
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string Relationships(std::string_view inside) {
  return text::Cat(
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>",
      inside, "</Relationships>");
}

}  // namespace

std::string SheetXml(std::string_view rows) {
  return text::Cat("<worksheet ", kMain, "><sheetData>", rows, "</sheetData></worksheet>");
}

Parts WorkbookFile::ToParts() const {
  Parts parts = {
      {"_rels/.rels", Relationships(text::Cat("<Relationship Id='a' ", kType,
                                              "officeDocument' Target='xl/workbook.xml'/>"))},
      {"xl/workbook.xml", text::Cat("<workbook ", kMain, ">", workbook, "</workbook>")},
      {"xl/worksheets/sheet1.xml", SheetXml(rows)}};
  std::string related = text::Cat(
      "<Relationship Id='rId1' ", kType, "worksheet' Target='worksheets/sheet1.xml'/>",
      "<Relationship Id='rId2' ", kType, "worksheet' Target='/xl/worksheets/../worksheets/b.xml'/>",
      "<Relationship Id='rId3' ", kType, "chartsheet' Target='chartsheets/sheet1.xml'/>");
  if (!shared_texts.empty()) {
    text::Append(&related, "<Relationship Id='t' ", kType, "sharedStrings' Target='texts.xml'/>");
    parts.emplace_back("xl/texts.xml", text::Cat("<sst ", kMain, ">", shared_texts, "</sst>"));
  }
  if (!styles.empty()) {
    text::Append(&related, "<Relationship Id='s' ", kType, "styles' Target='styles.xml'/>");
    parts.emplace_back("xl/styles.xml",
                       text::Cat("<styleSheet ", kMain, ">", styles, "</styleSheet>"));
  }
  parts.emplace_back("xl/_rels/workbook.xml.rels", Relationships(related));
  return parts;
}

}  // namespace eduplan::api
