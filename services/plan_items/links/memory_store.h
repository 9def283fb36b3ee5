#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_MEMORY_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_MEMORY_STORE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/plan_items/linking/memory.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"

namespace eduplan::plan_items {

// Keeps a decision; it replaces what was decided of the same words under the same heading, except
// that what they do not mean adds up.
absl::Status Remember(change_log::Change& change, std::string_view organization,
                      const linking::Decision& decision);

// The latest decisions of an organization and of those beside it: below the same one today.
absl::StatusOr<linking::Memory> ReadMemory(sql::Transaction& transaction,
                                           const tree::Forest& forest,
                                           const std::string& organization);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_MEMORY_STORE_H_
