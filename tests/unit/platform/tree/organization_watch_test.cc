#include "services/platform/tree/organization_watch.h"

#include <gtest/gtest.h>

#include <string>

namespace eduplan::tree {
namespace {

namespace v1 = ::eduplan::organization::v1;

// January 1970: day d is the (d + 1)th.
google::type::Date Date(int day) {
  google::type::Date date;
  date.set_year(1970);
  date.set_month(1);
  date.set_day(day + 1);
  return date;
}
template <typename Dated>
void SetDays(Dated* fact, Day from, Day to) {
  *fact->mutable_from() = Date(from);
  if (to != kForever) *fact->mutable_to() = Date(to);
}
void AddName(v1::Organization* to, const std::string& text, Day from, Day until,
             v1::DatedName::Type type = v1::DatedName::TYPE_OFFICIAL) {
  v1::DatedName* name = to->add_names();
  name->set_display_name(text);
  name->set_type(type);
  SetDays(name, from, until);
}
void AddStanding(v1::Organization* to, v1::Level level, Day from, Day until) {
  v1::Standing* standing = to->add_standings();
  standing->set_level(level);
  standing->set_kind(v1::ORGANIZATION_KIND_BUREAU);
  SetDays(standing, from, until);
}

Node Translated(const v1::Organization& organization) {
  v1::WatchOrganizationsResponse message;
  *message.add_organizations() = organization;
  Delta delta;
  AddToDelta(message, &delta);
  return delta.nodes.at(0);
}
void ExpectState(const State& state, Day from, Day to, int level, const std::string& name) {
  EXPECT_EQ(state.from, from);
  EXPECT_EQ(state.to, to);
  EXPECT_EQ(state.level, level);
  EXPECT_EQ(state.name, name);
}

TEST(AddToDelta, TranslatesAMessageOfTheStream) {
  v1::WatchOrganizationsResponse message;
  message.set_sequence(12);
  message.set_snapshot_begins(true);
  v1::Organization* zone = message.add_organizations();
  zone->set_name("organizations/z-1");
  AddName(zone, "试验区", 10, kForever);
  v1::Standing* standing = zone->add_standings();
  standing->set_level(v1::LEVEL_COUNTY);
  standing->set_kind(v1::ORGANIZATION_KIND_ZONE);
  SetDays(standing, 10, kForever);
  v1::Placement* placement = zone->add_placements();
  placement->set_parent("organizations/330400");
  placement->set_relation(v1::Placement::RELATION_REPORTING);
  SetDays(placement, 10, 20);
  zone->add_placements()->set_parent("organizations/330481");

  Delta delta;
  AddToDelta(message, &delta);
  EXPECT_TRUE(delta.replaces_all);
  EXPECT_EQ(delta.sequence, 12);
  ASSERT_EQ(delta.nodes.size(), 1u);
  EXPECT_EQ(delta.nodes[0].id, "z-1");
  ASSERT_EQ(delta.nodes[0].states.size(), 1u);
  ExpectState(delta.nodes[0].states[0], 10, kForever, 4, "试验区");
  EXPECT_EQ(delta.nodes[0].states[0].kind, 3);
  ASSERT_EQ(delta.edges.size(), 2u);
  EXPECT_EQ(delta.edges[0].parent, "330400");
  EXPECT_EQ(delta.edges[0].relation, Relation::kReporting);
  EXPECT_EQ(delta.edges[0].from, 10);
  EXPECT_EQ(delta.edges[0].to, 20);
  EXPECT_EQ(delta.edges[1].relation, Relation::kAdministrative);
  EXPECT_EQ(delta.edges[1].from, kAlways);
  EXPECT_EQ(delta.edges[1].to, kForever);
}

TEST(AddToDelta, StandingsAreCutWhereANameBegins) {
  v1::Organization county;
  // 10-20 县 as a county, renamed 区 on 15 before it became one on 20, closed 25-28.
  AddStanding(&county, v1::LEVEL_CITY, 20, 25);
  AddStanding(&county, v1::LEVEL_COUNTY, 10, 20);
  AddStanding(&county, v1::LEVEL_CITY, 28, kForever);
  AddName(&county, "区", 15, kForever);
  AddName(&county, "县", 10, 15);
  AddName(&county, "简称", 12, kForever, v1::DatedName::TYPE_ALIAS);
  const std::vector<State> states = Translated(county).states;
  ASSERT_EQ(states.size(), 4u);
  ExpectState(states[0], 10, 15, 4, "县");
  ExpectState(states[1], 15, 20, 4, "区");
  ExpectState(states[2], 20, 25, 3, "区");
  ExpectState(states[3], 28, kForever, 3, "区");
}

TEST(AddToDelta, NoDayOfAStandingIsWithoutAName) {
  v1::Organization county;
  AddStanding(&county, v1::LEVEL_COUNTY, 10, 30);
  AddName(&county, "一", 12, 14);
  AddName(&county, "二", 20, 25);
  const std::vector<State> states = Translated(county).states;
  ASSERT_EQ(states.size(), 2u);
  ExpectState(states[0], 10, 20, 4, "一");
  ExpectState(states[1], 20, 30, 4, "二");
}

TEST(AddToDelta, OrganizationThatNeverStoodHasNoStates) {
  v1::Organization planned;
  AddName(&planned, "空", 1, kForever);
  EXPECT_TRUE(Translated(planned).states.empty());
}

TEST(AddToDelta, EventsBringWhoGoesOnWithWhat) {
  v1::WatchOrganizationsResponse message;
  v1::OrganizationEvent* split = message.add_events();
  split->set_name("organizationEvents/01j");
  split->set_sequence(12);
  *split->mutable_effective_on() = Date(20);
  v1::Succession* succession = split->add_successions();
  succession->set_source("organizations/a");
  succession->set_target("organizations/b");
  for (const char* share :
       {"1", "0.6", "0.000000001", "1.", "", "0.0000000001", "10", "-1", "0.5x"}) {
    v1::Share* added = succession->add_shares();
    added->set_key(share);
    added->set_share(share);
  }
  message.add_events()->set_name("organizationEvents/02j");  // a renaming: nobody succeeds
  Delta delta;
  AddToDelta(message, &delta);
  ASSERT_EQ(delta.successions.size(), 1u);
  EXPECT_EQ(delta.successions[0], (Succession{.event = "01j",
                                              .source = "a",
                                              .target = "b",
                                              .from = 20,
                                              .shares = {{"1", 1'000'000'000},
                                                         {"0.6", 600'000'000},
                                                         {"0.000000001", 1},
                                                         {"1.", 1'000'000'000},
                                                         {"", 0},
                                                         {"0.0000000001", 0},
                                                         {"10", 0},
                                                         {"-1", 0},
                                                         {"0.5x", 0}},
                                              .sequence = 12}));
}

}  // namespace
}  // namespace eduplan::tree
