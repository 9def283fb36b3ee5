#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_SNAPSHOT_DIFF_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_SNAPSHOT_DIFF_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

// What of a snapshot differs from what is held, which is shown piece by piece. Keeps views into the
// snapshot, whose states are normal.
class SnapshotDiff {
 public:
  explicit SnapshotDiff(const Delta& snapshot);

  // Nodes that are held, with all their edges; each once.
  void See(Delta held);

  // Those seen that the snapshot changes or does not have.
  const std::vector<std::string>& replaced() const { return replaced_; }
  // The snapshot's node was seen just as it is.
  bool IsHeld(std::string_view id) const { return held_.contains(id); }

 private:
  struct Facts {
    const Node* node = nullptr;
    std::vector<const Edge*> edges;
  };
  absl::flat_hash_map<std::string_view, Facts> snapshot_;
  std::vector<std::string> replaced_;
  absl::flat_hash_set<std::string_view> held_;
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_SNAPSHOT_DIFF_H_
