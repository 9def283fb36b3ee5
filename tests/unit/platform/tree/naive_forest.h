#ifndef EDUPLAN_TESTS_UNIT_PLATFORM_TREE_NAIVE_FOREST_H_
#define EDUPLAN_TESTS_UNIT_PLATFORM_TREE_NAIVE_FOREST_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "services/platform/tree/forest.h"

namespace eduplan::tree {

inline std::string IdOf(const Forest& forest, Forest::Index index) {
  return index == Forest::kNone ? "-" : std::string(forest.Id(index));
}
inline std::vector<std::string> IdsOf(const Forest& forest,
                                      const std::vector<Forest::Index>& indices) {
  std::vector<std::string> ids;
  for (const Forest::Index index : indices) ids.emplace_back(forest.Id(index));
  return ids;
}
inline std::vector<std::pair<std::string, int>> Subtree(const Forest& forest, std::string_view root,
                                                        Day at) {
  std::vector<std::pair<std::string, int>> visited;
  forest.VisitSubtree(forest.Find(root), at, [&](Forest::Index index, int depth) {
    visited.emplace_back(forest.Id(index), depth);
  });
  return visited;
}

// The forest again, as plainly as it can be said: facts, looked through for each question.
struct NaiveForest {
  std::map<std::string, Node> nodes;
  std::map<std::string, std::vector<Edge>> edges;  // by child

  const State* StateAt(const std::string& id, Day at) const {
    for (const State& state : nodes.at(id).states) {
      if (state.from <= at && at < state.to) return &state;
    }
    return nullptr;
  }
  bool Exists(const std::string& id, Day at) const {
    return nodes.contains(id) && StateAt(id, at) != nullptr;
  }
  // Reporting before administrative; of several, which only a damaged table has, the earliest.
  std::string Parent(const std::string& id, Day at) const {
    std::vector<std::tuple<bool, Day, std::string>> holding;
    const auto own = edges.find(id);
    if (own == edges.end() || !Exists(id, at)) return "-";
    for (const Edge& edge : own->second) {
      if (edge.from <= at && at < edge.to && Exists(edge.parent, at)) {
        holding.emplace_back(edge.relation != Relation::kReporting, edge.from, edge.parent);
      }
    }
    return holding.empty() ? "-" : std::get<2>(*std::min_element(holding.begin(), holding.end()));
  }
  std::set<std::string> Above(const std::string& id, Day at) const {
    std::set<std::string> above;
    for (std::string up = Parent(id, at); up != "-"; up = Parent(up, at)) above.insert(up);
    return above;
  }
  std::vector<std::string> Children(const std::string& id, Day at) const {
    std::vector<std::string> children;
    for (const auto& [child, unused] : nodes) {
      if (Parent(child, at) == id) children.push_back(child);
    }
    return children;
  }
  std::set<std::string> EverAbove(const std::string& id) const {
    std::set<std::string> ever = {id};
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [child, own] : edges) {
        for (const Edge& edge : own) {
          const bool counts = ever.contains(child) && nodes.contains(edge.parent);
          grown = (counts && ever.insert(edge.parent).second) || grown;
        }
      }
    }
    ever.erase(id);
    return ever;
  }

  void Apply(const Delta& delta) {
    for (const Node& node : delta.nodes) {
      nodes[node.id] = node;
      edges[node.id].clear();
    }
    for (const Edge& edge : delta.edges) edges[edge.child].push_back(edge);
  }
  // As if they had never been heard of.
  void Forget(const std::string& id) {
    nodes.erase(id);
    edges.erase(id);
  }
  Delta Everything(int64_t sequence) const {
    Delta delta{.replaces_all = true, .nodes = {}, .edges = {}, .sequence = sequence};
    for (const auto& [id, node] : nodes) delta.nodes.push_back(node);
    for (const auto& [id, own] : edges) {
      delta.edges.insert(delta.edges.end(), own.begin(), own.end());
    }
    return delta;
  }
};

// Makes nodes at random. Each has a rank and stands only below those of lower ranks, so that no day
// has a cycle; the order of the ids is another one.
class RandomTree {
 public:
  RandomTree(unsigned seed, int most, int last_day)
      : random_(seed), last_day_(last_day), ids_(most) {
    for (int i = 0; i < most; ++i) ids_[i] = "n" + std::to_string(10000 + i);
    std::shuffle(ids_.begin(), ids_.end(), random_);
  }

  int Below(int n) { return static_cast<int>(random_() % n); }
  std::mt19937& random() { return random_; }
  const std::string& Id(int rank) const { return ids_[rank]; }
  // Adds a node, with gaps in its existence now and then and with all its edges.
  void AddNode(int rank, Delta* delta) {
    Node node{.id = ids_[rank], .states = {}};
    for (Day day = Below(last_day_ / 4); day < last_day_ && (day == 0 || Below(4) > 0);) {
      const Day to = Below(3) == 0 ? kForever : day + 1 + Below(last_day_);
      node.states.push_back({day, to, Below(6), Below(3), "name " + std::to_string(random_())});
      if (to >= last_day_) break;
      day = to + (Below(2) == 0 ? 0 : Below(last_day_ / 4));
    }
    delta->nodes.push_back(std::move(node));
    for (const Relation relation : {Relation::kAdministrative, Relation::kReporting}) {
      for (Day day = Below(last_day_ / 2); rank > 0 && day < last_day_;) {
        const Day to = day + 1 + Below(last_day_ / 2);
        delta->edges.push_back({ids_[rank], ids_[Below(rank)], relation, day, to});
        day = to + Below(last_day_ / 4);
      }
    }
  }

 private:
  std::mt19937 random_;
  const int last_day_;
  std::vector<std::string> ids_;
};

// Everything a forest answers on a day, against the naive one.
inline void ExpectAgrees(const Forest& forest, const NaiveForest& naive, Day at) {
  size_t known = 0;
  for (Forest::Index index = 0; index < static_cast<Forest::Index>(forest.size()); ++index) {
    known += forest.Find(forest.Id(index)) == index ? 1 : 0;
  }
  ASSERT_EQ(known, naive.nodes.size());
  for (const auto& [id, node] : naive.nodes) {
    const Forest::Index index = forest.Find(id);
    ASSERT_NE(index, Forest::kNone) << id;
    const Forest::View view = forest.At(index, at);
    const State* state = naive.StateAt(id, at);
    ASSERT_EQ(view.id, id);
    ASSERT_EQ(forest.Exists(index, at), state != nullptr) << id << " on " << at;
    ASSERT_EQ(view.exists, state != nullptr);
    if (state != nullptr) {
      ASSERT_EQ(view.name, state->name);
      ASSERT_EQ(view.level, state->level);
      ASSERT_EQ(view.kind, state->kind);
    }
    ASSERT_EQ(IdOf(forest, forest.Parent(index, at)), naive.Parent(id, at)) << id << " on " << at;
    ASSERT_EQ(IdsOf(forest, forest.Children(index, at)), naive.Children(id, at))
        << id << " on " << at;
  }
}
inline void ExpectAgreesOnPaths(const Forest& forest, const NaiveForest& naive, Day at) {
  std::map<std::string, size_t> below;
  for (const auto& [id, node] : naive.nodes) {
    const std::set<std::string> above = naive.Above(id, at);
    below[id] += naive.Exists(id, at) ? 1 : 0;
    for (const auto& [other, unused] : naive.nodes) {
      ASSERT_EQ(forest.IsAncestor(forest.Find(other), forest.Find(id), at), above.contains(other));
      below[other] += above.contains(other) ? 1 : 0;
    }
  }
  for (const auto& [id, count] : below) ASSERT_EQ(Subtree(forest, id, at).size(), count) << id;
}
inline void ExpectAgreesOnEver(const Forest& forest, const NaiveForest& naive) {
  for (const auto& [id, node] : naive.nodes) {
    const auto found = IdsOf(forest, forest.EverAncestors(forest.Find(id)));
    const std::set<std::string> ever(found.begin(), found.end());
    ASSERT_EQ(ever.size(), found.size()) << "each once";
    ASSERT_EQ(ever, naive.EverAbove(id)) << id;
  }
}

}  // namespace eduplan::tree

#endif  // EDUPLAN_TESTS_UNIT_PLATFORM_TREE_NAIVE_FOREST_H_
