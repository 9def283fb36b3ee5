#include "absl/time/clock.h"
#include "services/platform/sql/value.h"
#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

class ImportTest : public PlanItemsTest {};

// 1 to 99 in Chinese.
std::string Chinese(int number) {
  static constexpr const char* kDigits[] = {"",   "一", "二", "三", "四",
                                            "五", "六", "七", "八", "九"};
  std::string tens = number < 10   ? ""
                     : number < 20 ? "十"
                                   : kDigits[number / 10] + std::string("十");
  return tens + kDigits[number % 10];
}

TEST_P(ImportTest, StoresPlanItemsFiguresAndSourceAsDraft) {
  const auto response = imports().Import(Reporter(), ImportRequest());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->item_count(), 5);
  EXPECT_EQ(response->measurement_count(), 5);  // 260, 4, 1800, 36 and one a month
  EXPECT_FALSE(response->consistency_token().empty());

  const auto plan = Get(Reporter(), response->plan().name());
  ASSERT_THAT(plan, IsOk());
  EXPECT_THAT(*plan, test::EqualsProto(response->plan()));
  EXPECT_EQ(plan->state(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(plan->kind(), v1::DOCUMENT_KIND_KEY_POINTS);
  EXPECT_EQ(plan->title(), "青溪县教育局2021年工作要点");
  EXPECT_THAT(plan->periods(), ElementsAre("2021"));
  EXPECT_EQ(plan->source_filename(), "要点.txt");
  EXPECT_EQ(plan->source_digest().size(), 64);

  const std::vector<v1::PlanItem> stored = ItemsOf(*plan);
  ASSERT_EQ(stored.size(), 5);
  EXPECT_EQ(stored[1].path(), "1.1");
  EXPECT_EQ(stored[1].level(), 2);
  EXPECT_EQ(stored[1].parent_item(), stored[0].name());
  EXPECT_EQ(stored[1].marker(), "（一）");
  EXPECT_EQ(stored[1].status(), v1::PlanItem::STATUS_NOT_STARTED);
  ASSERT_EQ(stored[1].measurements_size(), 2);
  EXPECT_EQ(stored[1].measurements(1).value(), "1800");
  EXPECT_EQ(stored[1].measurements(1).unit(), "个");
  EXPECT_EQ(stored[4].path(), "2.1");
  EXPECT_EQ(Count("plan_sources"), 1);
}

TEST_P(ImportTest, RetryIsAnsweredAsTheFirstTimeAndStoresNothing) {
  v1::ImportPlanRequest request = ImportRequest();
  request.set_request_id(kRequest);
  const auto first = imports().Import(Reporter(), request);
  ASSERT_THAT(first, IsOk());
  const auto traces = Traces();
  const auto again = imports().Import(Reporter(), request);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, test::EqualsProto(*first));
  EXPECT_EQ(Traces(), traces);
}

TEST_P(ImportTest, SameRequestIdWithOtherContentIsRefused) {
  v1::ImportPlanRequest request = ImportRequest();
  request.set_request_id(kRequest);
  ASSERT_THAT(imports().Import(Reporter(), request), IsOk());
  const auto traces = Traces();
  request.mutable_document()->mutable_data()->append("（二）加强演练。每学期演练2次。\n");
  EXPECT_THAT(imports().Import(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  EXPECT_EQ(Traces(), traces);
}

TEST_P(ImportTest, ValidateOnlyAnswersAndChangesNothing) {
  const auto traces = Traces();
  v1::ImportPlanRequest request = ImportRequest();
  request.set_validate_only(true);
  const auto response = imports().Import(Reporter(), request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->item_count(), 5);
  EXPECT_EQ(Traces(), traces);
  EXPECT_THAT(Get(Reporter(), response->plan().name()), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(ImportTest, InvalidUtf8IsRefusedNamingTheLineAndStoresNothing) {
  const auto traces = Traces();
  v1::ImportPlanRequest request = ImportRequest();
  request.mutable_document()->mutable_data()->append("\xE4\xB8\xFF\xFE\n");
  const auto refused = imports().Import(Reporter(), request);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_NOT_READABLE"));
  EXPECT_THAT(refused.status().message(), ::testing::HasSubstr("line 8"));
  EXPECT_THAT(status::ChineseMessageOf(refused.status()), ::testing::HasSubstr("第8行"));
  EXPECT_EQ(Traces(), traces);
}

TEST_P(ImportTest, FormatsThatAreNotReadAreNamed) {
  v1::ImportPlanRequest request = ImportRequest();
  request.mutable_document()->set_content_type("application/ofd");
  const auto refused = imports().Import(Reporter(), request);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_FORMAT_NOT_READ"));
  EXPECT_THAT(refused.status().message(), ::testing::HasSubstr("application/ofd"));
}

TEST_P(ImportTest, DocumentIsEitherBytesOrContent) {
  v1::ImportPlanRequest request = ImportRequest();
  request.set_content(Text());
  EXPECT_THAT(imports().Import(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_AMBIGUOUS"));
  request.clear_document();
  EXPECT_THAT(imports().Import(Reporter(), request), IsOk());
  request.clear_content();
  EXPECT_THAT(imports().Import(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_MISSING"));
}

TEST_P(ImportTest, PeriodsOfTheRequestStandForThoseOfTheText) {
  v1::ImportPlanRequest request = ImportRequest();
  request.add_periods("2022-H1");
  const auto response = imports().Import(Reporter(), request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->plan().periods(), ElementsAre("2022-H1"));
  request.set_periods(0, "2022-H3");
  EXPECT_THAT(imports().Import(Reporter(), request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(ImportTest, ProposedIdIsTakenOnce) {
  v1::ImportPlanRequest request = ImportRequest();
  request.set_plan_id("01hq3v9k2m4n6p8r0s2t4v6w8x");
  const auto response = imports().Import(Reporter(), request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->plan().name(), "organizations/330481/plans/01hq3v9k2m4n6p8r0s2t4v6w8x");
  EXPECT_THAT(imports().Import(Reporter(), request), StatusIs(absl::StatusCode::kAlreadyExists));
  request.set_plan_id("not-a-ulid");
  EXPECT_THAT(imports().Import(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "ID_INVALID"));
}

TEST_P(ImportTest, FiveThousandItemsAreStoredWithinTheDeadlineOfOneCall) {
  // 50 chapters of 99 items each.
  std::string text = "青溪县教育局2021年工作要点\n";
  for (int chapter = 1; chapter <= 50; ++chapter) {
    text += Chinese(chapter) + "、抓好第" + std::to_string(chapter) + "个方面\n";
    for (int i = 1; i <= 99; ++i) {
      text += std::to_string(i) + ".修缮操场" + std::to_string(i) + "处。\n";
    }
  }
  v1::ImportPlanRequest request = ImportRequest();
  request.mutable_document()->set_data(text);
  const absl::Time start = absl::Now();
  const auto response = imports().Import(Reporter(), request);
  RecordProperty("milliseconds", absl::ToInt64Milliseconds(absl::Now() - start));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->item_count(), 5000);
  const std::vector<v1::PlanItem> stored = ItemsOf(response->plan(), 700);
  ASSERT_EQ(stored.size(), 5000);
  EXPECT_EQ(stored[4999].path(), "50.99");
}

TEST_P(ImportTest, ParsingStoresNothingAndNeedsARole) {
  const auto traces = Traces();
  v1::ParsePlanRequest request;
  request.set_content(Text());
  const auto parsed = imports().Parse(Reporter(kStranger), request);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(parsed->outline_size(), 5);
  EXPECT_EQ(parsed->measurements(0).item_path(), "0");
  EXPECT_THAT(imports().Parse(CallBy(kCounty, {}), request),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(Traces(), traces);
}

EDUPLAN_OVER_DATABASES(ImportTest);

}  // namespace
}  // namespace eduplan::plan_items
