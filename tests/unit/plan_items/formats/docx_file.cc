#include "tests/unit/plan_items/formats/docx_file.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "services/plan_items/importer/formats/format.h"
#include "services/plan_items/importer/formats/read.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/platform/status/text.h"
#include "tests/support/zip_edit.h"

namespace eduplan::importer {
namespace {

constexpr std::string_view kNamespaces =
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
    "xmlns:v='urn:schemas-microsoft-com:vml'";
constexpr std::string_view kTypes =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view kWordType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";

struct Part {
  std::string name;  // Under word/, but the core properties.
  std::string relation;
  std::string content_type;
  std::string xml;
};

std::string Root(std::string_view element, std::string_view inside) {
  return text::Cat("<w:", element, " ", kNamespaces, ">", inside, "</w:", element, ">");
}

std::vector<Part> PartsOf(const DocxFile& file) {
  std::vector<Part> parts;
  const auto add = [&](const char* name, const char* element, const std::string& inside) {
    if (inside.empty()) return;
    parts.push_back({text::Cat("word/", name, ".xml"), name, text::Cat(kWordType, name, "+xml"),
                     Root(element, inside)});
  };
  add("styles", "styles", file.styles);
  add("numbering", "numbering", file.numbering);
  add("footnotes", "footnotes", file.footnotes);
  add("endnotes", "endnotes", file.endnotes);
  add("header", "hdr", file.header);
  add("footer", "ftr", file.footer);
  return parts;
}

std::string Relationships(std::string_view inside) {
  return text::Cat(
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>",
      inside, "</Relationships>");
}

std::string Relationship(int id, std::string_view type, std::string_view target) {
  return text::Cat("<Relationship Id='r", id, "' Type='", kTypes, type, "' Target='", target,
                   "'/>");
}

std::string CoreXml(const DocxFile& file) {
  return text::Cat(
      "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/"
      "core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>",
      file.core_title, "</dc:title></cp:coreProperties>");
}

std::string DocumentXml(const DocxFile& file) {
  return Root("document", text::Cat("<w:body>", file.body, "</w:body>"));
}

}  // namespace

std::string DocxFile::ToBytes() const {
  std::string related;
  std::vector<std::pair<std::string, std::string>> entries = {
      {"_rels/.rels",
       Relationships(text::Cat(Relationship(1, "officeDocument", "word/document.xml"),
                               Relationship(2, "core-properties", "docProps/core.xml")))},
      {"docProps/core.xml", CoreXml(*this)},
      {"word/document.xml", DocumentXml(*this)}};
  int id = 0;
  for (const Part& part : PartsOf(*this)) {
    text::Append(&related, Relationship(++id, part.relation, part.name.substr(5)));
    entries.emplace_back(part.name, part.xml);
  }
  entries.emplace_back("word/_rels/document.xml.rels", Relationships(related));
  return test::MakeZip(entries);
}

std::string DocxFile::ToFlatOpc() const {
  std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid='Word.Document'?>"
      "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>";
  const auto add = [&](std::string_view name, std::string_view type, std::string_view content) {
    text::Append(&xml, "<pkg:part pkg:name='/", name, "' pkg:contentType='", type,
                 "'><pkg:xmlData>", content, "</pkg:xmlData></pkg:part>");
  };
  add("word/document.xml", text::Cat(kWordType, "document.main+xml"), DocumentXml(*this));
  for (const Part& part : PartsOf(*this)) add(part.name, part.content_type, part.xml);
  add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
      CoreXml(*this));
  return text::Cat(xml, "</pkg:package>");
}

SourceText ReadBytes(std::string_view bytes) {
  const Source source{.bytes = bytes};
  const auto format = DetectFormat(source);
  EXPECT_TRUE(format.ok()) << format.status();
  if (!format.ok()) return {};
  auto text = ReadSource(source, *format, {});
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *std::move(text) : SourceText{};
}

SourceText SourceOf(const DocxFile& file) {
  return ReadBytes(file.ToBytes());
}

std::string TextOf(const DocxFile& file) {
  return ToUtf8(SourceOf(file).chars);
}

std::string R(std::string_view inside, std::string_view properties) {
  return text::Cat("<w:r><w:rPr>", properties, "</w:rPr>", inside, "</w:r>");
}

std::string P(std::string_view text, std::string_view properties) {
  return text::Cat("<w:p><w:pPr>", properties, "</w:pPr>", R(text::Cat("<w:t>", text, "</w:t>")),
                   "</w:p>");
}

std::string Item(int list, int level) {
  return text::Cat("<w:numPr><w:ilvl w:val='", level, "'/><w:numId w:val='", list, "'/></w:numPr>");
}

std::string Level(int level, std::string_view format, std::string_view text, std::string_view more,
                  int start) {
  return text::Cat("<w:lvl w:ilvl='", level, "'><w:start w:val='", start, "'/><w:numFmt w:val='",
                   format, "'/>", more, "<w:lvlText w:val='", text, "'/></w:lvl>");
}

std::string List(int id, std::string_view levels) {
  return text::Cat("<w:abstractNum w:abstractNumId='", id, "'>", levels,
                   "</w:abstractNum><w:num w:numId='", id, "'><w:abstractNumId w:val='", id,
                   "'/></w:num>");
}

}  // namespace eduplan::importer
