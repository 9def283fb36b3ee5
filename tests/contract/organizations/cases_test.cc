// Cases from the history of administrative divisions, worked out by hand. Dates and codes are
// facts; the organizations are what a registry would keep of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Code = absl::StatusCode;

class CasesTest : public RegistryTest {
 protected:
  void Make(std::string_view code, std::string_view name, v1::Level level,
            std::string_view parent) {
    v1::CreateOrganizationRequest request = CreateRequest(code, level, parent);
    request.mutable_organization()->set_display_name(std::string(name));
    ASSERT_THAT(Create(Root(), request), IsOk());
  }
  absl::StatusOr<v1::OrganizationChange> MoveOn(std::string_view id, std::string_view parent,
                                                const google::type::Date& day) {
    return Call(Root(), &Stub::MoveOrganization, MoveRequest(id, parent, day));
  }
  // The id that a code means on a day; "?" if there is no telling, "" if nobody ever bore it.
  std::string Resolve(std::string_view code, const google::type::Date* day = nullptr) {
    v1::ResolveOrganizationRequest request;
    request.set_code(std::string(code));
    if (day != nullptr) {
      *request.mutable_at() = *day;
    }
    const auto response = Call(Root(), &Stub::ResolveOrganization, request);
    if (!response.ok()) {
      return "";
    }
    return response->has_organization() ? std::string(IdOf(response->organization().name())) : "?";
  }
  std::string Resolve(std::string_view code, const google::type::Date& day) {
    return Resolve(code, &day);
  }
  // Type and organization of each effect.
  static std::vector<std::string> EffectsIn(const v1::OrganizationEvent& event) {
    std::vector<std::string> effects;
    for (const v1::Effect& effect : event.effects()) {
      effects.push_back(v1::Effect::Type_Name(effect.type()).substr(5) + " " +
                        std::string(IdOf(effect.organization())) + ": " + effect.before() + " -> " +
                        effect.after());
    }
    return effects;
  }
};
EDUPLAN_OVER_DATABASES(CasesTest);

// 巢湖, 2011-08-22: 庐江 and 居巢 (as the county-level 巢湖市, 340181) to 合肥, 无为 to 芜湖, 含山
// and 和县 to 马鞍山, a part of 和县 (沈巷镇) to 芜湖's 鸠江区, and the city itself dissolved.
TEST_P(CasesTest, ChaohuIsDissolvedAmongThreeCities) {
  Make("340000", "安徽", v1::LEVEL_PROVINCE, "");
  for (const auto& [code, name] : {std::pair("340100", "合肥"), std::pair("340200", "芜湖"),
                                   std::pair("340500", "马鞍山"), std::pair("341400", "巢湖")}) {
    Make(code, name, v1::LEVEL_CITY, "340000");
  }
  Make("340207", "鸠江", v1::LEVEL_COUNTY, "340200");
  for (const auto& [code, name] :
       {std::pair("341402", "居巢"), std::pair("341421", "庐江"), std::pair("341422", "无为"),
        std::pair("341423", "含山"), std::pair("341424", "和县")}) {
    Make(code, name, v1::LEVEL_COUNTY, "341400");
  }
  const google::type::Date day = Date(2011, 8, 22), before = Date(2011, 8, 21);

  v1::CloseOrganizationRequest close;
  close.set_name("organizations/341400");
  *close.mutable_approved_on() = Date(2011, 7, 14);
  *close.mutable_effective_on() = day;
  EXPECT_THAT(Call(Root(), &Stub::CloseOrganization, close),
              StatusIs(Code::kFailedPrecondition, "CHILDREN_REMAIN"));

  for (const auto& [county, city, code] :
       {std::tuple("341421", "340100", "340124"), std::tuple("341422", "340200", "340225"),
        std::tuple("341423", "340500", "340522"), std::tuple("341424", "340500", "340523")}) {
    v1::ChangeOrganizationLevelRequest request;
    request.set_name(NameOf(county));
    request.set_parent(NameOf(city));
    request.set_code(code);
    *request.mutable_effective_on() = day;
    ASSERT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, request), IsOk());
  }
  v1::ChangeOrganizationLevelRequest district;
  district.set_name("organizations/341402");
  district.set_display_name("巢湖市");
  district.set_code("340181");
  district.set_parent("organizations/340100");
  *district.mutable_effective_on() = day;
  ASSERT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, district), IsOk());
  v1::SplitOrganizationRequest part;
  part.set_name("organizations/341424");
  *part.mutable_effective_on() = day;
  for (const auto& [target, share] : {std::pair("341424", "0.84"), std::pair("340207", "0.16")}) {
    v1::SplitTarget* to = part.add_targets();
    to->set_organization(NameOf(target));
    to->add_shares()->set_share(share);
  }
  const auto given = Call(Root(), &Stub::SplitOrganization, part);
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->event().effects_size(), 0);  // 和县 goes on, 鸠江 was there
  ASSERT_EQ(given->event().successions_size(), 2);
  EXPECT_EQ(given->event().successions(1).target(), "organizations/340207");
  EXPECT_EQ(given->event().successions(1).shares(0).key(), "default");
  EXPECT_EQ(given->event().successions(1).shares(0).share(), "0.16");
  const auto closed = Call(Root(), &Stub::CloseOrganization, close);
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->organization().state(), v1::Organization::STATE_CLOSED);
  EXPECT_THAT(EffectsIn(closed->event()), ElementsAre("CLOSES 341400: CITY BUREAU -> "));

  EXPECT_THAT(Below("341400", before),
              ElementsAre("341400", "341402", "341421", "341422", "341423", "341424"));
  EXPECT_THAT(Below("340100", before), ElementsAre("340100"));
  EXPECT_THAT(Below("340100", day), ElementsAre("340100", "341402", "341421"));
  EXPECT_THAT(Below("340200", day), ElementsAre("340200", "340207", "341422"));
  EXPECT_THAT(Below("340500", day), ElementsAre("340500", "341423", "341424"));
  EXPECT_EQ(Below("340000", before).size(), 11u);
  EXPECT_EQ(Below("340000", day).size(), 10u);

  EXPECT_EQ(Resolve("341402", Date(2011, 6, 30)), "341402");
  EXPECT_EQ(Resolve("341402", Date(2024, 1, 1)), "341402");  // by its former code
  EXPECT_EQ(Resolve("341402"), "341402");
  EXPECT_EQ(Resolve("340181", Date(2024, 1, 1)), "341402");
  EXPECT_EQ(Resolve("340182"), "");
  EXPECT_EQ(Get("341402")->code(), "340181");
  EXPECT_EQ(Get("341402")->display_name(), "巢湖市");
}

// 莱芜 into 济南: approved on 2018-12-26, announced on 2019-01-09; only the day it takes effect
// counts.
TEST_P(CasesTest, LaiwuGoesIntoJinanWithItsDistricts) {
  Make("370000", "山东", v1::LEVEL_PROVINCE, "");
  Make("370100", "济南", v1::LEVEL_CITY, "370000");
  Make("371200", "莱芜", v1::LEVEL_CITY, "370000");
  Make("371202", "莱城", v1::LEVEL_COUNTY, "371200");
  Make("371203", "钢城", v1::LEVEL_COUNTY, "371200");
  v1::MergeOrganizationsRequest merge;
  merge.set_name("organizations/370100");
  merge.add_sources("organizations/371200");
  *merge.mutable_approved_on() = Date(2018, 12, 26);
  *merge.mutable_announced_on() = Date(2019, 1, 9);
  *merge.mutable_effective_on() = Date(2019, 1, 9);
  merge.set_document("国函〔2018〕号");
  merge.set_validate_only(true);
  const auto shown = Call(Root(), &Stub::MergeOrganizations, merge);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(EffectsIn(shown->event()),
              UnorderedElementsAre("CLOSES 371200: CITY BUREAU -> ",
                                   "MOVES 371202: organizations/371200 -> organizations/370100",
                                   "MOVES 371203: organizations/371200 -> organizations/370100"));
  EXPECT_EQ(shown->event().effects(0).descendant_count(), 2);         // of 莱芜, by id the first
  EXPECT_EQ(Get("371200")->state(), v1::Organization::STATE_ACTIVE);  // only shown
  merge.set_validate_only(false);
  ASSERT_THAT(Call(Root(), &Stub::MergeOrganizations, merge), IsOk());
  for (const auto& [id, code] : {std::pair("371202", "370116"), std::pair("371203", "370117")}) {
    v1::ChangeOrganizationCodeRequest request;
    request.set_name(NameOf(id));
    request.set_code(code);
    *request.mutable_effective_on() = Date(2019, 1, 9);
    ASSERT_THAT(Call(Root(), &Stub::ChangeOrganizationCode, request), IsOk());
  }
  v1::RenameOrganizationRequest rename;
  rename.set_name("organizations/371202");
  rename.set_display_name("莱芜区");
  *rename.mutable_effective_on() = Date(2019, 1, 9);
  ASSERT_THAT(Call(Root(), &Stub::RenameOrganization, rename), IsOk());

  EXPECT_THAT(Below("370000", Date(2018, 12, 31)),
              ElementsAre("370000", "370100", "371200", "371202", "371203"));
  EXPECT_THAT(Below("370000", Date(2019, 1, 9)),
              ElementsAre("370000", "370100", "371202", "371203"));
  EXPECT_EQ(Resolve("370116", Date(2019, 1, 9)), "371202");
  EXPECT_EQ(Resolve("371202", Date(2019, 1, 8)), "371202");

  v1::ListOrganizationEventsRequest history;
  history.set_filter("organization = \"organizations/371202\"");
  const auto events = Call(Root(), &Stub::ListOrganizationEvents, history);
  ASSERT_THAT(events, IsOk());
  std::vector<std::string> types;
  for (const v1::OrganizationEvent& event : events->organization_events()) {
    types.push_back(v1::OrganizationEvent::Type_Name(event.type()));
  }
  EXPECT_THAT(types, ElementsAre("TYPE_RENAME", "TYPE_CHANGE_CODE", "TYPE_MERGE", "TYPE_CREATE"));
  EXPECT_EQ(events->organization_events(2).document(), "国函〔2018〕号");
}

// 余杭 330110 split into 余杭 and 临平 330113, 2021-04-09: the one goes on, the other begins.
TEST_P(CasesTest, YuhangKeepsItsCodeAndLinpingBegins) {
  Make("330000", "浙江", v1::LEVEL_PROVINCE, "");
  Make("330100", "杭州", v1::LEVEL_CITY, "330000");
  Make("330110", "余杭", v1::LEVEL_COUNTY, "330100");
  Make("2133000001", "小学一", v1::LEVEL_SCHOOL, "330110");
  Make("2133000002", "小学二", v1::LEVEL_SCHOOL, "330110");
  v1::SplitOrganizationRequest split;
  split.set_name("organizations/330110");
  *split.mutable_effective_on() = Date(2021, 4, 9);
  v1::SplitTarget* stays = split.add_targets();
  stays->set_organization("organizations/330110");
  stays->add_shares()->set_share("0.52");
  v1::SplitTarget* begins = split.add_targets();
  begins->mutable_new_organization()->set_code("330113");
  begins->mutable_new_organization()->set_display_name("临平");
  begins->mutable_new_organization()->set_level(v1::LEVEL_COUNTY);
  begins->add_shares()->set_share("0.48");
  v1::ChildAssignment* child = split.add_children();
  child->set_child("organizations/2133000002");
  child->set_parent("organizations/330113");
  const auto done = Call(Administrator("330100"), &Stub::SplitOrganization, split);
  ASSERT_THAT(done, IsOk());
  EXPECT_THAT(
      EffectsIn(done->event()),
      UnorderedElementsAre("OPENS 330113:  -> COUNTY BUREAU",
                           "MOVES 2133000002: organizations/330110 -> organizations/330113"));
  EXPECT_THAT(Below("330100", Date(2021, 4, 8)),
              ElementsAre("330100", "330110", "2133000001", "2133000002"));
  EXPECT_THAT(Below("330100", Date(2021, 4, 9)),
              ElementsAre("330100", "330110", "2133000001", "330113", "2133000002"));
}

TEST_P(CasesTest, CountyThatBecomesADistrictStaysTheSameOrganization) {
  CreateSmallTree();
  v1::ChangeOrganizationLevelRequest request;
  request.set_name("organizations/330481");
  request.set_display_name("甲区");
  request.set_code("330405");
  *request.mutable_effective_on() = Date(2020, 7, 1);
  ASSERT_THAT(Call(Administrator("330400"), &Stub::ChangeOrganizationLevel, request), IsOk());
  EXPECT_EQ(Resolve("330481", Date(2020, 6, 30)), "330481");
  EXPECT_EQ(Resolve("330405", Date(2020, 7, 1)), "330481");
  EXPECT_EQ(Get("330481")->name(), "organizations/330481");
  EXPECT_EQ(Get("330481")->code(), "330405");
  // Its old code is free for another from that day on, whose id is then the second of that code.
  v1::CreateOrganizationRequest next = CreateRequest("330481", v1::LEVEL_COUNTY, "330500");
  *next.mutable_organization()->mutable_from() = Date(2020, 7, 1);
  const auto created = Create(Root(), next);
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), "organizations/330481-2");
  EXPECT_EQ(Resolve("330481"), "?");
  EXPECT_EQ(Resolve("330481", Date(2020, 6, 30)), "330481");
  EXPECT_EQ(Resolve("330481", Date(2020, 7, 1)), "330481-2");
}

TEST_P(CasesTest, CountyThatBecomesACityMayStandUnderTheProvinceAlone) {
  CreateSmallTree();
  v1::ChangeOrganizationLevelRequest request;
  request.set_name("organizations/330481");
  request.set_level(v1::LEVEL_CITY);
  *request.mutable_effective_on() = Date(2020, 7, 1);
  // Under 330400 it is a city under a city, which is allowed: levels may be equal.
  ASSERT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, request), IsOk());
  request.set_name("organizations/330400");
  request.set_level(v1::LEVEL_COUNTY);
  EXPECT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, request),
              StatusIs(Code::kFailedPrecondition, "PARENT_LEVEL_LOWER"));
  ASSERT_THAT(MoveOn("330481", "330000", Date(2020, 7, 1)), IsOk());
  EXPECT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, request), IsOk());
}

// S6's county: 0.6 and 0.4 of it go to two new ones, and it ends.
TEST_P(CasesTest, CountyIsSplitBySharesThatAddUpToOne) {
  CreateSmallTree();
  Make("2133000001", "小学一", v1::LEVEL_SCHOOL, "330481");
  v1::SplitOrganizationRequest split;
  split.set_name("organizations/330481");
  *split.mutable_effective_on() = Date(2022, 1, 1);
  for (const auto& [code, share] : {std::pair("330482", "0.6"), std::pair("330483", "0.4")}) {
    v1::SplitTarget* target = split.add_targets();
    target->mutable_new_organization()->set_code(code);
    target->mutable_new_organization()->set_display_name(code);
    target->mutable_new_organization()->set_level(v1::LEVEL_COUNTY);
    target->add_shares()->set_share(share);
  }
  EXPECT_THAT(Call(Root(), &Stub::SplitOrganization, split),
              StatusIs(Code::kFailedPrecondition, "CHILDREN_REMAIN"));
  split.set_other_children_to("organizations/330482");
  split.mutable_targets(1)->mutable_shares(0)->set_share("0.5");
  EXPECT_THAT(Call(Root(), &Stub::SplitOrganization, split),
              StatusIs(Code::kInvalidArgument, "SHARES_DO_NOT_ADD_UP"));
  split.mutable_targets(1)->mutable_shares(0)->set_share("0.4");
  // A county's own administrator does not divide it, one of the city does.
  EXPECT_THAT(Call(Administrator("330481"), &Stub::SplitOrganization, split),
              StatusIs(Code::kPermissionDenied));
  ASSERT_THAT(Call(Administrator("330400"), &Stub::SplitOrganization, split), IsOk());
  EXPECT_THAT(Below("330400", Date(2021, 12, 31)), ElementsAre("330400", "330481", "2133000001"));
  EXPECT_THAT(Below("330400", Date(2022, 1, 1)),
              ElementsAre("330400", "330482", "2133000001", "330483"));
}

// 511423 was 武隆县 in 1995–1997 and is 洪雅县 from 2000 on.
TEST_P(CasesTest, ReusedCodeIsResolvedByItsDay) {
  Make("510000", "四川", v1::LEVEL_PROVINCE, "");
  v1::CreateOrganizationRequest wulong = CreateRequest("511423", v1::LEVEL_COUNTY, "510000");
  *wulong.mutable_organization()->mutable_from() = Date(1995, 1, 1);
  *wulong.mutable_organization()->mutable_to() = Date(1998, 1, 1);
  ASSERT_THAT(Create(Root(), wulong), IsOk());
  v1::CreateOrganizationRequest hongya = CreateRequest("511423", v1::LEVEL_COUNTY, "510000");
  *hongya.mutable_organization()->mutable_from() = Date(2000, 1, 1);
  ASSERT_THAT(Create(Root(), hongya), IsOk());
  EXPECT_EQ(Resolve("511423", Date(1996, 6, 1)), "511423");
  EXPECT_EQ(Resolve("511423", Date(2005, 6, 1)), "511423-2");
  EXPECT_EQ(Resolve("511423", Date(1999, 6, 1)), "?");
  EXPECT_EQ(Resolve("511423"), "?");
}

TEST_P(CasesTest, ZoneIsClosedItsSchoolsMoveAndItMayOpenAgain) {
  CreateSmallTree();
  v1::CreateOrganizationRequest zone = CreateRequest("", v1::LEVEL_COUNTY, "330400");
  zone.mutable_organization()->set_display_name("高新区");
  zone.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_ZONE);
  const auto made = Create(Root(), zone);
  ASSERT_THAT(made, IsOk());
  const std::string id(IdOf(made->name()));
  Make("2133000001", "小学一", v1::LEVEL_SCHOOL, id);
  Make("2133000002", "小学二", v1::LEVEL_SCHOOL, id);
  v1::CloseOrganizationRequest close;
  close.set_name(made->name());
  close.set_move_children_to("organizations/330481");
  *close.mutable_effective_on() = Date(2023, 1, 1);
  ASSERT_THAT(Call(Administrator("330400"), &Stub::CloseOrganization, close), IsOk());
  EXPECT_THAT(Below("330400", Date(2022, 12, 31)),
              ElementsAre("330400", "330481", id, "2133000001", "2133000002"));
  EXPECT_THAT(Below("330400", Date(2023, 1, 1)),
              ElementsAre("330400", "330481", "2133000001", "2133000002"));
  v1::ReopenOrganizationRequest reopen;
  reopen.set_name(made->name());
  *reopen.mutable_effective_on() = Date(2024, 1, 1);
  ASSERT_THAT(Call(Administrator("330400"), &Stub::ReopenOrganization, reopen), IsOk());
  EXPECT_THAT(Below("330400", Date(2023, 12, 31)),
              ElementsAre("330400", "330481", "2133000001", "2133000002"));
  EXPECT_THAT(Below("330400", Date(2024, 1, 1)),
              ElementsAre("330400", "330481", "2133000001", "2133000002", id));
}

TEST_P(CasesTest, OrganizationChangedByAnotherIsToldWithItsNewEtag) {
  CreateSmallTree();
  v1::MoveOrganizationRequest first = MoveRequest("330481", "330500", Date(2024, 1, 1));
  first.set_etag("\"4\"");
  ASSERT_THAT(Call(Root(), &Stub::MoveOrganization, first), IsOk());
  v1::MoveOrganizationRequest second = MoveRequest("330481", "330000", Date(2024, 1, 1));
  second.set_etag("\"4\"");
  const auto lost = Call(Root(), &Stub::MoveOrganization, second);
  EXPECT_THAT(lost, StatusIs(Code::kAborted));
  EXPECT_THAT(lost.status().ToString(), ::testing::HasSubstr("5"));
  EXPECT_EQ(Get("330481")->etag(), "\"5\"");
  EXPECT_EQ(Get("330481")->parent(), "organizations/330500");
}

TEST_P(CasesTest, EventThatChangesNothingIsRefused) {
  CreateSmallTree();
  EXPECT_THAT(MoveOn("330481", "330400", Date(2024, 1, 1)),
              StatusIs(Code::kFailedPrecondition, "NO_EFFECT"));
  EXPECT_EQ(Get("330481")->etag(), "\"4\"");
}

}  // namespace
}  // namespace eduplan::organizations
