#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

class PlansTest : public PlanItemsTest {
 protected:
  absl::StatusOr<v1::Plan> Create(std::string_view title, std::string_view organization = kCounty,
                                  std::string_view period = "2021") {
    v1::CreatePlanRequest request;
    request.set_parent("organizations/" + std::string(organization));
    request.mutable_plan()->set_kind(v1::DOCUMENT_KIND_PLAN);
    request.mutable_plan()->set_title(std::string(title));
    request.mutable_plan()->add_periods(std::string(period));
    return plans().Create(Reporter(organization), request);
  }
  // Titles in the order of the listing.
  std::vector<std::string> Titles(const server::Call& call, const std::string& organization,
                                  const std::string& filter = "") {
    v1::ListPlansRequest request;
    request.set_parent("organizations/" + organization);
    request.set_filter(filter);
    const auto page = plans().List(call, request);
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> titles;
    if (page.ok()) {
      for (const v1::Plan& plan : page->plans()) titles.push_back(plan.title());
    }
    return titles;
  }
  absl::Status ListStatus(const server::Call& call, const std::string& organization) {
    v1::ListPlansRequest request;
    request.set_parent("organizations/" + organization);
    return plans().List(call, request).status();
  }
};

TEST_P(PlansTest, CreatedPlanIsADraftWithWhatWasGiven) {
  const auto plan = Create("甲");
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->state(), v1::Plan::STATE_DRAFT);
  EXPECT_THAT(Get(Reporter(), plan->name()), test::IsOkAndHolds(test::EqualsProto(*plan)));
}

TEST_P(PlansTest, RequiredFieldsAreNamed) {
  v1::CreatePlanRequest request;
  request.set_parent("organizations/330481");
  request.mutable_plan()->set_kind(v1::DOCUMENT_KIND_PLAN);
  request.mutable_plan()->add_periods("2021");
  const auto refused = plans().Create(Reporter(), request);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_REQUIRED"));
  EXPECT_THAT(refused.status().message(), ::testing::HasSubstr("plan.title"));
  request.mutable_plan()->set_title("\xC3\x28");
  EXPECT_THAT(plans().Create(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  EXPECT_EQ(Count("plan_versions"), 0);
}

TEST_P(PlansTest, UpdateChangesTheFieldsOfTheMaskWhileTheTextMayChange) {
  v1::UpdatePlanRequest request;
  *request.mutable_plan() = *Create("甲");
  request.mutable_plan()->set_title("乙");
  request.mutable_plan()->set_issuer("青溪县教育局");
  request.mutable_update_mask()->add_paths("title");
  const auto updated = plans().Update(Reporter(), request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->title(), "乙");
  EXPECT_EQ(updated->issuer(), "");
  EXPECT_NE(updated->etag(), request.plan().etag());
  EXPECT_THAT(plans().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  request.mutable_plan()->clear_etag();
  request.mutable_update_mask()->set_paths(0, "state");
  EXPECT_THAT(plans().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "UPDATE_MASK_INVALID"));
  ASSERT_THAT(Submit(Reporter(), request.plan()), IsOk());
  request.mutable_update_mask()->set_paths(0, "title");
  EXPECT_THAT(plans().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
}

TEST_P(PlansTest, ListIsNewestFirstAndFiltered) {
  ASSERT_THAT(Create("甲", kCounty, "2021-H1"), IsOk());
  ASSERT_THAT(Create("乙", kCounty, "2021"), IsOk());
  ASSERT_THAT(Create("丙", kCounty, "2021"), IsOk());
  EXPECT_THAT(Titles(Reporter(), "330481"), ElementsAre("丙", "乙", "甲"));
  EXPECT_THAT(Titles(Reporter(), "330481", "period = 2021"), ElementsAre("丙", "乙"));
  EXPECT_THAT(Titles(Reporter(), "330481", "period = 2021-H1 AND state = DRAFT"),
              ElementsAre("甲"));
  EXPECT_THAT(Titles(Reporter(), "330481", "kind = DOCUMENT_KIND_SUMMARY"), ElementsAre());
  v1::ListPlansRequest request;
  request.set_parent("organizations/330481");
  for (const auto& [filter, reason] : {std::pair("kind = POEM", "FILTER_VALUE_INVALID"),
                                       std::pair("state != DRAFT", "FILTER_OPERATOR_UNSUPPORTED"),
                                       std::pair("title = 甲", "FILTER_FIELD_UNKNOWN")}) {
    request.set_filter(filter);
    EXPECT_THAT(plans().List(Reporter(), request),
                StatusIs(absl::StatusCode::kInvalidArgument, reason));
  }
}

TEST_P(PlansTest, PagesAreOfOneMomentWhilePlansAreAddedAndChanged) {
  const auto first = Create("甲");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Create("乙"), IsOk());
  v1::ListPlansRequest request;
  request.set_parent("organizations/330481");
  request.set_page_size(1);
  const auto page = plans().List(Reporter(), request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->plans(0).title(), "乙");
  ASSERT_THAT(Create("丙"), IsOk());
  ASSERT_THAT(Submit(Reporter(), *first), IsOk());
  request.set_page_token(page->next_page_token());
  const auto next = plans().List(Reporter(), request);
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->plans(0).title(), "甲");
  EXPECT_EQ(next->plans(0).state(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(next->next_page_token(), "");
  request.set_filter("kind = PLAN");
  EXPECT_THAT(plans().List(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST_P(PlansTest, EveryonesListShowsWhatTheCallerMaySee) {
  ASSERT_THAT(Create("县", kCounty), IsOk());
  ASSERT_THAT(Create("邻县", kSister), IsOk());
  ASSERT_THAT(Create("外市县", kStranger), IsOk());
  EXPECT_THAT(Titles(Reporter(), "-"), ElementsAre("县"));
  EXPECT_THAT(Titles(Reviewer(), "-"), ElementsAre("邻县", "县"));
  EXPECT_THAT(Titles(CallBy("330000", {auth::Role::kAuditor}), "-"),
              ElementsAre("外市县", "邻县", "县"));
  EXPECT_THAT(Titles(CallBy("*", {auth::Role::kAdministrator}), "-"),
              ElementsAre("外市县", "邻县", "县"));
  InState(v1::Plan::STATE_PUBLISHED);
  EXPECT_THAT(Titles(Reporter(kStranger), "-"),
              ElementsAre("青溪县教育局2021年工作要点", "外市县"));
}

TEST_P(PlansTest, WhoMayNotReadLearnsNothingOfWhatExists) {
  const v1::Plan plan = Imported();
  const auto denied = StatusIs(absl::StatusCode::kPermissionDenied);
  const std::string absent = "organizations/330481/plans/01hq3v9k2m4n6p8r0s2t4v6w8x";
  for (const server::Call& call : {Reporter(kSister), Reporter(kStranger)}) {
    const auto existing = Get(call, plan.name());
    const auto missing = Get(call, absent);
    EXPECT_THAT(existing, denied);
    EXPECT_EQ(existing.status(), missing.status());
    EXPECT_THAT(Get(call, "organizations/999999/plans/x"), denied);
    EXPECT_THAT(ListStatus(call, "330481"), denied);
    EXPECT_THAT(ListStatus(call, "999999"), denied);
    v1::Plan unknown;
    unknown.set_name(absent);
    EXPECT_THAT(Submit(call, unknown), denied);
    EXPECT_THAT(imports().Import(call, ImportRequest()), denied);
    EXPECT_THAT(imports().Import(call, ImportRequest("999999")), denied);
  }
  EXPECT_THAT(Get(Reporter(), absent), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(imports().Import(CallBy("*", {auth::Role::kIntegrator}), ImportRequest("999999")),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(PlansTest, PublishedPlanIsReadByEveryOrganization) {
  const v1::Plan plan = InState(v1::Plan::STATE_PUBLISHED);
  EXPECT_THAT(Get(Reporter(kStranger), plan.name()), IsOk());
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  EXPECT_EQ(items().List(Reporter(kStranger), request)->items_size(), 5);
  EXPECT_THAT(ListStatus(Reporter(kStranger), "330481"), IsOk());
  EXPECT_THAT(Get(CallBy(kStranger, {}), plan.name()),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

EDUPLAN_OVER_DATABASES(PlansTest);

}  // namespace
}  // namespace eduplan::plan_items
