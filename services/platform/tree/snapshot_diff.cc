#include "services/platform/tree/snapshot_diff.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace eduplan::tree {
namespace {

bool SameEdges(std::vector<const Edge*> a, std::vector<const Edge*> b) {
  const auto order = [](const Edge* edge) {
    return std::tie(edge->relation, edge->from, edge->parent, edge->to);
  };
  const auto before = [&](const Edge* x, const Edge* y) { return order(x) < order(y); };
  std::sort(a.begin(), a.end(), before);
  std::sort(b.begin(), b.end(), before);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Edge* x, const Edge* y) { return *x == *y; });
}

}  // namespace

SnapshotDiff::SnapshotDiff(const Delta& snapshot) {
  snapshot_.reserve(snapshot.nodes.size());
  for (const Node& node : snapshot.nodes) {
    snapshot_[node.id].node = &node;
  }
  for (const Edge& edge : snapshot.edges) {
    if (const auto facts = snapshot_.find(edge.child); facts != snapshot_.end()) {
      facts->second.edges.push_back(&edge);
    }
  }
}

void SnapshotDiff::See(Delta held) {
  absl::flat_hash_map<std::string_view, std::vector<const Edge*>> edges;
  for (const Edge& edge : held.edges) {
    edges[edge.child].push_back(&edge);
  }
  for (Node& node : held.nodes) {
    Normalize(&node.states);
    const auto now = snapshot_.find(node.id);
    if (now != snapshot_.end() && now->second.node->states == node.states &&
        SameEdges(now->second.edges, edges[node.id])) {
      held_.insert(now->first);
    } else {
      replaced_.push_back(std::move(node.id));
    }
  }
}

}  // namespace eduplan::tree
