#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"
#include "services/platform/tree/tables.h"

namespace eduplan::tree {

// The registry's tree in the tables of a consumer's own database, with an in-memory forest named by
// the applied sequence, which is brought up to date by what has changed. Thread-safe.
class Replica {
 public:
  explicit Replica(sql::Database& database);

  // The forest as last seen by this process; an empty one before the first load. No I/O.
  std::shared_ptr<const Forest> Current() const;
  // The forest as it stands in this transaction's snapshot; what has changed is read only if it
  // differs from those in memory. Not after Apply in the same transaction: what it returns is
  // remembered.
  absl::StatusOr<std::shared_ptr<const Forest>> In(sql::Transaction& transaction);
  // The same for who reads the head along with others: `head` is what kSelectHead answered in this
  // transaction.
  absl::StatusOr<std::shared_ptr<const Forest>> In(sql::Transaction& transaction,
                                                   const sql::Rows& head);
  // The forest as it stood in these tables when this database's clock was at `revision`: with every
  // Apply up to then, named by the registry's sequence of that time, and the same however often it
  // is asked for. Of a time before these tables began to keep their past, as when they began. Like
  // In, not after Apply in the same transaction.
  absl::StatusOr<std::shared_ptr<const Forest>> AsOf(sql::Transaction& transaction,
                                                     int64_t revision);
  // Looks at the database once, by a statement of one row, and loads what is newer.
  absl::Status Refresh();
  // The forest once it has reached `sequence`, waiting until `deadline`; UNAVAILABLE (TREE_BEHIND)
  // with retry info otherwise.
  absl::StatusOr<std::shared_ptr<const Forest>> AtLeast(int64_t sequence, absl::Time deadline);

  // Sequence of the registry up to which the tables are written: where to go on from, so 0 if they
  // need a snapshot.
  absl::StatusOr<int64_t> AppliedSequence();
  // When this tree was last known to be the registry's; InfinitePast if it never was.
  absl::Time AsOf() const;
  // The registry has just said that this tree is its own: remembered here, and told to the other
  // processes of this database.
  absl::Status MarkAsOf(absl::Time time);
  void NoteAsOf(absl::Time time);  // remembered here only

  // The forests on both sides of a delta; the same twice if it was applied already.
  struct Applied {
    std::shared_ptr<const Forest> before;
    std::shared_ptr<const Forest> after;
    int64_t revision = 0;
  };
  // Writes a delta, whose states are normal, inside `change` (a transaction of the consumer's own
  // clock), unless its sequence is not newer than the applied one and it is no snapshot. To be
  // published when the change is committed.
  absl::StatusOr<Applied> Apply(change_log::Change& change, const Delta& delta);
  void Publish(const Applied& applied);

 private:
  struct Known {
    int64_t revision;
    std::shared_ptr<const Forest> forest;
  };
  std::shared_ptr<const Forest> Find(int64_t revision) const;
  std::shared_ptr<const Forest> FindPast(int64_t revision);
  absl::StatusOr<std::shared_ptr<const Forest>> Load(sql::Transaction& transaction,
                                                     const Head& head);
  // The newest forest that what has changed up to `head` can be added to, if any.
  Known Basis(const Head& head) const;
  // Remembers the forest, also if a newer one is remembered already.
  void Remember(int64_t revision, std::shared_ptr<const Forest> forest);

  sql::Database& database_;
  std::mutex loading_;  // one load at a time: the others find what it has made
  mutable std::mutex mutex_;
  std::condition_variable published_;
  // By revision, never empty; the older ones are for transactions that began before the newest was
  // there.
  std::deque<Known> known_;
  // As asked for by AsOf, by the revision of the last Apply; the one used last is the last.
  std::deque<Known> past_;
  absl::Time as_of_ = absl::InfinitePast();
};

// Where `principal_organization` stands seen from `organization` today; kOther if either is
// unknown. One that has ended is seen as who goes on with it alone; where several do, it is
// nobody's own, and below those who stand above all of them.
auth::Relation RelationOf(const Forest& forest, std::string_view principal_organization,
                          std::string_view organization, Day today);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_REPLICA_H_
