#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Code = absl::StatusCode;

class CreateTest : public RegistryTest {};
EDUPLAN_OVER_DATABASES(CreateTest);

TEST_P(CreateTest, AnswersWithTheOrganizationAsItIsKept) {
  CreateSmallTree();
  const auto found = Get("330481");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->name(), "organizations/330481");
  EXPECT_EQ(found->code(), "330481");
  EXPECT_EQ(found->display_name(), "机构330481");
  EXPECT_EQ(found->level(), v1::LEVEL_COUNTY);
  EXPECT_EQ(found->kind(), v1::ORGANIZATION_KIND_BUREAU);
  EXPECT_EQ(found->parent(), "organizations/330400");
  EXPECT_EQ(found->reporting_parent(), "");
  EXPECT_THAT(found->from(), test::EqualsProto(Date(1949, 10, 1)));
  EXPECT_FALSE(found->has_to());
  ASSERT_EQ(found->codes_size(), 1);
  EXPECT_EQ(found->codes(0).scheme(), v1::Code::SCHEME_GBT2260);
  ASSERT_EQ(found->placements_size(), 1);
  EXPECT_EQ(found->placements(0).relation(), v1::Placement::RELATION_ADMINISTRATIVE);
  EXPECT_EQ(found->etag(), "\"4\"");  // the fourth change of the registry
  EXPECT_TRUE(found->has_create_time());
}

TEST_P(CreateTest, EachWrongFieldIsNamed) {
  CreateSmallTree();
  const auto fields = [&](auto change) {
    v1::CreateOrganizationRequest request = CreateRequest("330482", v1::LEVEL_COUNTY, "330400");
    change(request);
    return FieldsOf(Create(Root(), request).status());
  };
  EXPECT_THAT(fields([](auto& r) { r.mutable_organization()->clear_code(); }),
              ElementsAre("organization.code"));
  EXPECT_THAT(fields([](auto& r) { r.mutable_organization()->clear_display_name(); }),
              ElementsAre("organization.display_name"));
  EXPECT_THAT(fields([](auto& r) { r.mutable_organization()->clear_level(); }),
              ElementsAre("organization.level"));
  EXPECT_THAT(fields([](auto& r) { r.mutable_organization()->set_parent("330400"); }),
              ElementsAre("organization.parent"));
  EXPECT_THAT(
      fields([](auto& r) { *r.mutable_organization()->mutable_from() = Date(2021, 2, 29); }),
      ElementsAre("organization.from"));
  EXPECT_THAT(fields([](auto& r) { r.set_request_id("seven"); }), ElementsAre("request_id"));
  EXPECT_THAT(fields([](auto& r) { r.mutable_organization()->set_parent("organizations/9"); }),
              ElementsAre("organization.parent"));
  EXPECT_EQ(CountOrganizations(), 4);
}

TEST_P(CreateTest, ParentMustExistThenAndBeOfNoLowerLevel) {
  CreateSmallTree();
  EXPECT_THAT(Create("330482", v1::LEVEL_COUNTY, "9"),
              StatusIs(Code::kFailedPrecondition, "PARENT_UNKNOWN"));
  EXPECT_THAT(Create("330600", v1::LEVEL_CITY, "330481"),
              StatusIs(Code::kFailedPrecondition, "PARENT_LEVEL_LOWER"));
  v1::CreateOrganizationRequest late = CreateRequest("330483", v1::LEVEL_COUNTY, "330400");
  *late.mutable_organization()->mutable_from() = Date(2000, 1, 1);
  ASSERT_THAT(Create(Root(), late), IsOk());
  EXPECT_THAT(Create("330483001", v1::LEVEL_TOWNSHIP, "330483"),
              StatusIs(Code::kFailedPrecondition, "PARENT_CLOSED"));
}

TEST_P(CreateTest, FirstOrganizationMayBeTheAdministratorsOwn) {
  const auth::Principal own = Administrator("330000");
  EXPECT_THAT(Create(own, CreateRequest("330400", v1::LEVEL_CITY, "")),
              StatusIs(Code::kPermissionDenied));
  ASSERT_THAT(Create(own, CreateRequest("330000", v1::LEVEL_PROVINCE, "")), IsOk());
  ASSERT_THAT(Create(own, CreateRequest("330400", v1::LEVEL_CITY, "330000")), IsOk());
  // The registry is begun: nobody but its own administrator may add a root.
  EXPECT_THAT(Create(Administrator("340000"), CreateRequest("340000", v1::LEVEL_PROVINCE, "")),
              StatusIs(Code::kPermissionDenied));
}

TEST_P(CreateTest, OnlyAnAdministratorAboveMay) {
  CreateSmallTree();
  const auto request = CreateRequest("330482", v1::LEVEL_COUNTY, "330400");
  EXPECT_THAT(Create(Administrator("330500"), request), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Create(Administrator("330481"), request), StatusIs(Code::kPermissionDenied));
  auth::Principal reporter = Administrator("330400");
  reporter.roles = static_cast<uint32_t>(auth::Role::kReporter);
  EXPECT_THAT(Create(reporter, request), StatusIs(Code::kPermissionDenied));
  // What does not exist is refused in the same way, so nothing is learnt.
  EXPECT_THAT(Create(Administrator("330400"), CreateRequest("330482", v1::LEVEL_COUNTY, "9")),
              StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Create(Administrator("330400"), request), IsOk());
}

TEST_P(CreateTest, CodeOfALivingOrganizationIsTaken) {
  CreateSmallTree();
  const auto again = Create("330481", v1::LEVEL_COUNTY, "330500");
  EXPECT_THAT(again, StatusIs(Code::kAlreadyExists));
  EXPECT_THAT(FieldsOf(again.status()), ElementsAre("organization.code"));
}

TEST_P(CreateTest, ReusedCodeGetsAnotherIdAndResolvesByDate) {
  CreateSmallTree();
  v1::UpdateOrganizationRequest close;
  close.mutable_organization()->set_name("organizations/330481");
  *close.mutable_organization()->mutable_to() = Date(2010, 1, 1);
  ASSERT_THAT(Update(Root(), close), IsOk());
  v1::CreateOrganizationRequest request = CreateRequest("330481", v1::LEVEL_COUNTY, "330500");
  *request.mutable_organization()->mutable_from() = Date(2012, 1, 1);
  const auto second = Create(Root(), request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->name(), "organizations/330481-2");

  const auto resolve = [&](std::optional<google::type::Date> at) {
    grpc::ClientContext context;
    Prepare(Root(), &context);
    v1::ResolveOrganizationRequest question;
    question.set_code("330481");
    if (at) {
      *question.mutable_at() = *at;
    }
    v1::ResolveOrganizationResponse response;
    EXPECT_TRUE(stub()->ResolveOrganization(&context, question, &response).ok());
    return response;
  };
  EXPECT_EQ(resolve(Date(2009, 12, 31)).organization().name(), "organizations/330481");
  EXPECT_EQ(resolve(Date(2012, 1, 1)).organization().name(), "organizations/330481-2");
  EXPECT_FALSE(resolve(Date(2011, 1, 1)).has_organization());
  const auto ambiguous = resolve(std::nullopt);
  EXPECT_FALSE(ambiguous.has_organization());
  ASSERT_EQ(ambiguous.candidates_size(), 2);
  EXPECT_EQ(ambiguous.candidates(0).name(), "organizations/330481");
}

TEST_P(CreateTest, ZoneWithoutACodeGetsAnIdOfItsOwn) {
  CreateSmallTree();
  v1::CreateOrganizationRequest request = CreateRequest("", v1::LEVEL_COUNTY, "330400");
  request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_ZONE);
  const auto zone = Create(Root(), request);
  ASSERT_THAT(zone, IsOk());
  EXPECT_THAT(zone->name(), StartsWith("organizations/z-"));
  EXPECT_EQ(zone->codes_size(), 0);
}

TEST_P(CreateTest, WrongCheckCharacterOnlyWarns) {
  CreateSmallTree();
  const auto created = Create("91350100M000100Y44", v1::LEVEL_COUNTY, "330400");
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(created->warnings(), ElementsAre(HasSubstr("GB 32100")));
}

TEST_P(CreateTest, RepeatedRequestIsAnsweredAsTheFirstTime) {
  CreateSmallTree();
  v1::CreateOrganizationRequest request = CreateRequest("330482", v1::LEVEL_COUNTY, "330400");
  request.set_request_id(NewRequestId());
  const auto first = Create(Root(), request);
  const auto second = Create(Root(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, test::EqualsProto(*first));
  request.mutable_organization()->set_display_name("另一个");
  EXPECT_THAT(Create(Root(), request), StatusIs(Code::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_P(CreateTest, ValidateOnlyChangesNothing) {
  CreateSmallTree();
  v1::CreateOrganizationRequest request = CreateRequest("330482", v1::LEVEL_COUNTY, "330400");
  request.set_validate_only(true);
  EXPECT_THAT(Create(Root(), request), IsOk());
  EXPECT_THAT(Get("330482"), StatusIs(Code::kNotFound));
}

TEST_P(CreateTest, LeavesAnEventAndAnAuditRow) {
  ASSERT_THAT(Create("330000", v1::LEVEL_PROVINCE, ""), IsOk());
  const auto events = registry().foundation().database->Query(
      "SELECT type, subject, partition_key, data FROM outbox");
  ASSERT_THAT(events, IsOk());
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ((*events)[0][0].text(), "eduplan.organization.organization.created");
  EXPECT_EQ((*events)[0][1].text(), "organizations/330000");
  EXPECT_EQ((*events)[0][2].text(), "330000");
  EXPECT_THAT((*events)[0][3].text(), HasSubstr("\"code\":\"330000\""));
  const auto audit = registry().foundation().database->Query(
      "SELECT action, resource, principal FROM audit_entries");
  ASSERT_THAT(audit, IsOk());
  ASSERT_EQ(audit->size(), 1u);
  EXPECT_EQ((*audit)[0][0].text(), "organization.created");
  EXPECT_EQ((*audit)[0][2].text(), "admin-of-*");
}

TEST_P(CreateTest, WithoutATokenNothingIsTold) {
  grpc::ClientContext context;
  v1::Organization response;
  v1::GetOrganizationRequest request;
  request.set_name("organizations/330000");
  EXPECT_EQ(stub()->GetOrganization(&context, request, &response).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace eduplan::organizations
