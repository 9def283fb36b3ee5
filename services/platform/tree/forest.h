#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"

namespace eduplan::tree {

// Days since 1970-01-01; intervals are [from, to).
using Day = int32_t;
inline constexpr Day kForever = std::numeric_limits<Day>::max();
Day ToDay(absl::CivilDay day);

struct Node {
  std::string id;
  std::string name;
  int level = 0;  // smaller is further up
  int kind = 0;
  Day from = 0;
  Day to = kForever;  // exists in [from, to)
};

// A parent of a node for a while. Two relations may hold at once; kReporting wins where both do.
enum class Relation { kAdministrative = 0, kReporting = 1 };
struct Edge {
  std::string child;
  std::string parent;
  Relation relation = Relation::kAdministrative;
  Day from = 0;
  Day to = kForever;
};

// A dated forest: who stands under whom on a day. Knows no domain word, does no I/O, is immutable
// once built and thread-safe. Node indices are dense and belong to this forest alone.
class Forest {
 public:
  using Index = int32_t;
  static constexpr Index kNone = -1;

  // Edges whose ends are unknown are left out. `sequence` names this state of the registry.
  static std::shared_ptr<const Forest> Build(std::vector<Node> nodes, std::span<const Edge> edges,
                                             int64_t sequence);

  int64_t sequence() const { return sequence_; }
  Index Find(std::string_view id) const;
  const Node& node(Index index) const { return nodes_[index]; }
  size_t size() const { return nodes_.size(); }
  bool Exists(Index index, Day at) const;

  // The parent that counts on that day (reporting before administrative), or kNone.
  Index Parent(Index index, Day at) const;
  // By id. Only children that exist on that day.
  std::vector<Index> Children(Index index, Day at) const;
  bool IsAncestor(Index ancestor, Index node, Day at) const;
  // `root` and all below it that exist on that day, parents before children, siblings by id.
  void VisitSubtree(Index root, Day at, absl::FunctionRef<void(Index, int depth)> visit) const;
  // Every node that ever stood above `index`, on any day, each once, without itself. What must be
  // told when something at `index` changes.
  std::vector<Index> EverAncestors(Index index) const;

 private:
  struct Placement {
    Index other;
    Relation relation;
    Day from;
    Day to;
  };
  Forest() = default;
  bool Holds(const Placement& placement, Index child, Day at) const;

  int64_t sequence_ = 0;
  std::vector<Node> nodes_;
  absl::flat_hash_map<std::string_view, Index> by_id_;
  std::vector<std::vector<Placement>> parents_;   // by child
  std::vector<std::vector<Placement>> children_;  // by parent, by the child's id
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_
