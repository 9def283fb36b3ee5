#include <gmock/gmock.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>

#include <memory>

#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/api/digest.h"
#include "tests/contract/documents/fixture.h"

namespace eduplan::documents {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kId[] = "0b9e1a6e-58d0-4a41-9d1d-5d8f9c2f0e11";
constexpr char kOtherId[] = "5f0c1b2a-7a43-4f7e-8c56-0a9b8c7d6e5f";

// The text of a PDF without its line breaks and spaces.
std::string TextOfPdf(const std::string& bytes) {
  const std::unique_ptr<poppler::document> pdf(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (pdf == nullptr) return "not a PDF";
  std::string text;
  for (int i = 0; i < pdf->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(pdf->create_page(i));
    const poppler::byte_array utf8 = page->text().to_utf8();
    text.append(utf8.begin(), utf8.end());
  }
  return absl::StrReplaceAll(text, {{"\n", ""}, {" ", ""}, {"\f", ""}});
}

class RenderTest : public DocumentsTest {
 protected:
  void SetUp() override {
    DocumentsTest::SetUp();
    if (IsSkipped()) return;
    plan_ = plans_.Add(
        "990101", 31,
        {MakeItem(1, plan::v1::SECTION_KIND_SUMMARY, "上半年情况", "各项任务有序推进。"),
         MakeItem(2, plan::v1::SECTION_KIND_SUMMARY, "扩大学位供给", "新开办幼儿园两所。"),
         MakeItem(2, plan::v1::SECTION_KIND_PROBLEMS, "教师编制偏紧", "乡镇学校尤为突出。"),
         MakeItem(1, plan::v1::SECTION_KIND_PLAN, "推进课后服务", "九月起全面覆盖。")});
    indicator::v1::RollupCell& cell = *indicators_.rollup.add_cells();
    cell.set_indicator("indicators/kindergarten-children");
    cell.set_display_name("在园幼儿数");
    cell.set_unit("人");
    cell.set_value("4170");
    cell.set_text("4170人");
    cell.mutable_completeness()->set_expected(3);
    cell.mutable_completeness()->set_reported(2);
    cell.mutable_completeness()->set_missing(1);
    indicators_.missing["indicators/kindergarten-children"] = {"白石县教育局"};
    indicators_.rollup.add_cells()->set_indicator("indicators/nothing-yet");
  }

  std::string plan_;
};

TEST_P(RenderTest, PdfSaysWhatTheSourcesSay) {
  const auto document = Render(Reporter("990100"), Request(v1::FORMAT_PDF));
  ASSERT_THAT(document, IsOk());
  // The issuer, the period, and what it is.
  EXPECT_EQ(document->title(),
            "青禾市教育局"
            "2021年上半年"
            "工作总结和下半年工作计划");
  EXPECT_EQ(document->filename(), document->title() + ".pdf");
  EXPECT_EQ(document->template_(), "templates/summary-and-plan");
  EXPECT_EQ(document->organization(), "organizations/990100");
  EXPECT_EQ(document->content_type(), "application/pdf");
  EXPECT_GT(document->page_count(), 0);
  EXPECT_GT(document->font_substitutions_size(), 0);
  EXPECT_THAT(document->as_of(), test::EqualsProto("indicators: 42 plan_items: 31 organizations: 7 "
                                                   "time { seconds: 1624582800 }"));
  EXPECT_EQ(document->download_uri(), "/v1/" + document->name() + ":download");

  std::string disposition;
  const auto file = Download(Reporter("990100"), document->name(), &disposition);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->content_type(), "application/pdf");
  EXPECT_THAT(disposition, StartsWith("attachment; filename=\""));
  EXPECT_THAT(disposition, HasSubstr("filename*=UTF-8''%E9%9D%92%E7%A6%BE"));
  EXPECT_EQ(static_cast<int64_t>(file->data().size()), document->size());
  EXPECT_THAT(api::Sm3Hex(file->data()), test::IsOkAndHolds(document->digest()));
  const std::string text = TextOfPdf(file->data());
  for (const char* part :
       {"送审稿", "应报送本期工作材料2家，已收到1家，未收到1家：白石县教育局。", "在园幼儿数",
        "4170", "在园幼儿数缺报1家：白石县教育局。", "（一）青河县教育局", "新开办幼儿园两所。",
        "九月起全面覆盖。", "乡镇学校尤为突出。", "2021年6月25日"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_P(RenderTest, DocxIsWrittenAndListed) {
  const auto document = Render(Reporter("990100"), Request(v1::FORMAT_DOCX));
  ASSERT_THAT(document, IsOk());
  EXPECT_EQ(document->filename(), document->title() + ".docx");
  const auto file = Download(Reporter("990100"), document->name());
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(file->content_type(), HasSubstr("wordprocessingml"));
  EXPECT_THAT(file->data(), StartsWith("PK"));
  EXPECT_THAT(Get(Reporter("990000"), document->name()),
              test::IsOkAndHolds(test::EqualsProto(*document)));
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE type = "
                   "'eduplan.document.document.rendered'"),
            1);
  EXPECT_EQ(Number("SELECT count(*) FROM audit_entries WHERE action = 'document.render'"), 1);
}

TEST_P(RenderTest, TheSameAsOfGivesTheSameBytes) {
  for (const v1::Format format : {v1::FORMAT_DOCX, v1::FORMAT_PDF}) {
    const auto first = Render(Reporter("990100"), Request(format));
    const auto second = Render(Reporter("990100"), Request(format));
    ASSERT_THAT(first, IsOk());
    ASSERT_THAT(second, IsOk());
    EXPECT_NE(first->name(), second->name());
    EXPECT_EQ(first->digest(), second->digest());
  }
  // Equal files are kept once.
  EXPECT_EQ(Number("SELECT count(*) FROM documents"), 4);
  EXPECT_EQ(Number("SELECT count(*) FROM blobs"), 2);
}

TEST_P(RenderTest, RetryAnswersTheSameDocumentEvenWhenASourceIsDown) {
  const auto first = Render(Reporter("990100"), Request(v1::FORMAT_DOCX, kId));
  ASSERT_THAT(first, IsOk());
  plans_server_->Stop();
  EXPECT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_DOCX, kId)),
              test::IsOkAndHolds(test::EqualsProto(*first)));
  EXPECT_EQ(Number("SELECT count(*) FROM documents"), 1);
}

TEST_P(RenderTest, SameRequestIdForAnotherDocumentIsRefused) {
  ASSERT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_DOCX, kId)), IsOk());
  EXPECT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_PDF, kId)),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_PDF, "again")),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_INVALID"));
}

TEST_P(RenderTest, WithASourceDownItIsUnavailableAndWorksAgainAfterwards) {
  indicators_server_->Stop();
  const auto refused = Render(Reporter("990100"), Request(v1::FORMAT_DOCX, kOtherId));
  ASSERT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable, "SOURCE_UNAVAILABLE"));
  EXPECT_TRUE(refused.status().GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  EXPECT_EQ(Number("SELECT count(*) FROM documents"), 0);
  indicators_server_->Start();
  auto document = refused;
  for (const absl::Time end = absl::Now() + absl::Seconds(20);
       absl::IsUnavailable(document.status()) && absl::Now() < end;) {
    document = Render(Reporter("990100"), Request(v1::FORMAT_DOCX, kOtherId));
  }
  EXPECT_THAT(document, IsOk());
}

TEST_P(RenderTest, SourcesAreAskedWithTheCallersToken) {
  ASSERT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_DOCX)), IsOk());
  EXPECT_THAT(plans_.callers.Seen(), ElementsAre(StartsWith("Bearer ")));
  EXPECT_EQ(plans_.callers.Seen(), indicators_.callers.Seen());
}

TEST_P(RenderTest, ProvenanceNamesFiguresAndPlans) {
  const auto document = Render(Reporter("990100"), Request(v1::FORMAT_DOCX));
  ASSERT_THAT(document, IsOk());
  const auto provenance = Provenance(Reporter("990100"), document->name());
  ASSERT_THAT(provenance, IsOk());
  // Four cells of the one row that has a total, and the count in its note.
  ASSERT_THAT(provenance->figures(), SizeIs(5));
  EXPECT_THAT(provenance->figures(0),
              test::EqualsProto("text: '4170' indicator: 'indicators/kindergarten-children' "
                                "organization: 'organizations/990100' period: '2021-H1' "
                                "view: 'LIVE' sequence: 42"));
  EXPECT_THAT(provenance->plans(), ElementsAre(plan_));
  EXPECT_THAT(provenance->as_of(), test::EqualsProto(document->as_of()));
}

TEST_P(RenderTest, PermissionComesBeforeExistence) {
  for (const char* organization : {"990200", "990101"}) {
    EXPECT_THAT(Render(Reporter(organization), Request(v1::FORMAT_DOCX)),
                StatusIs(absl::StatusCode::kPermissionDenied));
  }
  auto request = Request(v1::FORMAT_DOCX);
  request.set_organization("organizations/999999");
  EXPECT_THAT(Render(Reporter("990100"), request), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Render(Reporter("*"), request), StatusIs(absl::StatusCode::kNotFound));
  auth::Principal auditor = Reporter("990100");
  auditor.roles = static_cast<uint32_t>(auth::Role::kAuditor);
  EXPECT_THAT(Render(auditor, Request(v1::FORMAT_DOCX)),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(RenderTest, WrongFieldsAreNamed) {
  auto request = Request(v1::FORMAT_UNSPECIFIED);
  EXPECT_THAT(Render(Reporter("990100"), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "FORMAT_INVALID"));
  request = Request(v1::FORMAT_PDF);
  request.set_template_("templates/other");
  EXPECT_THAT(Render(Reporter("990100"), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "TEMPLATE_UNKNOWN"));
  request = Request(v1::FORMAT_PDF);
  request.set_period("2021-H3");
  EXPECT_THAT(Render(Reporter("990100"), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD"));
}

TEST_P(RenderTest, TextsBeyondADocumentsLimitAreRefused) {
  plans_.Add("990102", 32,
             {MakeItem(1, plan::v1::SECTION_KIND_SUMMARY, "长", std::string(3 << 20, 'a'))});
  plans_.Add("990100", 33,
             {MakeItem(1, plan::v1::SECTION_KIND_SUMMARY, "长", std::string(2 << 20, 'b'))});
  EXPECT_THAT(Render(Reporter("990100"), Request(v1::FORMAT_DOCX)),
              StatusIs(absl::StatusCode::kFailedPrecondition, "DOCUMENT_TOO_LARGE"));
}

EDUPLAN_OVER_DATABASES(RenderTest);

}  // namespace
}  // namespace eduplan::documents
