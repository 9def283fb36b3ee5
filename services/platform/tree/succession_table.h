#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSION_TABLE_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSION_TABLE_H_

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

// What holds at `revision` and began after `after`; normal.
absl::StatusOr<std::vector<Succession>> SuccessionsAt(sql::Transaction& transaction,
                                                      int64_t revision, int64_t after);
// What holds now.
inline absl::StatusOr<std::vector<Succession>> SuccessionsNow(sql::Transaction& transaction,
                                                              int64_t after) {
  return SuccessionsAt(transaction, std::numeric_limits<int64_t>::max() - 1, after);
}

// Writes those of the delta as of `revision`; of a snapshot, what differs.
absl::Status WriteSuccessions(sql::Transaction& transaction, const Delta& delta, int64_t revision);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSION_TABLE_H_
