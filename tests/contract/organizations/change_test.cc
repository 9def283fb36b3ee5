#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/organizations/model/convert.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Code = absl::StatusCode;

class ChangeTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    if (!IsSkipped()) {
      CreateSmallTree();
    }
  }
  static v1::UpdateOrganizationRequest UpdateRequest(std::string_view id) {
    v1::UpdateOrganizationRequest request;
    request.mutable_organization()->set_name(NameOf(id));
    return request;
  }
};
EDUPLAN_OVER_DATABASES(ChangeTest);

TEST_P(ChangeTest, RenameKeepsEverythingElse) {
  v1::UpdateOrganizationRequest request = UpdateRequest("330481");
  request.mutable_organization()->set_display_name("新名");
  const auto renamed = Update(Administrator("330400"), request);
  ASSERT_THAT(renamed, IsOk());
  EXPECT_EQ(renamed->display_name(), "新名");
  EXPECT_EQ(renamed->parent(), "organizations/330400");
  EXPECT_EQ(renamed->code(), "330481");
  EXPECT_EQ(renamed->etag(), "\"5\"");
  // The name of a day in the past is the one it bore then.
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::GetSubtreeRequest past;
  past.set_name("organizations/330481");
  *past.mutable_at() = Date(2020, 1, 1);
  v1::GetSubtreeResponse response;
  ASSERT_TRUE(stub()->GetSubtree(&context, past, &response).ok());
  EXPECT_EQ(response.organizations(0).display_name(), "机构330481");
}

TEST_P(ChangeTest, UpdateLeavesWhatIsRecordedForLaterAlone) {
  v1::CorrectOrganizationRequest correction;
  correction.set_reason("登记");
  v1::Organization* planned = correction.mutable_organization();
  planned->set_name("organizations/330481");
  planned->add_names()->set_display_name("海宁");
  v1::DatedName* alias = planned->add_names();
  alias->set_display_name("将来");
  alias->set_type(v1::DatedName::TYPE_ALIAS);
  *alias->mutable_from() = Date(2990, 1, 1);
  v1::Standing* first = planned->add_standings();
  first->set_level(v1::LEVEL_COUNTY);
  *first->mutable_to() = Date(2980, 1, 1);
  v1::Standing* again = planned->add_standings();
  again->set_level(v1::LEVEL_COUNTY);
  *again->mutable_from() = Date(2990, 1, 1);
  *again->mutable_to() = Date(2995, 1, 1);
  correction.mutable_update_mask()->add_paths("names");
  correction.mutable_update_mask()->add_paths("standings");
  ASSERT_THAT(Call(Root(), &Stub::CorrectOrganization, correction), IsOk());

  v1::UpdateOrganizationRequest request = UpdateRequest("330481");
  request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_ZONE);
  const auto updated = Update(Root(), request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->kind(), v1::ORGANIZATION_KIND_ZONE);
  ASSERT_EQ(updated->standings_size(), 3);  // to today, to 2980, from 2990
  EXPECT_EQ(updated->standings(1).to().year(), 2980);
  EXPECT_THAT(updated->standings(2).from(), test::EqualsProto(Date(2990, 1, 1)));
  EXPECT_THAT(updated->to(), test::EqualsProto(Date(2995, 1, 1)));
  ASSERT_EQ(updated->names_size(), 2);
  EXPECT_EQ(updated->names(1).display_name(), "将来");
}

TEST_P(ChangeTest, StaleEtagIsAborted) {
  v1::UpdateOrganizationRequest request = UpdateRequest("330481");
  request.mutable_organization()->set_display_name("甲");
  request.mutable_organization()->set_etag("\"4\"");
  ASSERT_THAT(Update(Root(), request), IsOk());
  request.mutable_organization()->set_display_name("乙");
  EXPECT_THAT(Update(Root(), request), StatusIs(Code::kAborted));
  EXPECT_EQ(Get("330481")->display_name(), "甲");
}

TEST_P(ChangeTest, OnlyUpdatableFieldsMayBeInTheMask) {
  v1::UpdateOrganizationRequest request = UpdateRequest("330481");
  request.mutable_organization()->set_level(v1::LEVEL_CITY);
  request.mutable_update_mask()->add_paths("level");
  EXPECT_THAT(Update(Root(), request), StatusIs(Code::kInvalidArgument));
  EXPECT_EQ(Get("330481")->level(), v1::LEVEL_COUNTY);
}

TEST_P(ChangeTest, WhatStillHasChildrenCannotBeClosed) {
  v1::UpdateOrganizationRequest request = UpdateRequest("330400");
  *request.mutable_organization()->mutable_to() = Date(2024, 1, 1);
  const auto refused = Update(Root(), request);
  EXPECT_THAT(refused, StatusIs(Code::kFailedPrecondition, "CHILDREN_REMAIN"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("organization.to"));
  ASSERT_THAT(Move(Root(), MoveRequest("330481", "330500", Date(2024, 1, 1))), IsOk());
  EXPECT_THAT(Update(Root(), request), IsOk());
  EXPECT_THAT(Below("330000", Date(2024, 1, 1)), ElementsAre("330000", "330500", "330481"));
}

TEST_P(ChangeTest, RootIsItsOwnAdministratorsAndOthersAreTheirParents) {
  v1::UpdateOrganizationRequest root = UpdateRequest("330000");
  root.mutable_organization()->set_display_name("省厅");
  EXPECT_THAT(Update(Administrator("330000"), root), IsOk());
  v1::UpdateOrganizationRequest county = UpdateRequest("330481");
  county.mutable_organization()->set_display_name("自称");
  EXPECT_THAT(Update(Administrator("330481"), county), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Update(Administrator("330500"), county), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Update(Administrator("330400"), UpdateRequest("9")),
              StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Update(Root(), UpdateRequest("9")), StatusIs(Code::kNotFound));
}

TEST_P(ChangeTest, MoveCountsFromItsDayOn) {
  const auto moved =
      Move(Administrator("330000"), MoveRequest("330481", "330500", Date(2022, 3, 1)));
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->parent(), "organizations/330500");
  EXPECT_EQ(moved->placements_size(), 2);
  EXPECT_THAT(Above("330481", Date(2022, 2, 28)), ElementsAre("330400", "330000"));
  EXPECT_THAT(Above("330481", Date(2022, 3, 1)), ElementsAre("330500", "330000"));
  EXPECT_THAT(Below("330400", Date(2022, 2, 28)), ElementsAre("330400", "330481"));
  EXPECT_THAT(Below("330400", Date(2022, 3, 1)), ElementsAre("330400"));
  EXPECT_THAT(Below("330000", Date(2022, 3, 1)),
              ElementsAre("330000", "330400", "330500", "330481"));
}

TEST_P(ChangeTest, ReportingParentWinsInTheTreeThatCounts) {
  v1::MoveOrganizationRequest request = MoveRequest("330481", "330000", Date(2022, 3, 1));
  request.set_relation(v1::Placement::RELATION_REPORTING);
  const auto moved = Move(Root(), request);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->parent(), "organizations/330400");
  EXPECT_EQ(moved->reporting_parent(), "organizations/330000");
  EXPECT_THAT(Above("330481", Date(2022, 3, 1)), ElementsAre("330000"));
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::ListAncestorsRequest administrative;
  administrative.set_name("organizations/330481");
  administrative.set_relation(v1::Placement::RELATION_ADMINISTRATIVE);
  v1::ListAncestorsResponse response;
  ASSERT_TRUE(stub()->ListAncestors(&context, administrative, &response).ok());
  EXPECT_EQ(response.organizations_size(), 2);
}

TEST_P(ChangeTest, MoveBelowItselfIsRefused) {
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330481"), IsOk());
  ASSERT_THAT(Create("330483", v1::LEVEL_COUNTY, "330482"), IsOk());
  const auto refused = Move(Root(), MoveRequest("330481", "330483", Date(2024, 1, 1)));
  EXPECT_THAT(refused, StatusIs(Code::kFailedPrecondition, "CYCLE"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("parent"));
  EXPECT_THAT(Move(Root(), MoveRequest("330481", "330481", Date(2024, 1, 1))),
              StatusIs(Code::kFailedPrecondition, "CYCLE"));
  EXPECT_THAT(Move(Root(), MoveRequest("330500", "330481", Date(2024, 1, 1))),
              StatusIs(Code::kFailedPrecondition, "PARENT_LEVEL_LOWER"));
  EXPECT_THAT(Move(Root(), MoveRequest("330481", "330500", Date(1949, 9, 30))),
              StatusIs(Code::kFailedPrecondition, "ORGANIZATION_CLOSED"));
  EXPECT_EQ(Get("330481")->etag(), "\"4\"");
}

TEST_P(ChangeTest, MoveNeedsTheAdministratorAboveBothParents) {
  const auto request = MoveRequest("330481", "330500", Date(2022, 3, 1));
  EXPECT_THAT(Move(Administrator("330400"), request), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Move(Administrator("330500"), request), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Move(Administrator("330481"), request), StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Move(Administrator("330000"), MoveRequest("9", "330500", Date(2022, 3, 1))),
              StatusIs(Code::kPermissionDenied));
  EXPECT_THAT(Move(Root(), MoveRequest("9", "330500", Date(2022, 3, 1))),
              StatusIs(Code::kNotFound));
  v1::MoveOrganizationRequest dry = request;
  dry.set_validate_only(true);
  EXPECT_THAT(Move(Administrator("330000"), dry), IsOk());
  EXPECT_EQ(Get("330481")->parent(), "organizations/330400");
}

TEST_P(ChangeTest, OfTwoMovesAtOnceOneWins) {
  std::vector<absl::Status> results(2);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      v1::MoveOrganizationRequest request =
          MoveRequest("330481", i == 0 ? "330500" : "330000", Date(2024, 1, 1));
      request.set_etag("\"4\"");
      results[i] = Move(Root(), request).status();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_THAT((std::vector{results[0].code(), results[1].code()}),
              UnorderedElementsAre(Code::kOk, Code::kAborted));
}

}  // namespace
}  // namespace eduplan::organizations
