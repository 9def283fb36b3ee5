#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "services/platform/status/grpc_status.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ListTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    if (!IsSkipped()) {
      CreateSmallTree();
    }
  }
  absl::StatusOr<v1::ListOrganizationsResponse> List(const v1::ListOrganizationsRequest& request) {
    grpc::ClientContext context;
    Prepare(Administrator("330481"), &context);
    v1::ListOrganizationsResponse response;
    const grpc::Status status = stub()->ListOrganizations(&context, request, &response);
    if (!status.ok()) {
      return status::FromGrpc(status);
    }
    return response;
  }
  std::vector<std::string> Ids(const v1::ListOrganizationsResponse& response) {
    std::vector<std::string> ids;
    for (const v1::Organization& organization : response.organizations()) {
      ids.emplace_back(IdOf(organization.name()));
    }
    return ids;
  }
  std::vector<std::string> Filtered(const std::string& filter) {
    v1::ListOrganizationsRequest request;
    request.set_filter(filter);
    const auto response = List(request);
    EXPECT_THAT(response, IsOk()) << filter;
    return response.ok() ? Ids(*response) : std::vector<std::string>();
  }
};
EDUPLAN_OVER_DATABASES(ListTest);

TEST_P(ListTest, PagesAreOfOneAsOfWhileRowsAreAdded) {
  v1::ListOrganizationsRequest request;
  request.set_page_size(2);
  const auto first = List(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Ids(*first), ElementsAre("330000", "330400"));
  ASSERT_THAT(Create("330450", v1::LEVEL_COUNTY, "330400"), IsOk());
  ASSERT_THAT(Create("330900", v1::LEVEL_CITY, "330000"), IsOk());
  v1::UpdateOrganizationRequest rename;
  rename.mutable_organization()->set_name("organizations/330500");
  rename.mutable_organization()->set_display_name("改名");
  ASSERT_THAT(Update(Root(), rename), IsOk());
  request.set_page_token(first->next_page_token());
  const auto second = List(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Ids(*second), ElementsAre("330481", "330500"));
  EXPECT_EQ(second->organizations(1).display_name(), "机构330500");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_P(ListTest, OrderIsThatOfTheBytes) {
  // A linguistic collation would put a before B.
  for (const char* code : {"a", "B", "-", "Z"}) {
    ASSERT_THAT(Create(code, v1::LEVEL_COUNTY, "330400"), IsOk());
  }
  EXPECT_THAT(Filtered("parent = \"organizations/330400\""),
              ElementsAre("-", "330481", "B", "Z", "a"));
}

TEST_P(ListTest, FiltersOverEachField) {
  EXPECT_THAT(Filtered("level = CITY"), ElementsAre("330400", "330500"));
  EXPECT_THAT(Filtered("level >= CITY AND level != COUNTY"), ElementsAre("330400", "330500"));
  EXPECT_THAT(Filtered("kind = ZONE"), IsEmpty());
  EXPECT_THAT(Filtered("parent = \"organizations/330400\""), ElementsAre("330481"));
  EXPECT_THAT(Filtered("code = \"330500\""), ElementsAre("330500"));
  EXPECT_THAT(Filtered("display_name = \"机构330481\""), ElementsAre("330481"));
  EXPECT_THAT(Filtered("display_name : \"0481\" AND level = COUNTY"), ElementsAre("330481"));
  EXPECT_THAT(Filtered("display_name : \"%\""), IsEmpty());
}

TEST_P(ListTest, WrongFilterOrPageIsNamed) {
  v1::ListOrganizationsRequest request;
  request.set_filter("level = DUCHY");
  EXPECT_THAT(FieldsOf(List(request).status()), ElementsAre("filter"));
  request.set_filter("colour = \"red\"");
  EXPECT_THAT(List(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.set_filter("");
  request.set_page_token("nonsense");
  EXPECT_THAT(List(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(List(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace eduplan::organizations
