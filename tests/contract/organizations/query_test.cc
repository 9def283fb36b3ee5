#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "services/platform/api/time.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

google::protobuf::Timestamp Before(const google::protobuf::Timestamp& time) {
  return api::ToProto(api::FromProto(time, "time").value() - absl::Microseconds(1));
}

template <typename Organizations>
std::vector<std::string> IdsIn(const Organizations& organizations) {
  std::vector<std::string> ids;
  for (const v1::Organization& organization : organizations) {
    ids.emplace_back(IdOf(organization.name()));
  }
  return ids;
}

// The province of CreateSmallTree; county 330481 goes from city 330400 to 330500 on 2022-03-01.
class QueryTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    if (!IsSkipped()) {
      CreateSmallTree();
    }
  }
  v1::OrganizationChange MoveCounty() {
    const auto moved =
        Call(Root(), &Stub::MoveOrganization, MoveRequest("330481", "330500", Date(2022, 3, 1)));
    EXPECT_THAT(moved, IsOk());
    return moved.ok() ? *moved : v1::OrganizationChange();
  }
  static v1::GetOrganizationRequest GetRequest(std::string_view id,
                                               const google::type::Date& at = {}) {
    v1::GetOrganizationRequest request;
    request.set_name(NameOf(id));
    if (at.year() != 0) {
      *request.mutable_at() = at;
    }
    return request;
  }
  std::string ParentOf(const v1::GetOrganizationRequest& request) {
    const auto answer = Call(Root(), &Stub::GetOrganization, request);
    return answer.ok() ? std::string(IdOf(answer->parent()))
                       : std::string(answer.status().message());
  }
  std::string ParentOf(std::string_view id, const google::type::Date& at,
                       const google::protobuf::Timestamp& read_time) {
    v1::GetOrganizationRequest request = GetRequest(id, at);
    *request.mutable_read_time() = read_time;
    return ParentOf(request);
  }
  static v1::GetSubtreeRequest SubtreeRequest(std::string_view id) {
    v1::GetSubtreeRequest request;
    request.set_name(NameOf(id));
    return request;
  }
  std::vector<std::string> Subtree(const v1::GetSubtreeRequest& request) {
    const auto answer = Call(Root(), &Stub::GetSubtree, request);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? IdsIn(answer->organizations()) : std::vector<std::string>();
  }
  absl::StatusOr<v1::ListParticipantsResponse> Participants(std::string_view id,
                                                            const std::string& period) {
    v1::ListParticipantsRequest request;
    request.set_name(NameOf(id));
    request.set_period(period);
    request.set_level(v1::LEVEL_COUNTY);
    return Call(Root(), &Stub::ListParticipants, request);
  }
};
EDUPLAN_OVER_DATABASES(QueryTest);

TEST_P(QueryTest, GetAnswersForTheDay) {
  MoveCounty();
  EXPECT_EQ(ParentOf(GetRequest("330481", Date(2022, 2, 28))), "330400");
  EXPECT_EQ(ParentOf(GetRequest("330481", Date(2022, 3, 1))), "330500");
  EXPECT_EQ(ParentOf(GetRequest("330481")), "330500");
  const auto early = Call(Root(), &Stub::GetOrganization, GetRequest("330481", Date(1949, 9, 30)));
  ASSERT_THAT(early, IsOk());
  EXPECT_EQ(early->state(), v1::Organization::STATE_PLANNED);
}

TEST_P(QueryTest, GetAnswersAsItWasKnownBeforeAndAfterAMoveAndACorrection) {
  const google::type::Date day = Date(2024, 1, 1);
  const auto created = Get("330481");
  ASSERT_THAT(created, IsOk());
  const auto moved = MoveCounty().event().create_time();

  // It had been moved on 2021-06-01 in truth.
  v1::CorrectOrganizationRequest correction;
  correction.mutable_organization()->set_name(NameOf("330481"));
  correction.set_reason("the day was mistyped");
  correction.mutable_update_mask()->add_paths("placements");
  v1::Placement* first = correction.mutable_organization()->add_placements();
  first->set_parent(NameOf("330400"));
  *first->mutable_to() = Date(2021, 6, 1);
  v1::Placement* second = correction.mutable_organization()->add_placements();
  second->set_parent(NameOf("330500"));
  *second->mutable_from() = Date(2021, 6, 1);
  const auto correct = Call(Root(), &Stub::CorrectOrganization, correction);
  ASSERT_THAT(correct, IsOk());
  const auto corrected = correct->event().create_time();

  EXPECT_EQ(ParentOf("330481", day, Before(moved)), "330400");
  EXPECT_EQ(ParentOf("330481", day, moved), "330500");
  EXPECT_EQ(ParentOf("330481", Date(2021, 12, 1), Before(corrected)), "330400");
  EXPECT_EQ(ParentOf("330481", Date(2021, 12, 1), corrected), "330500");
  EXPECT_EQ(ParentOf(GetRequest("330481", Date(2021, 12, 1))), "330500");

  v1::GetOrganizationRequest unknown = GetRequest("330481");
  *unknown.mutable_read_time() = Before(created->create_time());
  EXPECT_THAT(Call(Root(), &Stub::GetOrganization, unknown), StatusIs(absl::StatusCode::kNotFound));
  v1::ListOrganizationsRequest list;
  list.set_filter("parent = \"organizations/330500\"");
  *list.mutable_at() = Date(2021, 12, 1);
  *list.mutable_read_time() = Before(corrected);
  auto listed = Call(Root(), &Stub::ListOrganizations, list);
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(IdsIn(listed->organizations()), IsEmpty());
  *list.mutable_read_time() = corrected;
  listed = Call(Root(), &Stub::ListOrganizations, list);
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(IdsIn(listed->organizations()), ElementsAre("330481"));
}

TEST_P(QueryTest, SubtreesOfAnyDayAndAnyMomentTheyWereKnown) {
  const auto moved = MoveCounty().event().create_time();
  v1::GetSubtreeRequest request = SubtreeRequest("330500");
  EXPECT_THAT(Subtree(request), ElementsAre("330500", "330481"));
  *request.mutable_at() = Date(2022, 2, 28);
  EXPECT_THAT(Subtree(request), ElementsAre("330500"));
  *request.mutable_at() = Date(2022, 3, 1);
  EXPECT_THAT(Subtree(request), ElementsAre("330500", "330481"));
  *request.mutable_read_time() = Before(moved);
  EXPECT_THAT(Subtree(request), ElementsAre("330500"));
  *request.mutable_read_time() = moved;
  EXPECT_THAT(Subtree(request), ElementsAre("330500", "330481"));
  request = SubtreeRequest("330481");
  *request.mutable_read_time() = api::ToProto(absl::FromUnixSeconds(1));
  EXPECT_THAT(Call(Root(), &Stub::GetSubtree, request), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(QueryTest, SubtreeOfALevelOrKindWhateverLiesBetween) {
  ASSERT_THAT(Create("3133000001", v1::LEVEL_SCHOOL, "330481"), IsOk());
  v1::CreateOrganizationRequest zone = CreateRequest("330491", v1::LEVEL_COUNTY, "330400");
  zone.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_ZONE);
  ASSERT_THAT(Create(Root(), zone), IsOk());
  v1::GetSubtreeRequest request = SubtreeRequest("330000");
  request.set_level(v1::LEVEL_COUNTY);
  EXPECT_THAT(Subtree(request), ElementsAre("330481", "330491"));
  request.set_kind(v1::ORGANIZATION_KIND_ZONE);
  EXPECT_THAT(Subtree(request), ElementsAre("330491"));
  request = SubtreeRequest("330000");
  request.set_kind(v1::ORGANIZATION_KIND_SCHOOL);
  EXPECT_THAT(Subtree(request), ElementsAre("3133000001"));
  request.set_deepest_level(v1::LEVEL_COUNTY);
  EXPECT_THAT(Subtree(request), IsEmpty());
}

TEST_P(QueryTest, PagesOfASubtreeAreOfOneAsOfWhileTheTreeChanges) {
  v1::GetSubtreeRequest request = SubtreeRequest("330000");
  request.set_page_size(1);
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (int page = 0; page < 10; ++page) {
    const auto answer = Call(Root(), &Stub::GetSubtree, request);
    ASSERT_THAT(answer, IsOk());
    for (const v1::Organization& organization : answer->organizations()) {
      ids.emplace_back(IdOf(organization.name()));
      names.push_back(organization.display_name());
    }
    if (answer->next_page_token().empty()) {
      break;
    }
    request.set_page_token(answer->next_page_token());
    // Each change would show on a later page.
    if (page == 0) {
      MoveCounty();
    } else if (page == 1) {
      ASSERT_THAT(Create("330401", v1::LEVEL_COUNTY, "330400"), IsOk());
    } else if (page == 2) {
      v1::RenameOrganizationRequest rename;
      rename.set_name(NameOf("330500"));
      rename.set_display_name("另一名称");
      ASSERT_THAT(Call(Root(), &Stub::RenameOrganization, rename), IsOk());
    }
  }
  EXPECT_THAT(ids, ElementsAre("330000", "330400", "330481", "330500"));
  EXPECT_THAT(names, ElementsAre("机构330000", "机构330400", "机构330481", "机构330500"));
  EXPECT_THAT(Subtree(SubtreeRequest("330000")),
              ElementsAre("330000", "330400", "330401", "330500", "330481"));
}

TEST_P(QueryTest, PageTokensOfOtherListingsAreRefused) {
  v1::GetSubtreeRequest request = SubtreeRequest("330000");
  request.set_page_size(1);
  const auto answer = Call(Root(), &Stub::GetSubtree, request);
  ASSERT_THAT(answer, IsOk());
  request.set_page_token(answer->next_page_token());
  request.set_name(NameOf("330400"));
  EXPECT_THAT(Call(Root(), &Stub::GetSubtree, request),
              StatusIs(absl::StatusCode::kInvalidArgument));
  request.set_page_token("x");
  EXPECT_THAT(Call(Root(), &Stub::GetSubtree, request),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(QueryTest, ChildrenComeWithHowManyStandBelowThem) {
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330400"), IsOk());
  ASSERT_THAT(Create("3133000001", v1::LEVEL_SCHOOL, "330481"), IsOk());
  v1::ListChildrenRequest request;
  request.set_name(NameOf("330000"));
  request.set_page_size(1);
  auto page = Call(Root(), &Stub::ListChildren, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->children_size(), 1);
  EXPECT_EQ(page->total_size(), 2);
  EXPECT_EQ(page->children(0).organization().name(), NameOf("330400"));
  EXPECT_EQ(page->children(0).child_count(), 2);
  EXPECT_EQ(page->children(0).descendant_count(), 3);
  request.set_page_token(page->next_page_token());
  page = Call(Root(), &Stub::ListChildren, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->children_size(), 1);
  EXPECT_EQ(page->children(0).organization().name(), NameOf("330500"));
  EXPECT_EQ(page->children(0).descendant_count(), 0);
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_P(QueryTest, ParticipantsAreThoseAtThePeriodsEnd) {
  MoveCounty();
  auto answer = Participants("330400", "2021-H2");  // ends on 2021-12-31
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), ElementsAre("330481"));
  EXPECT_EQ(answer->at().DebugString(), Date(2021, 12, 31).DebugString());
  answer = Participants("330500", "2021-H2");
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), IsEmpty());
  answer = Participants("330400", "2022-H1");  // ends on 2022-06-30
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), IsEmpty());
  answer = Participants("330500", "2022-H1");
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), ElementsAre("330481"));
  EXPECT_EQ(answer->organizations(0).parent(), NameOf("330500"));

  v1::ListParticipantsRequest start;
  start.set_name(NameOf("330400"));
  start.set_period("2022-H1");
  start.set_level(v1::LEVEL_COUNTY);
  start.set_reference_point(v1::ListParticipantsRequest::REFERENCE_POINT_PERIOD_START);
  answer = Call(Root(), &Stub::ListParticipants, start);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), ElementsAre("330481"));
}

TEST_P(QueryTest, ParticipantsNeedALevelAndAPeriod) {
  EXPECT_THAT(FieldsOf(Participants("330400", "2021-H3").status()), ElementsAre("period"));
  v1::ListParticipantsRequest request;
  request.set_name(NameOf("330400"));
  request.set_period("2021");
  EXPECT_THAT(FieldsOf(Call(Root(), &Stub::ListParticipants, request).status()),
              ElementsAre("level"));
}

TEST_P(QueryTest, ParticipantsStandWhereTheyReportTo) {
  v1::MoveOrganizationRequest reports = MoveRequest("330481", "330000", Date(2022, 1, 1));
  reports.set_relation(v1::Placement::RELATION_REPORTING);
  ASSERT_THAT(Call(Root(), &Stub::MoveOrganization, reports), IsOk());
  auto answer = Participants("330400", "2022");
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), IsEmpty());
  answer = Participants("330000", "2022");
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(IdsIn(answer->organizations()), ElementsAre("330481"));
  v1::GetSubtreeRequest administrative = SubtreeRequest("330400");
  administrative.set_relation(v1::Placement::RELATION_ADMINISTRATIVE);
  EXPECT_THAT(Subtree(administrative), ElementsAre("330400", "330481"));
}

TEST_P(QueryTest, ResolvesByTheSchemeAndAsItWasKnown) {
  v1::ChangeOrganizationCodeRequest change;
  change.set_name(NameOf("330481"));
  change.set_code("330405");
  *change.mutable_effective_on() = Date(2020, 7, 1);
  const auto changed = Call(Root(), &Stub::ChangeOrganizationCode, change);
  ASSERT_THAT(changed, IsOk());
  v1::ResolveOrganizationRequest request;
  request.set_code("330405");
  auto answer = Call(Root(), &Stub::ResolveOrganization, request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->organization().name(), NameOf("330481"));
  request.set_scheme(v1::Code::SCHEME_GBT2260);
  EXPECT_THAT(Call(Root(), &Stub::ResolveOrganization, request), IsOk());
  request.set_scheme(v1::Code::SCHEME_CREDIT);
  EXPECT_THAT(Call(Root(), &Stub::ResolveOrganization, request),
              StatusIs(absl::StatusCode::kNotFound));
  request.clear_scheme();
  *request.mutable_read_time() = Before(changed->event().create_time());
  EXPECT_THAT(Call(Root(), &Stub::ResolveOrganization, request),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(QueryTest, EveryServerOfTheDatabaseSeesAnAcknowledgedChangeAtOnce) {
  RegistryServer other({.database = url(), .key_dir = key_dir()});
  const auto stub = v1::OrganizationService::NewStub(other.channel());
  for (int i = 0; i < 30; ++i) {
    v1::RenameOrganizationRequest rename;
    rename.set_name(NameOf("330481"));
    rename.set_display_name("名称" + std::to_string(i));
    ASSERT_THAT(Call(Root(), &Stub::RenameOrganization, rename), IsOk());
    const std::string code = std::to_string(330601 + i);
    ASSERT_THAT(Create(code, v1::LEVEL_COUNTY, "330500"), IsOk());

    grpc::ClientContext get_context, resolve_context, subtree_context;
    Prepare(Root(), &get_context);
    Prepare(Root(), &resolve_context);
    Prepare(Root(), &subtree_context);
    v1::Organization got;
    ASSERT_TRUE(stub->GetOrganization(&get_context, GetRequest("330481"), &got).ok());
    EXPECT_EQ(got.display_name(), rename.display_name());
    v1::ResolveOrganizationRequest resolve;
    resolve.set_code(code);
    v1::ResolveOrganizationResponse resolved;
    ASSERT_TRUE(stub->ResolveOrganization(&resolve_context, resolve, &resolved).ok());
    EXPECT_EQ(resolved.organization().name(), NameOf(code));
    v1::GetSubtreeResponse subtree;
    ASSERT_TRUE(stub->GetSubtree(&subtree_context, SubtreeRequest("330500"), &subtree).ok());
    EXPECT_EQ(subtree.organizations_size(), 2 + i);
  }
}

TEST_P(QueryTest, ADatabaseThatWasRestoredIsReadAnew) {
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330400"), IsOk());
  ASSERT_THAT(Get("330482"), IsOk());
  EXPECT_THAT(Subtree(SubtreeRequest("330400")), ElementsAre("330400", "330481", "330482"));
  // As the copy was that was made before the last change.
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) -> absl::Status {
    for (const char* statement :
         {"DELETE FROM change_times WHERE sequence = 5",
          "UPDATE change_clock SET sequence = 4, time_us = (SELECT time_us FROM change_times "
          "WHERE sequence = 4)",
          "DELETE FROM organization_versions WHERE valid_from = 5",
          "DELETE FROM organization_standings WHERE valid_from = 5",
          "DELETE FROM organization_names WHERE valid_from = 5",
          "DELETE FROM organization_codes WHERE valid_from = 5",
          "DELETE FROM organization_placements WHERE valid_from = 5",
          "DELETE FROM organization_search WHERE id = '330482'",
          "DELETE FROM organization_events WHERE sequence = 5",
          "DELETE FROM outbox WHERE sequence = 5",
          "DELETE FROM audit_entries WHERE sequence = 5"}) {
      if (const auto done = transaction.Execute(statement); !done.ok()) {
        return done.status();
      }
    }
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_THAT(Create("330483", v1::LEVEL_COUNTY, "330400"), IsOk());
  EXPECT_THAT(Get("330482"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Get("330483"), IsOk());
  EXPECT_THAT(Subtree(SubtreeRequest("330400")), ElementsAre("330400", "330481", "330483"));
}

}  // namespace
}  // namespace eduplan::organizations
