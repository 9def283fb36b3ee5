#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"

namespace eduplan::tree {

// What one transaction of the registry changed: each node whole with all its edges upward.
struct Delta {
  bool replaces_all = false;  // a snapshot: forget what was known
  std::vector<Node> nodes;
  std::vector<Edge> edges;  // of the nodes above, complete for each
  int64_t sequence = 0;
};

// The registry's tree in the tables of a consumer's own database (tree_nodes, tree_edges,
// tree_state: schema in tree/schema), with an in-memory forest named by the applied sequence.
// Thread-safe.
class Replica {
 public:
  explicit Replica(sql::Database& database) : database_(database) {}

  // The forest as last seen by this process; an empty one before the first load. No I/O.
  std::shared_ptr<const Forest> Current() const;
  // The forest as it stands in this transaction's snapshot; read anew only if its sequence differs
  // from the one in memory.
  absl::StatusOr<std::shared_ptr<const Forest>> In(sql::Transaction& transaction);
  // Looks at the database once and loads what is newer.
  absl::Status Refresh();
  // The forest once it has reached `sequence`, waiting until `deadline`; UNAVAILABLE (TREE_BEHIND)
  // with retry info otherwise.
  absl::StatusOr<std::shared_ptr<const Forest>> AtLeast(int64_t sequence, absl::Time deadline);

  // Writes a delta inside `change` (a transaction of the consumer's own clock); no-op if its
  // sequence is not newer than the applied one and it is no snapshot.
  absl::Status Apply(change_log::Change& change, const Delta& delta);

 private:
  absl::StatusOr<std::shared_ptr<const Forest>> Load(sql::Transaction& transaction,
                                                     int64_t sequence);
  void Publish(std::shared_ptr<const Forest> forest);

  sql::Database& database_;
  mutable std::mutex mutex_;
  std::condition_variable published_;
  std::shared_ptr<const Forest> forest_;
};

// Where `principal_organization` stands seen from `organization` today; kOther if either is
// unknown.
auth::Relation RelationOf(const Forest& forest, std::string_view principal_organization,
                          std::string_view organization, Day today);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_
