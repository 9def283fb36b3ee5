#include "tests/unit/plan_items/formats/made_pdf.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::test {
namespace {

// The objects from 1 on, with their table.
std::string Assemble(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.5\n";
  std::string table = "0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    offset.insert(0, 10 - offset.size(), '0');
    table += offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1);
  return pdf + "xref\n0 " + size + "\n" + table + "trailer\n<</Size " + size +
         "/Root 1 0 R>>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    if (c == '&') out += "&amp;";
    if (c != '<' && c != '&') out.push_back(c);
  }
  return out;
}

constexpr char kOdtHead[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'Noto Serif CJK SC'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="16pt" style:font-size-asian="16pt"/></style:default-style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="simple" fo:text-indent="32pt" fo:text-align="justify"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="10pt" style:font-size-asian="10pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout></office:automatic-styles>
)";

}  // namespace

std::string MakePdf(const std::vector<std::string>& contents, int rotate) {
  std::string kids;
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  for (const std::string& content : contents) {
    const std::string page = std::to_string(objects.size() + 1);
    const std::string stream = std::to_string(objects.size() + 2);
    kids += page + " 0 R ";
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate " +
                      std::to_string(rotate) + "/Resources<</Font<</F 3 0 R>>>>/Contents " +
                      stream + " 0 R>>");
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
                      "\nendstream");
  }
  objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(contents.size()) + ">>";
  return Assemble(objects);
}

bool HasLibreOffice() {
  return std::system("command -v soffice >/dev/null 2>&1") == 0;
}

std::string OdtOf(const std::vector<std::string>& lines, const std::string& head) {
  std::string odt = kOdtHead;
  odt +=
      "<office:master-styles><style:master-page style:name=\"Standard\" "
      "style:page-layout-name=\"P\">";
  if (!head.empty()) {
    odt +=
        "<style:header><text:p text:style-name=\"H\">" + Escaped(head) + "</text:p></style:header>";
  }
  odt +=
      "<style:footer><text:p text:style-name=\"H\">— <text:page-number "
      "text:select-page=\"current\">1</text:page-number> —</text:p></style:footer>"
      "</style:master-page></office:master-styles><office:body><office:text>";
  for (size_t i = 0; i < lines.size(); ++i) {
    odt += std::string("<text:p text:style-name=\"") + (i == 0 ? "T" : "B") + "\">" +
           Escaped(lines[i]) + "</text:p>";
  }
  return odt + "</office:text></office:body></office:document>\n";
}

std::string Convert(const std::string& bytes, const std::string& ending,
                    const std::string& filter) {
  const TemporaryDirectory directory;
  const std::string input = directory.path() + "/document." + ending;
  std::ofstream(input, std::ios::binary) << bytes;
  ChildProcess soffice(
      {.command = {"/usr/bin/env", "soffice",
                   "-env:UserInstallation=file://" + directory.path() + "/profile", "--headless",
                   "--convert-to", filter, "--outdir", directory.path(), input},
       .output = directory.path() + "/log"});
  EXPECT_EQ(soffice.Wait(), 0);
  const std::string output = directory.path() + "/document." + filter.substr(0, filter.find(':'));
  std::ifstream in(output, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << output;
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace eduplan::test
