// Reads PDF files: what is refused and why, and the same plan from a file as from its text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/plan_items/importer/formats/pdf/file_title.h"
#include "services/plan_items/importer/formats/pdf/read_pdf.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/refusal.h"
#include "tests/support/matchers.h"
#include "tests/unit/plan_items/documents.h"
#include "tests/unit/plan_items/formats/made_pdf.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

void ExpectRefused(const std::string& pdf, const std::string& english, const std::string& chinese) {
  const absl::Status status = Parse({.bytes = pdf}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr(english));
  EXPECT_THAT(ChineseOf(status), HasSubstr(chinese));
}

TEST(PdfFilesTest, AScanIsRefusedAsOne) {
  ExpectRefused(test::MakePdf({"", ""}), "a scan: its pages (2) are pictures without a text layer",
                "扫描件");
}

TEST(PdfFilesTest, ScannedPagesAmongOthersAreReported) {
  const auto text = [](const std::string& words, int height) {
    return "BT /F 12 Tf 60 " + std::to_string(height) + " Td (" + words + ") Tj ET";
  };
  const auto plan = Parse(
      {.bytes = test::MakePdf({text("Hello there, reader of all pages", 600), "",
                               text("of which some are pictures of text", 500), text("- 4 -", 40),
                               "", text("and this is the last one of them", 400)})});
  ASSERT_THAT(plan, test::IsOk());
  std::vector<Finding> silent;
  for (const Finding& finding : plan->findings) {
    if (finding.code == "PAGE_WITHOUT_TEXT") silent.push_back(finding);
  }
  ASSERT_EQ(silent.size(), 2u);
  EXPECT_EQ(silent[0].origin.page, 2u);
  EXPECT_EQ(silent[1].origin.page, 4u);
  EXPECT_EQ(silent[0].severity, Severity::kWarning);
  EXPECT_THAT(silent[0].message_en, HasSubstr("page 2 has no text"));
  EXPECT_THAT(silent[1].message_zh, HasSubstr("第4至5页没有文本"));
  EXPECT_LT(silent[0].start, silent[1].start);
}

TEST(PdfFilesTest, DamagedFilesAreRefused) {
  ExpectRefused("%PDF-1.7\nnothing of the kind", "damaged", "损坏");
  ExpectRefused(test::MakePdf({"BT ET"}).substr(0, 60), "damaged", "损坏");
}

TEST(PdfFilesTest, PagesAndWordsAreBounded) {
  const std::string page = "BT /F 12 Tf 60 700 Td (two words and more) Tj ET";
  const std::string pdf = test::MakePdf({page, page, page});
  EXPECT_THAT(ReadPdf(pdf), test::IsOk());
  const absl::Status pages = ReadPdf(pdf, {.pages = 2}).status();
  EXPECT_EQ(pages.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(pages.message()), HasSubstr("3 pages; at most 2"));
  EXPECT_EQ(ReadPdf(pdf, {.words_of_page = 3}).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReadPdf(pdf, {.characters = 20}).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(PdfFilesTest, ATurnedPageIsReadAsItIsShown) {
  // The text runs upwards on paper that is shown turned by a quarter, clockwise.
  const std::string text =
      "BT /F 24 Tf 0 1 -1 0 300 100 Tm (Rotated page text) Tj 0 -30 Td (and its second line) Tj ET";
  for (const int rotate : {0, 90}) {
    const auto read = ReadPdf(test::MakePdf({text}, rotate));
    ASSERT_THAT(read, test::IsOk());
    EXPECT_THAT(ToUtf8(read->chars), HasSubstr("Rotated page text")) << rotate;
    EXPECT_LT(read->chars.find(U"Rotated"), read->chars.find(U"second")) << rotate;
  }
}

TEST(PdfFilesTest, NamesOfFilesAreNoTitles) {
  EXPECT_TRUE(IsTitleOfText(U"青溪县教育局2021年工作要点"));
  for (const char32_t* title :
       {U"", U"Microsoft Word - 教育局工作要点.doc", U"教育局工作要点.docx", U"无标题", U"文档1",
        U"Work plan", U"D:\\文件\\教育局工作要点", U"PowerPoint 演示文稿"}) {
    EXPECT_FALSE(IsTitleOfText(title)) << ToUtf8(title);
  }
}

const std::vector<std::string> kPlan = {
    "青溪县教育局2021年工作计划",
    "2021年，全县教育工作围绕“提质增效”这一目标展开，计划新建幼儿园12所，改造校舍3.5万平方米，"
    "投入资金2000万元，培训教师1200人次，推进English口语教学和STEM教育课程建设。",
    "一、加强基础建设",
    "（一）改善办学条件。新建学校3所，新增学位4170个（其中幼儿园2100个，小学1120个，初中950个），"
    "力争九年义务教育巩固率达到98.5%以上，随迁子女在公办学校就读的比例不低于90%。",
    "（二）规范办学行为。检查学校87所，限期整改问题72个，对整改不到位的3所学校予以通报。",
    "二、抓好教师队伍",
    "1.培训骨干教师320名，选派到乡村学校交流任教的教师不少于150名。",
    "2.招聘新教师210名，其中幼儿园教师60名。",
};

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The plan several times over, so that it takes more than one page and breaks in its sentences.
std::vector<std::string> LongPlan() {
  std::vector<std::string> lines = kPlan;
  const char* const chapters[] = {"三、", "四、", "五、", "六、", "七、", "八、"};
  for (const char* chapter : chapters) {
    lines.push_back(std::string(chapter) + "继续推进各项改革");
    lines.insert(lines.end(), kPlan.begin() + 3, kPlan.begin() + 5);
  }
  return lines;
}

void ExpectSamePlan(const ParsedPlan& read, const std::vector<std::string>& lines) {
  const ParsedPlan expected = ParseOk(Joined(lines));
  EXPECT_EQ(read.title, expected.title);
  EXPECT_EQ(read.preamble, expected.preamble);
  EXPECT_EQ(read.periods, expected.periods);
  EXPECT_THAT(Outline(read), ElementsAreArray(Outline(expected)));
  EXPECT_THAT(Figures(read), ElementsAreArray(Figures(expected)));
  EXPECT_THAT(Figures(read), Not(IsEmpty()));
  for (size_t i = 0; i < std::min(read.outline.size(), expected.outline.size()); ++i) {
    EXPECT_EQ(read.outline[i].text, expected.outline[i].text);
  }
}

TEST(PdfFilesTest, LibreOfficesFileGivesThePlanOfItsText) {
  if (!test::HasLibreOffice()) GTEST_SKIP() << "no LibreOffice here";
  const std::vector<std::string> lines = LongPlan();
  const std::string pdf = test::Convert(test::OdtOf(lines, "青溪县教育局工作文件"), "fodt", "pdf");
  const auto plan = Parse({.bytes = pdf, .filename = "plan.pdf"});
  ASSERT_THAT(plan, test::IsOk());
  EXPECT_EQ(plan->format, "pdf");
  ExpectSamePlan(*plan, lines);
  EXPECT_EQ(plan->outline.front().origin.page, 1U);
  EXPECT_GT(plan->outline.back().origin.page, 1U);
}

TEST(PdfFilesTest, AnEncryptedFileIsRefusedAsOne) {
  if (!test::HasLibreOffice()) GTEST_SKIP() << "no LibreOffice here";
  const std::string pdf = test::Convert(
      test::OdtOf(kPlan, ""), "fodt",
      R"(pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"pass"}})");
  ExpectRefused(pdf, "encrypted", "加密");
}

}  // namespace
}  // namespace eduplan::importer
