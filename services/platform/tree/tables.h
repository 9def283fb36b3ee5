#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_TABLES_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_TABLES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

// What the tables hold (schema in tree/schema).
struct Head {
  int64_t sequence = 0;       // of the registry, as applied
  int64_t revision = 0;       // of this database's clock when it was applied
  int64_t base_revision = 0;  // when everything was last replaced
  absl::Time heard;           // when this was last known to be all
  // Whether all the tables are as of that sequence: after a version of this program that knows
  // fewer of them they are not, until a snapshot comes.
  bool whole = true;
  int64_t kept_revision = 0;  // since when the past is kept
};
inline constexpr std::string_view kSelectHead =
    "SELECT sequence, revision, base_revision, heard_us, whole_sequence, kept_revision "
    "FROM forest_head WHERE id = 1";
Head HeadOf(const sql::Rows& rows);
absl::StatusOr<Head> ReadHead(sql::Transaction& transaction);

// Everything, as a snapshot.
absl::StatusOr<Delta> ReadAll(sql::Transaction& transaction, const Head& head);
// What changed after `revision`, which must not be before head.base_revision.
absl::StatusOr<Delta> ReadSince(sql::Transaction& transaction, const Head& head, int64_t revision);

// Writes the delta as of head.revision, and the head; what it replaces is kept (history.h), and of
// a snapshot only what differs is written. `known` are those of its nodes, or more, that the tables
// have already; not looked at for a snapshot.
absl::Status WriteDelta(sql::Transaction& transaction, const Delta& delta,
                        std::span<const std::string> known, const Head& head);
absl::Status WriteHeard(sql::Transaction& transaction, absl::Time heard);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_TABLES_H_
