#include "services/platform/tree/forest.h"

#include <algorithm>
#include <utility>

namespace eduplan::tree {

Day ToDay(absl::CivilDay day) {
  return static_cast<Day>(day - absl::CivilDay(1970, 1, 1));
}

std::shared_ptr<const Forest> Forest::Build(std::vector<Node> nodes, std::span<const Edge> edges,
                                            int64_t sequence) {
  std::shared_ptr<Forest> forest(new Forest());
  forest->sequence_ = sequence;
  forest->nodes_ = std::move(nodes);
  // In the order of the ids an index comparison is an id comparison.
  std::sort(forest->nodes_.begin(), forest->nodes_.end(),
            [](const Node& a, const Node& b) { return a.id < b.id; });
  const auto size = static_cast<Index>(forest->nodes_.size());
  forest->by_id_.reserve(forest->nodes_.size());
  for (Index i = 0; i < size; ++i) {
    forest->by_id_.emplace(forest->nodes_[i].id, i);
  }
  forest->parents_.resize(forest->nodes_.size());
  forest->children_.resize(forest->nodes_.size());
  for (const Edge& edge : edges) {
    const Index child = forest->Find(edge.child);
    const Index parent = forest->Find(edge.parent);
    if (child == kNone || parent == kNone || edge.from >= edge.to) {
      continue;
    }
    forest->parents_[child].push_back({parent, edge.relation, edge.from, edge.to});
    forest->children_[parent].push_back({child, edge.relation, edge.from, edge.to});
  }
  for (std::vector<Placement>& children : forest->children_) {
    std::stable_sort(children.begin(), children.end(),
                     [](const Placement& a, const Placement& b) { return a.other < b.other; });
  }
  return forest;
}

Forest::Index Forest::Find(std::string_view id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? kNone : it->second;
}

bool Forest::Exists(Index index, Day at) const {
  return nodes_[index].from <= at && at < nodes_[index].to;
}

// A placement counts on the days on which both its ends exist, so a child whose reporting parent
// was closed falls back to its administrative one.
bool Forest::Holds(const Placement& placement, Index child, Day at) const {
  return placement.from <= at && at < placement.to && Exists(child, at) &&
         Exists(placement.other, at);
}

Forest::Index Forest::Parent(Index index, Day at) const {
  Index parent = kNone;
  for (const Placement& placement : parents_[index]) {
    if (!Holds(placement, index, at)) {
      continue;
    }
    if (placement.relation == Relation::kReporting) {
      return placement.other;
    }
    parent = placement.other;
  }
  return parent;
}

std::vector<Forest::Index> Forest::Children(Index index, Day at) const {
  std::vector<Index> result;
  for (const Placement& placement : children_[index]) {
    const Index child = placement.other;
    if (placement.from <= at && at < placement.to && Parent(child, at) == index &&
        (result.empty() || result.back() != child)) {
      result.push_back(child);
    }
  }
  return result;
}

bool Forest::IsAncestor(Index ancestor, Index node, Day at) const {
  // The registry admits no cycle; the bound keeps a damaged table from hanging a reader.
  Index above = Parent(node, at);
  for (size_t steps = 0; above != kNone && steps < nodes_.size(); ++steps) {
    if (above == ancestor) {
      return true;
    }
    above = Parent(above, at);
  }
  return false;
}

void Forest::VisitSubtree(Index root, Day at,
                          absl::FunctionRef<void(Index, int depth)> visit) const {
  if (!Exists(root, at)) {
    return;
  }
  std::vector<std::pair<Index, int>> stack = {{root, 0}};
  while (!stack.empty()) {
    const auto [node, depth] = stack.back();
    stack.pop_back();
    visit(node, depth);
    const std::vector<Index> children = Children(node, at);
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      // Each node has one parent on a day, so only the root could come round again.
      if (*child != root) {
        stack.emplace_back(*child, depth + 1);
      }
    }
  }
}

std::vector<Forest::Index> Forest::EverAncestors(Index index) const {
  std::vector<bool> seen(nodes_.size());
  seen[index] = true;
  std::vector<Index> result;
  std::vector<Index> stack = {index};
  while (!stack.empty()) {
    const Index node = stack.back();
    stack.pop_back();
    for (const Placement& placement : parents_[node]) {
      if (!seen[placement.other]) {
        seen[placement.other] = true;
        result.push_back(placement.other);
        stack.push_back(placement.other);
      }
    }
  }
  return result;
}

}  // namespace eduplan::tree
