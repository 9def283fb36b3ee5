// Documents that are read in a process of their own: hostile ones end there, soon and small, and
// .doc goes through LibreOffice.
#include "services/plan_items/apart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <array>
#include <string>

#include "absl/time/clock.h"
#include "services/plan_items/office.h"
#include "services/plan_items/reader.h"
#include "services/platform/status/error.h"
#include "tests/support/matchers.h"
#include "tests/unit/plan_items/formats/made_pdf.h"

namespace eduplan::plan_items {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

const std::string kProgram = std::string(EDUPLAN_BINARY_DIR) + "/bin/eduplan-plan-reader";

std::string Repeat(const std::string& piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// What that many copies of `piece` deflate to, made without having them in memory.
std::string Deflated(std::string piece, size_t times) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit(&stream, 9), Z_OK);
  std::string out;
  std::array<char, 1 << 14> buffer;
  for (size_t i = 0; i <= times; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_in = i < times ? static_cast<uInt>(piece.size()) : 0;
    do {
      stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
      stream.avail_out = buffer.size();
      deflate(&stream, i < times ? Z_NO_FLUSH : Z_FINISH);
      out.append(buffer.data(), buffer.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return out;
}

std::string MakeFilteredPdf(const std::string& content, const std::string& filter) {
  std::string pdf = test::MakePdf({content});
  const std::string length = "<</Length " + std::to_string(content.size());
  pdf.replace(pdf.find(length), length.size(), length + "/Filter" + filter);
  return pdf;
}

std::string MakeDeflatedPdf(const std::string& piece, size_t times) {
  return MakeFilteredPdf(Deflated(piece, times), "/FlateDecode");
}

// So that what it unpacks to is known only once it is.
std::string MakeHiddenPdf(const std::string& piece, size_t times) {
  return MakeFilteredPdf(Deflated(Deflated(piece, times), 1), "[/FlateDecode/FlateDecode]");
}

absl::Status ReadPdf(const std::string& pdf, absl::Duration deadline = absl::Seconds(60)) {
  Apart apart({.program = kProgram});
  return apart.Read(pdf, "application/pdf", absl::Now() + deadline).status();
}

// Of this process and of the children that it has waited for.
double ProcessorSeconds() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void ExpectRefused(const std::string& pdf, const std::string& why) {
  const double before = ProcessorSeconds();
  const absl::Status status = ReadPdf(pdf);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << why;
  EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  EXPECT_THAT(status::ReasonOf(status), AnyOf("DOCUMENT_NOT_READABLE", "DOCUMENT_LIMIT_EXCEEDED"));
  EXPECT_LT(ProcessorSeconds() - before, 1) << why;
  rusage children = {};
  getrusage(RUSAGE_CHILDREN, &children);
  EXPECT_LT(children.ru_maxrss, 200 << 10) << why;
}

const std::string kHello = "BT /F 12 Tf 60 700 Td (Hello there, reader of pages) Tj ET\n";

TEST(ApartTest, AnHonestFileIsRead) {
  Apart apart({.program = kProgram});
  const auto plan =
      apart.Read(test::MakePdf({kHello}), "application/pdf", absl::Now() + absl::Minutes(1));
  ASSERT_THAT(plan, test::IsOk());
  EXPECT_EQ(plan->format(), "pdf");
}

TEST(ApartTest, RefusalsKeepTheirWordsInBothLanguages) {
  const absl::Status status = ReadPdf(test::MakePdf({""}));
  EXPECT_THAT(std::string(status.message()), HasSubstr("scan"));
  EXPECT_THAT(status::ChineseMessageOf(status), HasSubstr("扫描件"));
  EXPECT_EQ(status::ReasonOf(status), "DOCUMENT_NOT_READABLE");
}

TEST(ApartTest, ATreeOfPagesThatContainsItselfIsRefused) {
  std::string pdf = test::MakePdf({kHello});
  const std::string kids = "/Kids[4 0 R ]/Count 1";
  ASSERT_NE(pdf.find(kids), std::string::npos);
  pdf.replace(pdf.find(kids), kids.size(), "/Kids[2 0 R ]/Count 9");
  ExpectRefused(pdf, "damaged");
}

TEST(ApartTest, AMillionPagesThatAreNotThereAreRefused) {
  std::string pdf = test::MakePdf({kHello});
  pdf.replace(pdf.find("/Count 1"), 8, "/Count 1000000");
  ExpectRefused(pdf, "damaged");
}

TEST(ApartTest, APageThatUnpacksWithoutEndIsRefused) {
  ExpectRefused(MakeDeflatedPdf(kHello, 2'000'000), "unpacks to more than 16 times its size");
  ExpectRefused(MakeDeflatedPdf("q ", 4'000'000), "unpacks to more than 16 times its size");
}

TEST(ApartTest, APageThatDrawsWithoutEndIsRefused) {
  ExpectRefused(MakeHiddenPdf(kHello, 2'000'000), "reading took more than 0.7 s");
}

TEST(ApartTest, AStateSavedWithoutEndIsRefused) {
  ExpectRefused(MakeHiddenPdf("q ", 4'000'000), "MiB of memory");
}

// Forms that draw one another, ten times each: what is drawn has no size in the file.
TEST(ApartTest, FormsThatDrawOneAnotherAreRefused) {
  std::string pdf = test::MakePdf({"/X9 Do"});
  std::string forms;
  std::string names = "/XObject<<";
  for (int i = 0; i < 10; ++i) {
    const std::string number = std::to_string(90 + i);
    const std::string content = i == 0 ? kHello : Repeat("/X" + std::to_string(i - 1) + " Do ", 10);
    forms += number + " 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources 89 0 R" +
             "/Length " + std::to_string(content.size()) + ">>stream\n" + content +
             "\nendstream\nendobj\n";
    names += "/X" + std::to_string(i) + " " + number + " 0 R";
  }
  const std::string font = "/Font<</F 3 0 R>>";
  ASSERT_NE(pdf.find(font), std::string::npos);
  pdf.replace(pdf.find(font), font.size(), font + names + ">>");
  // Without its table the file is looked through for objects.
  pdf.resize(pdf.find("xref\n"));
  pdf += "89 0 obj\n<<" + font + names + ">>>>\nendobj\n" + forms + "trailer\n<</Root 1 0 R>>\n";
  ExpectRefused(pdf, "reading took more than 0.7 s");
}

TEST(ApartTest, BracketsInsideOneAnotherAreRefused) {
  std::string pdf = test::MakePdf({""});
  pdf.replace(pdf.find("/Kids["), 6,
              "/X " + Repeat("[", 200'000) + Repeat("]", 200'000) + "/Kids[");
  EXPECT_EQ(ReadPdf(pdf).code(), absl::StatusCode::kInvalidArgument);
}

TEST(ApartTest, ADeadlineEndsTheReading) {
  const std::string pdf = MakeHiddenPdf(kHello, 2'000'000) + Repeat(" ", 8 << 20);
  const absl::Time begin = absl::Now();
  EXPECT_EQ(ReadPdf(pdf, absl::Milliseconds(300)).code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
}

TEST(ApartTest, AReaderThatIsNotThereIsAnErrorOfOurs) {
  Apart apart({.program = "/nowhere/eduplan-plan-reader"});
  const auto plan = apart.Read("%PDF-", "application/pdf", absl::Now() + absl::Seconds(5));
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInternal);
}

Document DocOf(const std::string& bytes) {
  return {.bytes = bytes, .content_type = "application/msword", .filename = "plan.doc"};
}

TEST(OfficeTest, WithoutLibreOfficeTheRefusalNamesIt) {
  Reader reader({.apart = {.program = kProgram}});
  const auto plan = reader.Read(DocOf("\xD0\xCF\x11\xE0"), absl::Now() + absl::Seconds(5));
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(plan.status().message()),
              HasSubstr("LibreOffice, which is not installed"));
  EXPECT_THAT(status::ChineseMessageOf(plan.status()), HasSubstr("docx"));
}

TEST(OfficeTest, TheProgramIsFoundOrRefused) {
  EXPECT_EQ(*FindOffice("none"), "");
  EXPECT_EQ(*FindOffice("/bin/true"), "/bin/true");
  EXPECT_EQ(FindOffice("/nowhere/soffice").status().code(), absl::StatusCode::kInvalidArgument);
  if (!test::HasLibreOffice()) return;
  EXPECT_THAT(*FindOffice("auto"), HasSubstr("soffice"));
}

TEST(OfficeTest, ADocIsReadAsItsText) {
  if (!test::HasLibreOffice()) GTEST_SKIP() << "no LibreOffice here";
  const std::string doc = test::Convert(
      test::OdtOf({"青溪县教育局2021年工作计划", "一、扩大学位供给",
                   "（一）新建幼儿园12所，新增学位4170个。", "（二）改造校舍3.5万平方米。"},
                  ""),
      "fodt", "doc:MS Word 97");
  Reader reader({.apart = {.program = kProgram}, .soffice = *FindOffice("auto")});
  const auto plan = reader.Read(DocOf(doc), absl::Now() + absl::Minutes(2));
  ASSERT_THAT(plan, test::IsOk());
  EXPECT_EQ(plan->format(), "doc");
  EXPECT_EQ(plan->title(), "青溪县教育局2021年工作计划");
  ASSERT_EQ(plan->outline_size(), 3);
  EXPECT_EQ(plan->outline(1).marker(), "（一）");
  ASSERT_EQ(plan->measurements_size(), 3);
  EXPECT_EQ(plan->measurements(1).value(), "4170");
}

TEST(OfficeTest, NumbersThatNobodyTypedAreRead) {
  if (!test::HasLibreOffice()) GTEST_SKIP() << "no LibreOffice here";
  std::string odt = test::OdtOf({"青溪县教育局2021年工作计划"}, "");
  const auto insert_before = [&odt](const std::string& place, const std::string& text) {
    ASSERT_NE(odt.find(place), std::string::npos);
    odt.insert(odt.find(place), text);
  };
  insert_before("</office:styles>",
                "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" "
                "style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/></text:list-style>");
  insert_before("</office:text>",
                "<text:list text:style-name=\"L\"><text:list-item><text:p>扩大学位供给</text:p>"
                "</text:list-item><text:list-item><text:p>抓好教师队伍</text:p></text:list-item>"
                "</text:list>");
  Reader reader({.apart = {.program = kProgram}, .soffice = *FindOffice("auto")});
  const auto plan = reader.Read(DocOf(test::Convert(odt, "fodt", "doc:MS Word 97")),
                                absl::Now() + absl::Minutes(2));
  ASSERT_THAT(plan, test::IsOk());
  ASSERT_EQ(plan->outline_size(), 2);
  EXPECT_EQ(plan->outline(0).marker(), "一、");
  EXPECT_EQ(plan->outline(1).marker(), "二、");
}

TEST(OfficeTest, ADamagedDocIsRefused) {
  if (!test::HasLibreOffice()) GTEST_SKIP() << "no LibreOffice here";
  Reader reader({.apart = {.program = kProgram}, .soffice = *FindOffice("auto")});
  const auto plan = reader.Read(DocOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + Repeat("\x01", 5000)),
                                absl::Now() + absl::Minutes(2));
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace eduplan::plan_items
