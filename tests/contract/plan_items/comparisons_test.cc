#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::Contains;
using ::testing::SizeIs;

class ComparisonsTest : public PlanItemsTest {
 protected:
  v1::Plan Stored(const std::string& text, std::string_view organization = kCounty) {
    v1::ImportPlanRequest request = ImportRequest(organization);
    request.mutable_document()->set_data(text);
    const auto response = imports().Import(Reporter(organization), request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->plan() : v1::Plan();
  }
  v1::Plan Filed(const std::string& text) {
    const auto plan = Submit(Reporter(), Stored(text));
    EXPECT_THAT(plan, IsOk());
    return *plan;
  }
  absl::StatusOr<v1::ComparePlansResponse> Compare(const server::Call& call, const v1::Plan& plan,
                                                   const std::string& base = "") {
    v1::ComparePlansRequest request;
    request.set_name(plan.name());
    request.set_base(base);
    return comparisons().Compare(call, request);
  }
  static std::vector<std::string> Codes(const v1::ComparePlansResponse& response) {
    std::vector<std::string> codes;
    for (const v1::ComparisonFinding& finding : response.findings())
      codes.push_back(finding.code());
    return codes;
  }
  // The year after Text(): fewer teachers are to be hired, and one matter more.
  static std::string NextYear() {
    return "青溪县教育局2022年工作要点\n"
           "一、补齐办学短板\n"
           "（一）扩建校舍。扩建小学4所，增加学位1800个。\n"
           "（二）配齐教师。新聘教师30名。\n"
           "二、守牢校园安全\n"
           "（一）开展排查。每月排查一次，隐患当月整改到位。\n"
           "（二）建设智慧平台。汇聚学籍资产数据。\n";
  }
};

TEST_P(ComparisonsTest, PlanAgainstTheYearBeforeWithQuotesOfBothSides) {
  const v1::Plan base = Filed(Text());
  const v1::Plan plan = Stored(NextYear());
  const auto response = Compare(Reporter(), plan, base.name());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->base(), base.name());
  EXPECT_EQ(response->base_relation(), v1::BASE_RELATION_YEAR_BEFORE);
  EXPECT_FALSE(response->base_chosen());
  EXPECT_EQ(response->items_matched(), 5);
  ASSERT_THAT(Codes(*response), Contains("TARGET_LOWERED"));
  ASSERT_THAT(Codes(*response), Contains("ITEM_NEW"));
  for (const v1::ComparisonFinding& finding : response->findings()) {
    if (finding.code() != "TARGET_LOWERED") continue;
    EXPECT_EQ(finding.plan().path(), "1.2");
    EXPECT_THAT(finding.plan().quote(), ::testing::HasSubstr("30名"));
    EXPECT_THAT(finding.base().quote(), ::testing::HasSubstr("36名"));
    EXPECT_EQ(finding.plan().item().rfind(plan.name(), 0), 0U);
    EXPECT_EQ(finding.base().item().rfind(base.name(), 0), 0U);
    EXPECT_FALSE(finding.base().measurement().empty());
    EXPECT_LT(finding.base().start(), finding.base().end());
  }
}

TEST_P(ComparisonsTest, ItemsOfAFindingSayWhereTheyStoodInTheText) {
  const v1::Plan base = Filed(Text());
  const v1::Plan plan = Stored(NextYear());
  const auto response = Compare(Reporter(), plan, base.name());
  ASSERT_THAT(response, IsOk());
  for (const v1::ComparisonFinding& finding : response->findings()) {
    if (finding.code() != "ITEM_NEW") continue;
    EXPECT_EQ(finding.plan().path(), "2.2");
    // Behind 13 + 1 characters of the title, then 8 + 1, 25 + 1, 16 + 1, 8 + 1 and 24 + 1.
    const std::u32string text =
        U"青溪县教育局2022年工作要点\n一、补齐办学短板\n"
        U"（一）扩建校舍。扩建小学4所，增加学位1800个。\n"
        U"（二）配齐教师。新聘教师30名。\n二、守牢校园安全\n"
        U"（一）开展排查。每月排查一次，隐患当月整改到位。\n（二）建设";
    EXPECT_EQ(finding.plan().start(), static_cast<int>(text.find(U"（二）建设")));
  }
}

TEST_P(ComparisonsTest, TheBaseIsChosenAndNamed) {
  const v1::Plan older = Filed(Text());
  Stored(Text());  // a draft is no base
  const v1::Plan newer = Filed(Text());
  const auto response = Compare(Reporter(), Stored(NextYear()));
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->base_chosen());
  EXPECT_EQ(response->base(), newer.name());
  EXPECT_NE(response->base(), older.name());
  EXPECT_THAT(Compare(Reporter(), newer, ""), IsOk());  // the older one is of the same period
}

TEST_P(ComparisonsTest, WithoutAnyBaseItSaysSo) {
  Stored(Text());
  EXPECT_THAT(Compare(Reporter(), Stored(NextYear())),
              StatusIs(absl::StatusCode::kFailedPrecondition, "COMPARISON_BASE_MISSING"));
}

TEST_P(ComparisonsTest, SummaryIsHeldAgainstThePlanItReportsOn) {
  const v1::Plan keys = Filed(Text());
  const v1::Plan summary = Stored(
      "青溪县教育局2021年工作总结\n"
      "一、主要工作完成情况\n"
      "（一）扩建校舍。已完成扩建小学4所，增加学位1500个。\n"
      "（二）配齐教师。已新聘教师36名。\n");
  const auto response = Compare(Reporter(), summary);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->base(), keys.name());
  EXPECT_EQ(response->base_relation(), v1::BASE_RELATION_PLAN_REPORTED_ON);
  EXPECT_THAT(Codes(*response), Contains("PLAN_ITEM_NOT_ANSWERED"));
  EXPECT_THAT(Codes(*response), Contains("TARGET_NOT_REACHED"));
}

TEST_P(ComparisonsTest, BothPlansMustBeSeen) {
  const v1::Plan base = Filed(Text());
  const v1::Plan others = Stored(NextYear(), kSister);
  EXPECT_THAT(Compare(Reporter(kSister), others, base.name()),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Compare(Reporter(kSister), base, others.name()),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Compare(Reviewer(), others, base.name()), IsOk());
  ASSERT_THAT(Approve(Reviewer(), base), IsOk());
  ASSERT_THAT(Publish(Reviewer(), base), IsOk());
  EXPECT_THAT(Compare(Reporter(kSister), others, base.name()), IsOk());
  EXPECT_THAT(Compare(Reporter(), base, "organizations/330481/plans/01arz3ndektsv4rrffq69g5fav"),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Compare(Reporter(), base, "plans/1"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(ComparisonsTest, PagesAreOfOneMoment) {
  const v1::Plan base = Filed(Text());
  const v1::Plan plan = Stored("青溪县教育局2022年工作要点\n一、举办艺术展演\n二、推行校长轮训\n");
  v1::ComparePlansRequest request;
  request.set_name(plan.name());
  request.set_base(base.name());
  const auto whole = comparisons().Compare(Reporter(), request);
  ASSERT_THAT(whole, IsOk());
  ASSERT_GT(whole->total_size(), 2);
  request.set_page_size(1);
  std::vector<std::string> codes;
  do {
    const auto page = comparisons().Compare(Reporter(), request);
    ASSERT_THAT(page, IsOk());
    ASSERT_THAT(page->findings(), SizeIs(1));
    EXPECT_EQ(page->total_size(), whole->total_size());
    codes.push_back(page->findings(0).code());
    request.set_page_token(page->next_page_token());
    if (codes.size() != 1) continue;
    // What changes in between is not seen.
    v1::ReimportPlanRequest other;
    other.set_name(plan.name());
    other.set_content(NextYear());
    ASSERT_THAT(reimports().Reimport(Reporter(), other), IsOk());
  } while (!request.page_token().empty());
  EXPECT_EQ(codes, Codes(*whole));
}

EDUPLAN_OVER_DATABASES(ComparisonsTest);

}  // namespace
}  // namespace eduplan::plan_items
