#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Code = absl::StatusCode;

constexpr std::string_view kTree =
    "code,name,level,kind,parent,from,reporting_parent\n"
    "330481,甲县,县级,,330400,,\n"
    "330482,丙区,COUNTY,功能区,330481,2015-01-01,330400\n"
    "330400,乙市,地市级,教育行政部门,330000,,\n"
    "330000,某省,PROVINCE,BUREAU,,,\n"
    "2133000001,甲县实验学校,学校,学校,organizations/330481,2001-09-01,\n";

class ImportTest : public RegistryTest {};
EDUPLAN_OVER_DATABASES(ImportTest);

TEST_P(ImportTest, BringsInATreeInAnyOrderAndKnowsItAgain) {
  const auto first = Import(Root(), kTree);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->created_count(), 5);
  EXPECT_EQ(first->unchanged_count(), 0);
  EXPECT_THAT(change_log::TokenSequence(first->consistency_token(), "organizations"),
              test::IsOkAndHolds(1));
  EXPECT_THAT(Below("330000", Date(2020, 1, 1)),
              ElementsAre("330000", "330400", "330481", "2133000001", "330482"));
  EXPECT_THAT(Above("330482", Date(2020, 1, 1)), ElementsAre("330400", "330000"));
  const auto zone = Get("330482");
  ASSERT_THAT(zone, IsOk());
  EXPECT_EQ(zone->kind(), v1::ORGANIZATION_KIND_ZONE);
  EXPECT_EQ(zone->parent(), "organizations/330481");
  EXPECT_EQ(zone->reporting_parent(), "organizations/330400");
  EXPECT_EQ(Get("2133000001")->codes(0).scheme(), v1::Code::SCHEME_SCHOOL);

  const auto second = Import(Root(), kTree);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->created_count(), 0);
  EXPECT_EQ(second->unchanged_count(), 5);
}

TEST_P(ImportTest, MalformedRowThreeIsNamedAndNothingIsChanged) {
  const auto refused = Import(Root(),
                              "code,name,level,kind,parent,from\n"
                              "330000,某省,PROVINCE,,,\n"
                              "330400,乙市,CITY,,330000,\n"
                              "330481,甲县,郡,,330400,\n");
  ASSERT_THAT(refused, StatusIs(Code::kInvalidArgument, "IMPORT_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("row 3 (line 4), column level"));
  EXPECT_THAT(refused.status().ToString(), HasSubstr("郡"));
  EXPECT_EQ(CountOrganizations(), 0);
}

TEST_P(ImportTest, WrongReferenceIsNamedAndNothingIsChanged) {
  const auto refused = Import(Root(),
                              "code,name,level,kind,parent,from\n"
                              "330000,某省,PROVINCE,,,\n"
                              "330400,乙市,CITY,,330001,\n");
  ASSERT_THAT(refused, StatusIs(Code::kInvalidArgument, "IMPORT_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("row 2 (line 3), column parent"));
  EXPECT_EQ(CountOrganizations(), 0);
}

TEST_P(ImportTest, ReadsGb18030) {
  // "330000," 省 ",省级,,," in GB18030: 省 is CA A1, 级 is BC B6.
  const auto done = Import(Root(),
                           "code,name,level,kind,parent,from\n"
                           "330000,\xCA\xA1,\xCA\xA1\xBC\xB6,,,\n");
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(Get("330000")->display_name(), "省");
  EXPECT_EQ(Get("330000")->level(), v1::LEVEL_PROVINCE);
}

TEST_P(ImportTest, AdministratorMayImportBelowItselfOnly) {
  ASSERT_THAT(Import(Administrator("330000"), kTree), IsOk());
  const auto under = [](std::string_view parent) {
    return "code,name,level,kind,parent,from\n330483,丁县,COUNTY,," + std::string(parent) + ",\n";
  };
  EXPECT_THAT(Import(Administrator("330481"), under("330400")), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Import(Administrator("330481"), under("")), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Import(Administrator("330481"), under("999999")), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Import(Administrator("330400"), under("330400")), IsOk());
}

TEST_P(ImportTest, JsonTakesTheSameRows) {
  v1::BatchImportOrganizationsRequest request;
  for (const auto& create : {CreateRequest("330400", v1::LEVEL_CITY, "330000"),
                             CreateRequest("330000", v1::LEVEL_PROVINCE, "")}) {
    *request.add_organizations() = create.organization();
  }
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::BatchImportOrganizationsResponse response;
  ASSERT_TRUE(stub()->BatchImportOrganizations(&context, request, &response).ok());
  EXPECT_EQ(response.created_count(), 2);
  EXPECT_EQ(Get("330400")->parent(), "organizations/330000");
}

TEST_P(ImportTest, ThousandsOfRowsAreOneChange) {
  std::string csv = "code,name,level,kind,parent,from\n330000,某省,PROVINCE,,,\n";
  for (int i = 0; i < 3000; ++i) {
    csv += "S" + std::to_string(i) + ",校" + std::to_string(i) + ",SCHOOL,,330000,\n";
  }
  const auto done = Import(Root(), csv);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->created_count(), 3001);
  EXPECT_EQ(Get("S2999")->etag(), Get("330000")->etag());
  EXPECT_EQ(Import(Root(), csv)->unchanged_count(), 3001);
}

}  // namespace
}  // namespace eduplan::organizations
