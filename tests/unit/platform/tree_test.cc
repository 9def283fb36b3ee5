#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/tree/forest.h"
#include "services/platform/tree/organization_watch.h"
#include "services/platform/tree/replica.h"

namespace eduplan::tree {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Node MakeNode(std::string id, Day from = 0, Day to = kForever) {
  return {.id = std::move(id), .name = "", .level = 0, .kind = 0, .from = from, .to = to};
}
Edge MakeEdge(std::string child, std::string parent, Relation relation = Relation::kAdministrative,
              Day from = 0, Day to = kForever) {
  return {std::move(child), std::move(parent), relation, from, to};
}

std::string IdOf(const Forest& forest, Forest::Index index) {
  return index == Forest::kNone ? "-" : forest.node(index).id;
}
std::vector<std::pair<std::string, int>> Subtree(const Forest& forest, std::string_view root,
                                                 Day at) {
  std::vector<std::pair<std::string, int>> visited;
  forest.VisitSubtree(forest.Find(root), at, [&](Forest::Index index, int depth) {
    visited.emplace_back(forest.node(index).id, depth);
  });
  return visited;
}

TEST(Day, CountsFrom1970) {
  EXPECT_EQ(ToDay(absl::CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(ToDay(absl::CivilDay(2000, 3, 1)), 11017);  // 30 years of 365, 7 leap days, 31 + 29
  EXPECT_EQ(ToDay(absl::CivilDay(1949, 10, 1)), -7397);
}

TEST(Forest, VisitsParentsBeforeChildrenAndSiblingsById) {
  const auto forest = Forest::Build(
      {MakeNode("p"), MakeNode("c2"), MakeNode("c1"), MakeNode("x")},
      std::vector<Edge>{MakeEdge("c2", "p"), MakeEdge("c1", "p"), MakeEdge("x", "c1")}, 7);
  EXPECT_EQ(forest->sequence(), 7);
  EXPECT_THAT(Subtree(*forest, "p", 10),
              ElementsAre(Pair("p", 0), Pair("c1", 1), Pair("x", 2), Pair("c2", 1)));
}

TEST(Forest, ReportingParentCountsWhileBothHold) {
  const auto forest =
      Forest::Build({MakeNode("city"), MakeNode("county"), MakeNode("zone")},
                    std::vector<Edge>{MakeEdge("zone", "county"),
                                      MakeEdge("zone", "city", Relation::kReporting, 100, 200)},
                    1);
  const Forest::Index zone = forest->Find("zone");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 99)), "county");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 100)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 199)), "city");
  EXPECT_EQ(IdOf(*forest, forest->Parent(zone, 200)), "county");
  EXPECT_THAT(forest->Children(forest->Find("county"), 150), IsEmpty());
  EXPECT_THAT(forest->Children(forest->Find("city"), 150), ElementsAre(zone));
}

TEST(Forest, ClosedParentNoLongerCounts) {
  const auto forest =
      Forest::Build({MakeNode("city"), MakeNode("old", 0, 50), MakeNode("county")},
                    std::vector<Edge>{MakeEdge("county", "city"),
                                      MakeEdge("county", "old", Relation::kReporting)},
                    1);
  EXPECT_EQ(IdOf(*forest, forest->Parent(forest->Find("county"), 49)), "old");
  EXPECT_EQ(IdOf(*forest, forest->Parent(forest->Find("county"), 50)), "city");
}

TEST(Forest, LeavesOutEdgesToTheUnknown) {
  const auto forest = Forest::Build({MakeNode("a")}, std::vector<Edge>{MakeEdge("a", "nobody")}, 1);
  EXPECT_EQ(forest->Parent(forest->Find("a"), 0), Forest::kNone);
  EXPECT_EQ(forest->Find("nobody"), Forest::kNone);
}

TEST(Forest, DamagedTableWithACycleEnds) {
  const auto forest = Forest::Build({MakeNode("a"), MakeNode("b")},
                                    std::vector<Edge>{MakeEdge("a", "b"), MakeEdge("b", "a")}, 1);
  EXPECT_THAT(Subtree(*forest, "a", 0), ElementsAre(Pair("a", 0), Pair("b", 1)));
  EXPECT_FALSE(forest->IsAncestor(99, forest->Find("a"), 0));
}

// The forest again, as plainly as it can be said.
struct NaiveForest {
  std::map<std::string, Node> nodes;
  std::vector<Edge> edges;

  bool Exists(const std::string& id, Day at) const {
    const Node& node = nodes.at(id);
    return node.from <= at && at < node.to;
  }
  std::string Parent(const std::string& id, Day at) const {
    for (const Relation relation : {Relation::kReporting, Relation::kAdministrative}) {
      for (const Edge& edge : edges) {
        if (edge.child == id && edge.relation == relation && edge.from <= at && at < edge.to &&
            Exists(id, at) && Exists(edge.parent, at)) {
          return edge.parent;
        }
      }
    }
    return "-";
  }
  std::set<std::string> Above(const std::string& id, Day at) const {
    std::set<std::string> above;
    for (std::string up = Parent(id, at); up != "-"; up = Parent(up, at)) {
      above.insert(up);
    }
    return above;
  }
};

// Parents come before their children in the order of the ids, so that no day has a cycle.
NaiveForest RandomForest(std::mt19937& random, int size, int last_day) {
  NaiveForest forest;
  const auto below = [&](int n) { return static_cast<int>(random() % n); };
  for (int i = 0; i < size; ++i) {
    std::string id = "n" + std::to_string(100 + i);
    const Day from = below(last_day / 4);
    forest.nodes[id] = MakeNode(id, from, from + 1 + below(2 * last_day));
    for (const Relation relation : {Relation::kAdministrative, Relation::kReporting}) {
      for (Day day = below(last_day / 2); i > 0 && day < last_day;) {
        const Day to = day + 1 + below(last_day / 2);
        forest.edges.push_back(
            MakeEdge(id, "n" + std::to_string(100 + below(i)), relation, day, to));
        day = to + below(last_day / 4);
      }
    }
  }
  return forest;
}

TEST(Forest, AgreesWithTheNaiveModelOnRandomDatedEdges) {
  std::mt19937 random(20210630);
  for (int round = 0; round < 8; ++round) {
    constexpr int kLastDay = 40;
    const NaiveForest naive = RandomForest(random, 25, kLastDay);
    std::vector<Node> nodes;
    for (const auto& [id, node] : naive.nodes) {
      nodes.push_back(node);
    }
    std::shuffle(nodes.begin(), nodes.end(), random);
    const auto forest = Forest::Build(nodes, naive.edges, round);
    for (Day at = 0; at < kLastDay; ++at) {
      std::map<std::string, std::vector<std::string>> children;
      for (const auto& [id, node] : naive.nodes) {
        const Forest::Index index = forest->Find(id);
        ASSERT_EQ(forest->Exists(index, at), naive.Exists(id, at));
        const std::string parent = naive.Parent(id, at);
        ASSERT_EQ(IdOf(*forest, forest->Parent(index, at)), parent) << id << " on " << at;
        if (parent != "-") {
          children[parent].push_back(id);
        }
        const std::set<std::string> above = naive.Above(id, at);
        for (const auto& [other, unused] : naive.nodes) {
          ASSERT_EQ(forest->IsAncestor(forest->Find(other), index, at), above.contains(other));
        }
      }
      for (const auto& [id, node] : naive.nodes) {
        std::vector<std::string> found;
        for (const Forest::Index child : forest->Children(forest->Find(id), at)) {
          found.push_back(forest->node(child).id);
        }
        ASSERT_EQ(found, children[id]) << id << " on " << at;
        size_t below = naive.Exists(id, at) ? 1 : 0;
        for (const auto& [other, unused] : naive.nodes) {
          below += naive.Above(other, at).contains(id) ? 1 : 0;
        }
        ASSERT_EQ(Subtree(*forest, id, at).size(), below);
      }
    }
    for (const auto& [id, node] : naive.nodes) {
      std::set<std::string> ever = {id};
      for (bool grown = true; grown;) {
        grown = false;
        for (const Edge& edge : naive.edges) {
          grown = (ever.contains(edge.child) && ever.insert(edge.parent).second) || grown;
        }
      }
      std::set<std::string> found = {id};
      for (const Forest::Index index : forest->EverAncestors(forest->Find(id))) {
        ASSERT_TRUE(found.insert(forest->node(index).id).second);
      }
      ASSERT_EQ(found, ever);
    }
  }
}

TEST(RelationOf, FollowsTheTreeOfTheDay) {
  const auto forest =
      Forest::Build({MakeNode("p"), MakeNode("c"), MakeNode("x"), MakeNode("y")},
                    std::vector<Edge>{MakeEdge("c", "p"), MakeEdge("y", "p"),
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

TEST(AddToDelta, TranslatesAMessageOfTheStream) {
  organization::v1::WatchOrganizationsResponse message;
  message.set_sequence(12);
  message.set_snapshot_begins(true);
  organization::v1::Organization* zone = message.add_organizations();
  zone->set_name("organizations/z-1");
  zone->set_display_name("试验区");
  zone->set_level(organization::v1::LEVEL_COUNTY);
  zone->set_kind(organization::v1::ORGANIZATION_KIND_ZONE);
  zone->mutable_from()->set_year(1970);
  zone->mutable_from()->set_month(1);
  zone->mutable_from()->set_day(11);
  organization::v1::Placement* placement = zone->add_placements();
  placement->set_parent("organizations/330400");
  placement->set_relation(organization::v1::Placement::RELATION_REPORTING);
  *placement->mutable_from() = zone->from();
  *placement->mutable_to() = zone->from();
  placement->mutable_to()->set_day(21);

  Delta delta;
  AddToDelta(message, &delta);
  EXPECT_TRUE(delta.replaces_all);
  EXPECT_EQ(delta.sequence, 12);
  ASSERT_EQ(delta.nodes.size(), 1u);
  EXPECT_EQ(delta.nodes[0].id, "z-1");
  EXPECT_EQ(delta.nodes[0].level, 4);
  EXPECT_EQ(delta.nodes[0].from, 10);
  EXPECT_EQ(delta.nodes[0].to, kForever);
  ASSERT_EQ(delta.edges.size(), 1u);
  EXPECT_EQ(delta.edges[0].parent, "330400");
  EXPECT_EQ(delta.edges[0].relation, Relation::kReporting);
  EXPECT_EQ(delta.edges[0].from, 10);
  EXPECT_EQ(delta.edges[0].to, 20);
}

}  // namespace
}  // namespace eduplan::tree
