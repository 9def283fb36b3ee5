#include "services/platform/tree/forest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "services/platform/tree/replica.h"
#include "tests/unit/platform/tree/naive_forest.h"

namespace eduplan::tree {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Node MakeNode(std::string id, Day from = 0, Day to = kForever) {
  return {.id = std::move(id), .states = {{.from = from, .to = to}}};
}
Edge MakeEdge(std::string child, std::string parent, Relation relation = Relation::kAdministrative,
              Day from = 0, Day to = kForever) {
  return {std::move(child), std::move(parent), relation, from, to};
}
using Edges = std::vector<Edge>;

TEST(Day, CountsFrom1970) {
  EXPECT_EQ(ToDay(absl::CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(ToDay(absl::CivilDay(2000, 3, 1)), 11017);  // 30 years of 365, 7 leap days, 31 + 29
  EXPECT_EQ(ToDay(absl::CivilDay(1949, 10, 1)), -7397);
  EXPECT_EQ(ToDay(absl::CivilDay(1000000000000, 1, 1)), kForever);
}

TEST(Normalize, CutsWhatOverlapsWhereTheLaterBegins) {
  std::vector<State> states = {{.from = 20, .to = 30, .name = "c"},
                               {.from = 0, .to = 25, .name = "a"},
                               {.from = 40, .to = 40, .name = "empty"}};
  Normalize(&states);
  ASSERT_EQ(states.size(), 2u);
  EXPECT_EQ(states[0].name, "a");
  EXPECT_EQ(states[0].to, 20);
  EXPECT_EQ(states[1].name, "c");
  EXPECT_TRUE(IsNormal(states));
}

TEST(Forest, VisitsParentsBeforeChildrenAndSiblingsById) {
  const auto forest =
      Forest::Build({MakeNode("p"), MakeNode("c2"), MakeNode("c1"), MakeNode("x")},
                    Edges{MakeEdge("c2", "p"), MakeEdge("c1", "p"), MakeEdge("x", "c1")}, 7);
  EXPECT_EQ(forest->sequence(), 7);
  EXPECT_THAT(Subtree(*forest, "p", 10),
              ElementsAre(Pair("p", 0), Pair("c1", 1), Pair("x", 2), Pair("c2", 1)));
}

TEST(Forest, ReportingParentCountsWhileBothHold) {
  const auto forest = Forest::Build(
      {MakeNode("city"), MakeNode("county"), MakeNode("zone")},
      Edges{MakeEdge("zone", "county"), MakeEdge("zone", "city", Relation::kReporting, 100, 200)},
      1);
  const Forest::Index zone = forest->Find("zone");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 99)), "county");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 100)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 199)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 200)), "county");
  EXPECT_THAT(forest->Children(forest->Find("county"), 150), IsEmpty());
  EXPECT_THAT(forest->Children(forest->Find("city"), 150), ElementsAre(zone));
}

TEST(Forest, ClosedParentNoLongerCountsUntilItIsReopened) {
  const Node old = {.id = "old", .states = {{.from = 0, .to = 50}, {.from = 80}}};
  const auto forest = Forest::Build(
      {MakeNode("city"), old, MakeNode("county")},
      Edges{MakeEdge("county", "city"), MakeEdge("county", "old", Relation::kReporting)}, 1);
  const Forest::Index county = forest->Find("county");
  EXPECT_EQ(IdOf(*forest, forest->Parent(county, 49)), "old");
  EXPECT_EQ(IdOf(*forest, forest->Parent(county, 50)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(county, 79)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(county, 80)), "old");
}

TEST(Forest, NameAndLevelAreThoseOfTheDay) {
  const Node node = {
      .id = "a",
      .states = {{.from = 10, .to = 20, .level = 4, .kind = 1, .name = "县"},
                 {.from = 20, .to = 30, .level = 3, .kind = 1, .name = "市"},
                 {.from = 40, .to = kForever, .level = 3, .kind = 3, .name = "新市"}}};
  const auto forest = Forest::Build({node}, {}, 1);
  const auto at = [&](Day day) { return forest->At(0, day); };
  EXPECT_EQ(at(19).name, "县");
  EXPECT_EQ(at(19).level, 4);
  EXPECT_EQ(at(20).name, "市");
  EXPECT_EQ(at(20).level, 3);
  EXPECT_TRUE(at(20).exists);
  EXPECT_EQ(at(9).name, "县") << "as it will first be";
  EXPECT_FALSE(at(9).exists);
  EXPECT_EQ(at(35).name, "市") << "as it last was";
  EXPECT_FALSE(at(35).exists);
  EXPECT_EQ(at(40).kind, 3);
}

TEST(Forest, NodeWithoutStatesIsKnownAndNeverExists) {
  const auto forest = Forest::Build({{.id = "a", .states = {}}}, {}, 1);
  EXPECT_EQ(forest->At(forest->Find("a"), 5).id, "a");
  EXPECT_FALSE(forest->Exists(forest->Find("a"), 5));
  EXPECT_THAT(Subtree(*forest, "a", 5), IsEmpty());
}

TEST(Forest, OfTwoNodesWithOneIdTheLastCounts) {
  const auto forest =
      Forest::Build({MakeNode("a", 0, 10), MakeNode("b"), MakeNode("a", 20)}, {}, 1);
  EXPECT_EQ(forest->size(), 2u);
  EXPECT_FALSE(forest->Exists(forest->Find("a"), 5));
  EXPECT_TRUE(forest->Exists(forest->Find("a"), 20));
}

TEST(Forest, EdgeToTheUnknownCountsOnceItIsKnown) {
  const auto forest = Forest::Build({MakeNode("a")}, Edges{MakeEdge("a", "late")}, 1);
  EXPECT_EQ(forest->Parent(forest->Find("a"), 0), Forest::kNone);
  EXPECT_EQ(forest->Find("late"), Forest::kNone);
  const auto after = forest->With({.nodes = {MakeNode("late")}, .edges = {}, .sequence = 2});
  EXPECT_EQ(IdOf(*after, after->Parent(after->Find("a"), 0)), "late");
}

TEST(Forest, DamagedTableWithACycleEnds) {
  const auto forest = Forest::Build({MakeNode("a"), MakeNode("b")},
                                    Edges{MakeEdge("a", "b"), MakeEdge("b", "a")}, 1);
  EXPECT_THAT(Subtree(*forest, "a", 0), ElementsAre(Pair("a", 0), Pair("b", 1)));
  EXPECT_FALSE(forest->IsAncestor(99, forest->Find("a"), 0));
  EXPECT_THAT(IdsOf(*forest, forest->EverAncestors(forest->Find("a"))), ElementsAre("b"));
}

TEST(Forest, EverAncestorsKnowsParentsThatNeverCounted) {
  const auto forest = Forest::Build({MakeNode("top"), MakeNode("closed", 0, 5), MakeNode("a", 10)},
                                    Edges{MakeEdge("a", "closed"), MakeEdge("closed", "top")}, 1);
  EXPECT_THAT(IdsOf(*forest, forest->EverAncestors(forest->Find("a"))),
              UnorderedElementsAre("closed", "top"));
  EXPECT_THAT(IdsOf(*forest, forest->EverChildren(forest->Find("closed"))), ElementsAre("a"));
  const std::vector<Forest::Index> both = {forest->Find("a"), forest->Find("closed")};
  EXPECT_THAT(IdsOf(*forest, forest->EverAncestors(both)), UnorderedElementsAre("closed", "top"));
}

TEST(Forest, ClosingAParentByADeltaMovesItsChildren) {
  const auto forest = Forest::Build(
      {MakeNode("city"), MakeNode("zone"), MakeNode("school")},
      Edges{MakeEdge("school", "city"), MakeEdge("school", "zone", Relation::kReporting)}, 1);
  const auto after =
      forest->With({.nodes = {MakeNode("zone", 0, 100)}, .edges = {}, .sequence = 2});
  const Forest::Index school = after->Find("school");
  EXPECT_EQ(IdOf(*after, after->Parent(school, 99)), "zone");
  EXPECT_EQ(IdOf(*after, after->Parent(school, 100)), "city");
  EXPECT_THAT(after->Children(after->Find("city"), 100), ElementsAre(school));
  EXPECT_THAT(after->Children(after->Find("zone"), 100), IsEmpty());
}

TEST(Forest, SnapshotReplacesAll) {
  const auto forest = Forest::Build({MakeNode("a")}, {}, 5);
  const auto after =
      forest->With({.replaces_all = true, .nodes = {MakeNode("b")}, .edges = {}, .sequence = 3});
  EXPECT_EQ(after->Find("a"), Forest::kNone);
  EXPECT_NE(after->Find("b"), Forest::kNone);
  EXPECT_EQ(after->sequence(), 3);
}

TEST(RelationOf, FollowsTheTreeOfTheDay) {
  const auto forest = Forest::Build({MakeNode("p"), MakeNode("c"), MakeNode("x"), MakeNode("y")},
                                    Edges{MakeEdge("c", "p"), MakeEdge("y", "p"),
                                          MakeEdge("x", "c", Relation::kAdministrative, 0, 10),
                                          MakeEdge("x", "y", Relation::kAdministrative, 10)},
                                    1);
  EXPECT_EQ(RelationOf(*forest, "c", "c", 5), auth::Relation::kSelf);
  EXPECT_EQ(RelationOf(*forest, "c", "x", 9), auth::Relation::kAncestor);
  EXPECT_EQ(RelationOf(*forest, "c", "x", 10), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "x", "p", 10), auth::Relation::kDescendant);
  EXPECT_EQ(RelationOf(*forest, "c", "nobody", 5), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "nobody", "nobody", 5), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "*", "x", 5), auth::Relation::kAncestor);
}

TEST(RelationOf, WhatHasEndedBelongsToWhoGoesOnWithItAlone) {
  // On day 10 "m" goes into "n", and "s" is divided between "n" and "o", which stand in two cities.
  const auto passes = [](const char* source, const char* target, int64_t share) {
    return Succession{.event = source,
                      .source = source,
                      .target = target,
                      .from = 10,
                      .shares = {{.key = std::string(kDefaultKey), .billionths = share}}};
  };
  const std::vector<Succession> successions = {
      passes("m", "n", kWhole), passes("s", "n", 600'000'000), passes("s", "o", 400'000'000)};
  const auto forest =
      Forest::Build({MakeNode("p"), MakeNode("c"), MakeNode("d"), MakeNode("m", 0, 10),
                     MakeNode("s", 0, 10), MakeNode("n"), MakeNode("o")},
                    Edges{MakeEdge("c", "p"), MakeEdge("d", "p"),
                          MakeEdge("m", "c", Relation::kAdministrative, 0, 10),
                          MakeEdge("s", "c", Relation::kAdministrative, 0, 10), MakeEdge("n", "c"),
                          MakeEdge("o", "d")},
                    1, successions);
  EXPECT_EQ(RelationOf(*forest, "n", "m", 9), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "n", "m", 10), auth::Relation::kSelf);
  EXPECT_EQ(RelationOf(*forest, "m", "m", 10), auth::Relation::kSelf);
  EXPECT_EQ(RelationOf(*forest, "c", "m", 10), auth::Relation::kAncestor);
  EXPECT_EQ(RelationOf(*forest, "o", "m", 10), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "m", "n", 10), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "n", "s", 10), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "c", "s", 10), auth::Relation::kOther);
  EXPECT_EQ(RelationOf(*forest, "p", "s", 10), auth::Relation::kAncestor);
}

}  // namespace
}  // namespace eduplan::tree
