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
  // The forest as it stands in this transaction's snapshot; read anew only if it differs from the
  // one in memory. Not after Apply in the same transaction: what it returns is remembered.
  absl::StatusOr<std::shared_ptr<const Forest>> In(sql::Transaction& transaction);
  // The forest as this transaction has made it, for OnApply; not remembered, for it may yet be
  // rolled back.
  absl::StatusOr<std::shared_ptr<const Forest>> Uncommitted(sql::Transaction& transaction);
  // Looks at the database once and loads what is newer.
  absl::Status Refresh();
  // The forest once it has reached `sequence`, waiting until `deadline`; UNAVAILABLE (TREE_BEHIND)
  // with retry info otherwise.
  absl::StatusOr<std::shared_ptr<const Forest>> AtLeast(int64_t sequence, absl::Time deadline);

  // Sequence of the registry up to which the tables are written.
  absl::StatusOr<int64_t> AppliedSequence();

  // Writes a delta inside `change` (a transaction of the consumer's own clock); no-op if its
  // sequence is not newer than the applied one and it is no snapshot.
  absl::Status Apply(change_log::Change& change, const Delta& delta);

 private:
  // What tree_state holds.
  struct State {
    int64_t sequence = 0;
    int64_t revision = 0;
  };
  static absl::StatusOr<State> ReadState(sql::Transaction& transaction);
  static absl::StatusOr<std::shared_ptr<const Forest>> Load(sql::Transaction& transaction,
                                                            int64_t sequence);
  // Remembers the forest unless a newer revision is remembered already.
  void Publish(std::shared_ptr<const Forest> forest, int64_t revision);

  sql::Database& database_;
  mutable std::mutex mutex_;
  std::condition_variable published_;
  std::shared_ptr<const Forest> forest_ = Forest::Build({}, {}, 0);
  int64_t revision_ = 0;
};

// Where `principal_organization` stands seen from `organization` today; kOther if either is
// unknown.
auth::Relation RelationOf(const Forest& forest, std::string_view principal_organization,
                          std::string_view organization, Day today);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_
