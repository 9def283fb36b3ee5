#include <unicode/ucnv.h>

#include "services/platform/status/text.h"
#include "tests/contract/indicators/values_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ValueImportTest : public ValuesTest {
 protected:
  static v1::ImportValuesRequest Csv(std::string_view content) {
    v1::ImportValuesRequest request;
    request.mutable_file()->set_content_type("text/csv");
    request.mutable_file()->set_data(std::string(content));
    request.set_period("2021-H1");
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<v1::ImportValuesResponse> Import(const v1::ImportValuesRequest& request,
                                                  const auth::Principal& who = Root()) {
    return Call<v1::ValueService>(who, &v1::ValueService::Stub::ImportValues, request);
  }
};
EDUPLAN_OVER_DATABASES(ValueImportTest);

TEST_P(ValueImportTest, ManyOrganizationsAreWrittenAndWhatStandsIsCounted) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "4"}}), IsOk());
  const auto response =
      Import(Csv("organization,period,indicator,value,unit,basis,as_of,evidence,note\n"
                 "340111,,new-seats,4,,,,,\n"
                 "organizations/340122,,pupils,1.5,万人,EXPECTED,2021-06-30,3号,\"含, 附设\"\n"
                 "340122,2021,new-seats,不适用,,,,,\n"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->written_count(), 2);
  EXPECT_EQ(response->unchanged_count(), 1);
  EXPECT_EQ(response->organization_count(), 2);
  v1::ListValuesRequest list;
  list.set_parent("organizations/340122");
  EXPECT_THAT(List(list), ElementsAre("2021 new-seats=n/a", "2021-H1 pupils=15000"));
}

TEST_P(ValueImportTest, ADryRunListsEveryBadRowByLineAndColumn) {
  v1::ImportValuesRequest request =
      Csv("organization,indicator,value,unit,basis,as_of\n"
          "340111,new-seats,12,,,\n"
          "340111,new-seats,13,,,\n"
          "340111,nothing,1,,,\n"
          "340111,pupils,\"1,200\",,,\n"
          "340111,pupils,１２３,,,\n"
          "340111,pupils,无,,,\n"
          "340111,pupils,3,人次,,\n"
          "340111,pupils,3,,GUESSED,\n"
          "340111,pupils,3,,,30 June\n"
          "999999,pupils,3,,,\n"
          "340122,pupils,3,,,\n");
  request.set_validate_only(true);
  const auto response = Import(request);
  ASSERT_THAT(response, IsOk());
  std::vector<std::string> found;
  for (const v1::RowError& error : response->errors()) {
    found.push_back(text::Cat(error.row(), " ", error.field(), " ", error.reason()));
    EXPECT_FALSE(error.message().empty());
    EXPECT_FALSE(error.message_zh().empty());
  }
  EXPECT_THAT(
      found, ElementsAre("3  DUPLICATE_VALUE", "4 indicator UNKNOWN_INDICATOR",
                         "5 value INVALID_DECIMAL", "6 value INVALID_DECIMAL",
                         "7 value INVALID_DECIMAL", "8 unit UNIT_MISMATCH", "9 basis INVALID_BASIS",
                         "10 as_of DATE_INVALID", "11 organization UNKNOWN_ORGANIZATION"));
  EXPECT_EQ(response->error_count(), 9);
  EXPECT_EQ(response->written_count(), 2);
  EXPECT_THAT(List("340111"), IsEmpty());

  request.set_validate_only(false);
  request.set_request_id(NewRequestId());
  EXPECT_THAT(Import(request), StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_VALUE"));
  EXPECT_THAT(List("340111"), IsEmpty());
  request.set_partial_success(true);
  request.set_request_id(NewRequestId());
  EXPECT_THAT(Import(request), IsOk());
  EXPECT_THAT(List("340111"), ElementsAre("2021-H1 new-seats=12"));
  EXPECT_THAT(List("340122"), ElementsAre("2021-H1 pupils=3"));
}

TEST_P(ValueImportTest, OfMoreThanAThousandBadRowsAllAreCounted) {
  std::string csv = "organization,indicator,value\n";
  for (int i = 0; i < 1500; ++i) csv += "340111,pupils,many\n";
  v1::ImportValuesRequest request = Csv(csv);
  request.set_validate_only(true);
  const auto response = Import(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->errors_size(), 1000);
  EXPECT_EQ(response->error_count(), 1500);
}

TEST_P(ValueImportTest, AFileInGb18030IsRead) {
  const std::string utf8 =
      "organization,indicator,value,unit,note\n340111,pupils,2,万人,含附设班\n";
  std::string gb(4 * utf8.size(), '\0');
  UErrorCode error = U_ZERO_ERROR;
  gb.resize(ucnv_convert("GB18030", "UTF-8", gb.data(), static_cast<int32_t>(gb.size()),
                         utf8.data(), static_cast<int32_t>(utf8.size()), &error));
  ASSERT_NE(gb, utf8);
  ASSERT_THAT(Import(Csv(gb)), IsOk());
  EXPECT_THAT(List("340111"), ElementsAre("2021-H1 pupils=20000"));
}

TEST_P(ValueImportTest, WhoMayNotWriteForAllOfThemWritesNothing) {
  const auto request = Csv("organization,indicator,value\n340111,pupils,2\n340202,pupils,2\n");
  EXPECT_THAT(Import(request, By("340100", {auth::Role::kIntegrator})),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(List("340111"), IsEmpty());
}

TEST_P(ValueImportTest, WhatDoesNotHoldIsSaidByOrganization) {
  v1::Indicator limited;
  limited.set_code("limited");
  limited.set_rule("ERROR <= 10");
  Define(limited);
  const auto response =
      Import(Csv("organization,indicator,value\n340111,limited,9\n340122,limited,11\n"));
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->findings_size(), 1);
  EXPECT_EQ(response->findings(0).organization(), "organizations/340122");
  EXPECT_EQ(response->findings(0).period(), "2021-H1");
}

}  // namespace
}  // namespace eduplan::indicators
