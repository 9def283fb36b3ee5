#include "services/platform/status/text.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;

class TargetsTest : public IndicatorsTest {
 protected:
  void SetUp() override {
    IndicatorsTest::SetUp();
    if (IsSkipped()) return;
    GrowSmallTree();
    Define(
        "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
        "exam-rate,升学数,人,0,FLOW,SUM,,,UP,,PROHIBITED,false\n"
        "inclusive,普惠在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
        "kg-total,在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
        "coverage,普惠率,%,1,STOCK,RATIO,inclusive,kg-total,UP,,PUBLIC,true\n");
  }

  using Parts = std::vector<std::pair<std::string, std::string>>;
  static v1::DecomposeTargetRequest Request(std::string_view indicator, const Parts& parts) {
    v1::DecomposeTargetRequest request;
    request.set_parent("organizations/340100");
    request.set_period("2021");
    request.set_indicator(std::string(indicator));
    request.set_request_id(NewRequestId());
    request.set_reason("年度目标");
    for (const auto& [organization, value] : parts) {
      v1::DecomposeTargetRequest::Part& part = *request.add_parts();
      part.set_organization(text::Cat("organizations/", organization));
      part.set_value(value);
    }
    return request;
  }
  absl::StatusOr<v1::DecomposeTargetResponse> Decompose(
      const v1::DecomposeTargetRequest& request,
      const auth::Principal& who = By("340100", {auth::Role::kReviewer})) {
    return Call<v1::ValueService>(who, &v1::ValueService::Stub::DecomposeTarget, request);
  }
  // As the province.
  void SetCityTarget(std::string_view indicator, std::string_view value, bool rate = false) {
    v1::BatchUpdateValuesRequest request;
    request.set_parent("organizations/340100");
    request.set_period("2021");
    request.set_request_id(NewRequestId());
    request.set_kind(v1::VALUE_KIND_TARGET);
    v1::ValueInput& input = *request.add_values();
    input.set_indicator(std::string(indicator));
    rate ? input.set_rate_only(std::string(value)) : input.set_value(std::string(value));
    ASSERT_THAT(Call<v1::ValueService>(By("340000", {auth::Role::kReviewer}),
                                       &v1::ValueService::Stub::BatchUpdateValues, request),
                IsOk());
  }
  v1::CheckTargetsResponse Check(const std::vector<std::string>& indicators = {}) {
    v1::CheckTargetsRequest request;
    request.set_parent("organizations/340100");
    request.set_period("2021");
    request.mutable_indicators()->Assign(indicators.begin(), indicators.end());
    const auto response = Call<v1::ValueService>(By("340100", {auth::Role::kReporter}),
                                                 &v1::ValueService::Stub::CheckTargets, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::CheckTargetsResponse();
  }
};
EDUPLAN_OVER_DATABASES(TargetsTest);

const std::vector<std::pair<std::string, std::string>> kThree = {
    {"340111", "4000"}, {"340122", "3500"}, {"340123", "2000"}};

TEST_P(TargetsTest, WhatIsNotHandedDownIsFound) {
  SetCityTarget("new-seats", "10000");
  const auto response = Decompose(Request("new-seats", kThree));
  ASSERT_THAT(response, IsOk());
  // 10000 − (4000 + 3500 + 2000) = 500; the zone 340171 has none yet.
  const v1::TargetDecomposition& decomposition = response->decomposition();
  EXPECT_EQ(decomposition.allotted(), "9500");
  EXPECT_EQ(decomposition.undistributed(), "500");
  ASSERT_EQ(decomposition.parts_size(), 4);
  EXPECT_EQ(decomposition.parts(0).display_name(), "机构340111");
  EXPECT_EQ(decomposition.parts(0).target(), "4000");
  EXPECT_EQ(decomposition.parts(3).target(), "");
  ASSERT_EQ(decomposition.findings_size(), 1);
  EXPECT_EQ(decomposition.findings(0).reason(), "NOT_FULLY_DECOMPOSED");
  EXPECT_EQ(decomposition.findings(0).difference(), "500");
  const v1::CheckTargetsResponse checked = Check();
  ASSERT_EQ(checked.decompositions_size(), 1);
  EXPECT_THAT(checked.decompositions(0), test::EqualsProto(decomposition));
}

TEST_P(TargetsTest, HandingDownAgainReplacesWhatItNames) {
  SetCityTarget("new-seats", "10000");
  ASSERT_THAT(Decompose(Request("new-seats", kThree)), IsOk());
  const auto response = Decompose(Request("new-seats", {{"340123", "2200"}, {"340171", "300"}}));
  ASSERT_THAT(response, IsOk());
  // 4000 + 3500 + 2200 + 300 = 10000.
  EXPECT_EQ(response->decomposition().undistributed(), "0");
  EXPECT_TRUE(response->decomposition().findings().empty());
}

TEST_P(TargetsTest, OneWrongPartHoldsUpAll) {
  SetCityTarget("new-seats", "10000");
  EXPECT_THAT(Decompose(Request("new-seats", {{"340111", "4000"}, {"340122", "viel"}})),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_DECIMAL"));
  EXPECT_THAT(Decompose(Request("new-seats", {{"340111", "4000"}, {"340111", "1"}})),
              StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_PART"));
  EXPECT_THAT(Decompose(Request("new-seats", {})),
              StatusIs(absl::StatusCode::kInvalidArgument, "NO_PARTS"));
  EXPECT_EQ(Check().decompositions(0).allotted(), "0");
}

TEST_P(TargetsTest, ATargetGoesToThoseRightBelowAlone) {
  // The province reviews 340202, but that stands below another city.
  EXPECT_THAT(
      Decompose(Request("new-seats", {{"340202", "1"}}), By("340000", {auth::Role::kReviewer})),
      StatusIs(absl::StatusCode::kInvalidArgument, "NOT_RIGHT_BELOW"));
}

TEST_P(TargetsTest, OnlyASuperiorHandsDown) {
  EXPECT_THAT(Decompose(Request("new-seats", kThree), By("340111", {auth::Role::kReviewer})),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Decompose(Request("new-seats", kThree), By("340100", {auth::Role::kReporter})),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(TargetsTest, WhatIsNotAssessedHasNoTargets) {
  EXPECT_THAT(Decompose(Request("exam-rate", kThree)),
              StatusIs(absl::StatusCode::kFailedPrecondition, "NOT_ASSESSABLE"));
}

TEST_P(TargetsTest, ARatioIsCheckedByItsParts) {
  SetCityTarget("coverage", "88", /*rate=*/true);
  ASSERT_THAT(Decompose(Request("coverage", {{"340111", "90"}, {"340122", "60"}})), IsOk());
  EXPECT_EQ(Check({"coverage"}).decompositions(0).allotted(), "");
  ASSERT_THAT(Decompose(Request("inclusive", {{"340111", "8100"}, {"340122", "600"}})), IsOk());
  ASSERT_THAT(Decompose(Request("kg-total", {{"340111", "9000"}, {"340122", "1000"}})), IsOk());
  // 8700 ÷ 10000 = 87.0%.
  const v1::CheckTargetsResponse checked = Check({"coverage"});
  EXPECT_EQ(checked.decompositions(0).allotted(), "87");
  EXPECT_EQ(checked.decompositions(0).undistributed(), "1");
}

TEST_P(TargetsTest, ValidateOnlyChangesNothing) {
  SetCityTarget("new-seats", "10000");
  v1::DecomposeTargetRequest request = Request("new-seats", kThree);
  request.set_validate_only(true);
  const auto response = Decompose(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->decomposition().undistributed(), "500");
  EXPECT_EQ(Check().decompositions(0).undistributed(), "10000");
}

}  // namespace
}  // namespace eduplan::indicators
