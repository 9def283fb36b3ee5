#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_HISTORY_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_HISTORY_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/tables.h"

namespace eduplan::tree {

// What the tables held earlier.

// Moves what is held of these nodes into the past, which ends with `revision`.
absl::Status MoveToPast(sql::Transaction& transaction, std::span<const std::string> nodes,
                        int64_t revision);

// A revision at which the tables were written, and the registry's sequence applied by it.
struct Moment {
  int64_t revision = 0;
  int64_t sequence = 0;
};
absl::Status WriteMoment(sql::Transaction& transaction, const Moment& moment);
// The last at or before `revision`; 0 if there was none.
absl::StatusOr<Moment> MomentAt(sql::Transaction& transaction, int64_t revision);

// What leads from the tables as they are, with that head, back to `moment`, which must not be
// before head.kept_revision.
absl::StatusOr<Delta> ReadBack(sql::Transaction& transaction, const Head& head,
                               const Moment& moment);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_HISTORY_H_
