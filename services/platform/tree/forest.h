#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "services/platform/tree/columns.h"
#include "services/platform/tree/facts.h"
#include "services/platform/tree/intervals.h"

namespace eduplan::tree {

class Successions;

// A dated forest: who stands under whom on a day. Knows no domain word, does no I/O, is immutable
// once made and thread-safe. Node indices are dense and belong to this forest alone; views are good
// as long as it lives.
//
// A placement counts on the days on which both its ends exist; of two that do, the reporting one.
class Forest {
 public:
  using Index = tree::Index;
  static constexpr Index kNone = kNoIndex;

  // Of two nodes with one id the last counts. Edges whose parent is unknown count once it is known.
  // `sequence` names this state of the registry.
  static std::shared_ptr<const Forest> Build(const std::vector<Node>& nodes,
                                             std::span<const Edge> edges, int64_t sequence,
                                             std::span<const Succession> successions = {});
  // This forest with the delta applied, sharing what has not changed: the same as one built from
  // all the facts, in a fraction of the time.
  std::shared_ptr<const Forest> With(const Delta& delta) const;

  int64_t sequence() const { return sequence_; }
  Index Find(std::string_view id) const;
  // One more than the largest index.
  size_t size() const { return static_cast<size_t>(base_->size()) + added_.size(); }
  // Who goes on with what whom was (successions.h). Shared with the forests before and after that
  // know the same ones.
  const Successions& successions() const { return *successions_; }

  std::string_view Id(Index index) const;
  bool Exists(Index index, Day at) const;
  // A node as it is on a day. On one on which it does not exist: as it last was before, or else as
  // it first will be; with neither, a node without a name.
  struct View {
    std::string_view id;
    std::string_view name;
    int level = 0;
    int kind = 0;
    bool exists = false;
  };
  View At(Index index, Day at) const;

  // The parent that counts on that day, or kNone.
  Index Parent(Index index, Day at) const {
    return Has(has_moved_, index) ? ParentIn(*Over(index), at) : base_->Parent(index, at);
  }
  // The parent by one relation that exists on that day, whether it counts or not, or kNone.
  Index ParentBy(Relation relation, Index index, Day at) const;
  // By id. Only children that exist on that day.
  std::vector<Index> Children(Index index, Day at) const;
  bool IsAncestor(Index ancestor, Index node, Day at) const;
  // `root` and all below it that exist on that day, parents before children, siblings by id.
  void VisitSubtree(Index root, Day at, absl::FunctionRef<void(Index, int depth)> visit) const;

  // Every node that ever was placed above `index`, at any distance on any days and by either
  // relation, each once, without itself. What must be told when something at `index` changes.
  std::vector<Index> EverAncestors(Index index) const;
  // The same of several at once; one of them is in it if it stood above another.
  std::vector<Index> EverAncestors(std::span<const Index> indices) const;
  // Every node that ever was placed right below, on any day and by either relation, each once.
  std::vector<Index> EverChildren(Index index) const;

  // Of all it holds, also what it shares with others.
  size_t MemoryBytes() const;

 private:
  // A node that has changed since the columns were written.
  struct Overlaid {
    std::vector<State> states;
    std::vector<Span> days;  // of the states
    std::vector<Link> links;
    std::vector<Above> parents;
    std::vector<Below> children;  // by the child's id
  };
  class Patch;
  using Bits = std::vector<uint64_t>;  // one for each node

  Forest() = default;
  static bool Has(const Bits& bits, Index index) {
    return (bits[index / 64] >> (index % 64) & 1) != 0;
  }
  static void Set(Bits* bits, Index index) { (*bits)[index / 64] |= uint64_t{1} << (index % 64); }
  static std::shared_ptr<Forest> On(std::shared_ptr<const Columns> columns, int64_t sequence,
                                    std::shared_ptr<const Successions> successions);
  // The same in columns alone.
  std::shared_ptr<const Forest> Rebuilt() const;
  const Overlaid* Over(Index index) const {
    return Has(is_over_, index) ? overlay_.find(index)->second.get() : nullptr;
  }
  static Index ParentIn(const Overlaid& over, Day at);
  std::span<const Span> Days(Index index) const;
  std::vector<Link> Links(Index index) const;
  std::span<const Below> ChildEntries(Index index) const;

  // Also of those that are unknown again.
  Index PlaceOf(std::string_view id) const;

  int64_t sequence_ = 0;
  std::shared_ptr<const Columns> base_;
  absl::flat_hash_map<Index, std::shared_ptr<const Overlaid>> overlay_;
  Bits is_over_;
  // Those in the overlay whose parents may differ too, not only their children: there are fewer,
  // and none of them on most ways up.
  Bits has_moved_;
  // Ids of the nodes that are in the overlay only, whose indices follow those of the columns.
  std::vector<std::shared_ptr<const std::string>> added_;
  absl::flat_hash_map<std::string_view, Index> added_by_id_;
  absl::flat_hash_set<Index> unknown_;              // have indices, but are not found by their ids
  std::vector<Edge> dangling_;                      // whose parents are unknown
  std::shared_ptr<const Successions> successions_;  // never null
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FOREST_H_
