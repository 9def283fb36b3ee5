// Marked papers as offices send them, read by whichever process reads their format: nothing of them
// stays, whether they come as a new plan or as the correction of one.
#include "services/plan_items/office.h"
#include "services/platform/api/digest.h"
#include "tests/contract/plan_items/fixture.h"
#include "tests/unit/plan_items/formats/docx_file.h"
#include "tests/unit/plan_items/formats/made_pdf.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMark[] = "机密★1年";
// Of the paper and its name; none of them may be in a log.
constexpr const char* kWords[] = {"青溪", "机密", "★", "要点", "学位", "教师", "一号"};

struct Paper {
  std::string filename;
  std::string content_type;
  std::string bytes;
};

std::vector<std::string> Lines() {
  return {"青溪县教育局2021年工作要点", kMark,           "一、补齐办学短板", "增加学位1800个。",
          "二、守牢校园安全",           "新聘教师36名。"};
}

Paper Docx() {
  importer::DocxFile file;
  for (const std::string& line : Lines()) file.body += importer::P(line);
  return {"青溪一号.docx",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          file.ToBytes()};
}

Paper WordXml() {
  importer::DocxFile file;
  file.header = importer::P("内部资料");
  for (const std::string& line : Lines()) {
    if (line != kMark) file.body += importer::P(line);
  }
  return {"青溪一号.xml", "application/xml", file.ToFlatOpc()};
}

Paper Html() {
  std::string html = "<html><head><meta charset=utf-8><title>青溪一号</title></head><body>";
  for (const std::string& line : Lines()) html += "<p>" + line + "</p>";
  return {"青溪一号.html", "text/html", html + "</body></html>"};
}

// As LibreOffice writes them; made once.
const std::vector<Paper>& Papers() {
  static const std::vector<Paper> papers = [] {
    std::vector<Paper> made = {Docx(), WordXml(), Html()};
    if (!test::HasLibreOffice()) return made;
    const std::string odt = test::OdtOf(Lines(), "");
    made.push_back({"青溪一号.pdf", "application/pdf", test::Convert(odt, "fodt", "pdf")});
    made.push_back(
        {"青溪一号.doc", "application/msword", test::Convert(odt, "fodt", "doc:MS Word 97")});
    return made;
  }();
  return papers;
}

class ClassifiedFormatsTest : public PlanItemsTest {
 protected:
  ClassifiedFormatsTest()
      : reader_({.apart = {.program = EDUPLAN_BINARY_DIR "/bin/eduplan-plan-reader"},
                 .soffice = FindOffice("auto").value_or("")}) {}

  template <typename Request>
  static Request Of(const Paper& paper) {
    Request request;
    request.mutable_document()->set_data(paper.bytes);
    request.mutable_document()->set_content_type(paper.content_type);
    request.set_filename(paper.filename);
    return request;
  }

  // In the order of calls: a reading, an import, a correction and what it would change.
  std::vector<absl::Status> SendEverywhere(const Paper& paper, const v1::Plan& plan) {
    Imports imports = ImportsWith(reader_);
    Reimports reimports = ReimportsWith(reader_);
    auto import = Of<v1::ImportPlanRequest>(paper);
    import.set_parent("organizations/330481");
    import.set_request_id(kRequest);
    auto reimport = Of<v1::ReimportPlanRequest>(paper);
    reimport.set_name(plan.name());
    reimport.set_request_id(kRequest);
    auto looked_at = reimport;
    looked_at.set_validate_only(true);
    return {imports.Parse(Reporter(), Of<v1::ParsePlanRequest>(paper)).status(),
            imports.Import(Reporter(), import).status(),
            reimports.Reimport(Reporter(), reimport).status(),
            reimports.Reimport(Reporter(), looked_at).status()};
  }

  eduplan::plan_items::Reader reader_;
};

TEST_P(ClassifiedFormatsTest, MarkedPapersAreRefusedEverywhereAndLeaveTheirDigestInTheLog) {
  const v1::Plan plan = Imported();
  const std::vector<std::string> before = AllTables();
  for (const Paper& paper : Papers()) {
    SCOPED_TRACE(paper.filename);
    testing::internal::CaptureStderr();
    const std::vector<absl::Status> answers = SendEverywhere(paper, plan);
    const std::string logged = testing::internal::GetCapturedStderr();
    for (const absl::Status& answer : answers) {
      EXPECT_THAT(answer, StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_CLASSIFIED"));
    }
    EXPECT_EQ(AllTables(), before);
    const auto digest = api::Sm3Hex(paper.bytes);
    ASSERT_THAT(digest, IsOk());
    size_t lines = 0;
    for (size_t at = 0; (at = logged.find(*digest, at)) != std::string::npos; ++at) ++lines;
    EXPECT_EQ(lines, answers.size()) << logged;
    EXPECT_THAT(logged, HasSubstr("reporter@330481"));
    for (const char* word : kWords) EXPECT_THAT(logged, Not(HasSubstr(word)));
  }
}

// The reader knows these formats: without the mark they are taken in.
TEST_P(ClassifiedFormatsTest, WhereItIsAllowedTheSamePapersBecomePlans) {
  eduplan::plan_items::Reader allowing(
      {.read_classified = true,
       .apart = {.program = EDUPLAN_BINARY_DIR "/bin/eduplan-plan-reader"},
       .soffice = FindOffice("auto").value_or("")});
  Imports imports = ImportsWith(allowing);
  for (const Paper& paper : Papers()) {
    SCOPED_TRACE(paper.filename);
    const auto parsed = imports.Parse(Reporter(), Of<v1::ParsePlanRequest>(paper));
    ASSERT_THAT(parsed, IsOk());
    EXPECT_EQ(parsed->title(), "青溪县教育局2021年工作要点");
  }
}

EDUPLAN_OVER_DATABASES(ClassifiedFormatsTest);

}  // namespace
}  // namespace eduplan::plan_items
