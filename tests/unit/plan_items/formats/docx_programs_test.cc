// Documents that other programs wrote, and how long a long one takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/parse.h"
#include "services/platform/status/text.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string Slurp(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// An OpenDocument text with a numbered outline, which LibreOffice writes as it sees fit.
constexpr char kOpenDocument[] = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/>
<text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="一, 二, 三, ..."/>
<text:list-level-style-number text:level="3" style:num-suffix="." style:num-format="1"/>
</text:list-style></office:automatic-styles>
<office:body><office:text>
<text:p text:style-name="Title">云岭县教育局2021年工作要点</text:p>
<text:list text:style-name="L"><text:list-item><text:p>夯实学前教育</text:p>
<text:list><text:list-item><text:p>扩大普惠资源</text:p>
<text:list><text:list-item><text:p>新建幼儿园12所。</text:p></text:list-item>
<text:list-item><text:p>改造幼儿园5所。</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>提升保教质量</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>优化义务教育</text:p></text:list-item></text:list>
<text:p>请各校抓好落实。<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>含特殊教育。</text:p></text:note-body></text:note></text:p>
<table:table><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell><text:p>目标</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>入园率</text:p></table:table-cell><table:table-cell><text:p>92%</text:p></table:table-cell></table:table-row>
</table:table></office:text></office:body></office:document>)xml";

// What it makes of kOpenDocument; "" if it is not here.
std::string ByLibreOffice(const std::string& filter, const std::string& ending) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) return "";
  test::TemporaryDirectory directory;
  std::ofstream(directory.path() + "/a.fodt") << kOpenDocument;
  test::ChildProcess soffice(
      {.command = {"/usr/bin/env", "soffice", "--headless",
                   "-env:UserInstallation=file://" + directory.path() + "/profile", "--convert-to",
                   filter, "--outdir", directory.path(), directory.path() + "/a.fodt"},
       .output = directory.path() + "/log"});
  EXPECT_EQ(soffice.Wait(), 0) << Slurp(directory.path() + "/log");
  return Slurp(directory.path() + "/a." + ending);
}

void ExpectOpenDocument(const SourceText& text) {
  EXPECT_EQ(ToUtf8(text.chars),
            "云岭县教育局2021年工作要点\n一、夯实学前教育\n（一）扩大普惠资源\n"
            "1.新建幼儿园12所。\n2.改造幼儿园5所。\n（二）提升保教质量\n二、优化义务教育\n"
            "请各校抓好落实。\n指标\t目标\t\n入园率\t92%\t\n含特殊教育。\n");
  EXPECT_EQ(text.title, "云岭县教育局2021年工作要点");
  EXPECT_EQ(text.tables.size(), 1U);
  ASSERT_EQ(text.asides.size(), 1U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kFootnote);
}

TEST(DocxProgramsTest, ReadsWhatLibreOfficeWrites) {
  const std::string bytes = ByLibreOffice("docx", "docx");
  if (bytes.empty()) GTEST_SKIP() << "no LibreOffice with Writer here";
  ExpectOpenDocument(ReadBytes(bytes));
}

TEST(DocxProgramsTest, ReadsTheWord2003XmlThatLibreOfficeWrites) {
  const std::string bytes = ByLibreOffice("xml:MS Word 2003 XML", "xml");
  if (bytes.empty()) GTEST_SKIP() << "no LibreOffice with that filter here";
  ExpectOpenDocument(ReadBytes(bytes));
}

constexpr char kPythonDocx[] = R"py(
import docx, sys
d = docx.Document()
d.add_heading('云岭县2021年工作要点', 0)
d.add_paragraph('夯实学前教育', style='List Number')
d.add_paragraph('新建幼儿园', style='List Bullet')
d.add_paragraph('优化义务教育', style='List Number')
d.add_paragraph('另起一表', style='List Number 2')
t = d.add_table(3, 2)
t.cell(0, 0).text = '指标'
t.cell(0, 1).text = '目标'
t.cell(1, 0).merge(t.cell(2, 0)).text = '入园率'
t.cell(1, 1).text = '92%'
t.cell(2, 1).text = '95%'
d.sections[0].header.paragraphs[0].text = '云岭县教育局文件'
d.save(sys.argv[1])
)py";

TEST(DocxProgramsTest, ReadsWhatPythonDocxWrites) {
  // Debian's own Python has python3-docx.
  if (std::system("/usr/bin/python3 -c 'import docx' 2>/dev/null") != 0) {
    GTEST_SKIP() << "no python3-docx here";
  }
  test::TemporaryDirectory directory;
  test::ChildProcess python(
      {.command = {"/usr/bin/python3", "-c", kPythonDocx, directory.path() + "/a.docx"},
       .output = directory.path() + "/log"});
  ASSERT_EQ(python.Wait(), 0) << Slurp(directory.path() + "/log");
  const SourceText text = ReadBytes(Slurp(directory.path() + "/a.docx"));
  EXPECT_EQ(ToUtf8(text.chars),
            "云岭县2021年工作要点\n1. 夯实学前教育\n新建幼儿园\n2. 优化义务教育\n1. 另起一表\n"
            "指标\t目标\t\n入园率\t92%\t\n95%\t\n云岭县教育局文件\n");
  EXPECT_EQ(text.title, "云岭县2021年工作要点");
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(text.tables[0].cells[2].rows, 2);
  ASSERT_EQ(text.asides.size(), 1U);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kPageHead);
}

// 100,000 characters in 3,000 paragraphs, each a run with the properties that Word writes.
std::string TwoHundredPages() {
  constexpr std::string_view kProperties =
      "<w:rFonts w:ascii='仿宋_GB2312' w:eastAsia='仿宋_GB2312' w:hAnsi='仿宋' w:hint='eastAsia'/>"
      "<w:color w:val='000000'/><w:kern w:val='0'/><w:sz w:val='32'/><w:szCs w:val='32'/>";
  std::string body = P("云岭县教育局2021年工作要点");
  for (int i = 0; i < 3000; ++i) {
    const int level = i % 60 == 0 ? 0 : i % 10 == 0 ? 1 : 2;
    const std::string sentence = text::Cat("统筹推进城乡学校建设，新建改建校舍", i + 1,
                                           "平方米，惠及学生", i % 97 + 3, "人。");
    text::Append(&body, "<w:p><w:pPr><w:spacing w:line='560' w:lineRule='exact'/>", Item(1, level),
                 "<w:ind w:firstLineChars='200' w:firstLine='640'/></w:pPr>",
                 R(text::Cat("<w:t>", sentence, "</w:t>"), kProperties), "</w:p>");
  }
  return DocxFile{
      .body = body,
      .numbering = List(1, Level(0, "chineseCounting", "%1、") +
                               Level(1, "chineseCounting", "（%2）") + Level(2, "decimal", "%3."))}
      .ToBytes();
}

TEST(DocxProgramsTest, TwoHundredPagesTakeLessThanASecond) {
  const std::string bytes = TwoHundredPages();
  const std::clock_t begin = std::clock();
  const SourceText text = ReadBytes(bytes);
  const std::clock_t read = std::clock();
  const auto plan = Parse(bytes);
  const std::clock_t end = std::clock();
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_GT(text.chars.size(), 90'000U);
  EXPECT_EQ(plan->outline.size(), 3000U);
  const auto milliseconds = [](std::clock_t ticks) { return 1000.0 * ticks / CLOCKS_PER_SEC; };
  RecordProperty("characters", static_cast<int>(text.chars.size()));
  std::cout << text.chars.size() << " characters, " << bytes.size() << " bytes: text in "
            << milliseconds(read - begin) << " ms, plan in " << milliseconds(end - read) << " ms\n";
  EXPECT_LT(milliseconds(end - read), 1000);
}

}  // namespace
}  // namespace eduplan::importer
