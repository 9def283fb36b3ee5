#include "tests/unit/platform/api/xlsx/workbook_file.h"

#include <zip.h>

#include <cstring>

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

std::string Zip(const Parts& parts) {
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(target);
  zip_t* const zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : parts) {
    zip_source_t* const source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1);
  }
  if (zip_close(zip) != 0) {
    zip_discard(zip);
    return {};
  }
  zip_stat_t stat;
  std::string bytes;
  if (zip_source_open(target) == 0 && zip_source_stat(target, &stat) == 0) {
    bytes.resize(stat.size);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
  }
  zip_source_free(target);
  return bytes;
}

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
