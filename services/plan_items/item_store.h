#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_STORE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/filters.h"
#include "services/plan_items/names.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

// A version of an item.
struct StoredItem {
  int64_t version = 0;  // sequence of the change that made it: the etag's
  v1::PlanItem item;    // with name, etag and times
};

// The current version; nothing if there never was such an item.
absl::StatusOr<std::optional<StoredItem>> FindItem(sql::Transaction& transaction, const ItemId& id);

// How many items stand below that one (its id, or "" for the top of the plan).
absl::StatusOr<int64_t> LastOrdinal(sql::Transaction& transaction, const PlanId& plan,
                                    std::string_view parent);

// Writes the first versions of items of one plan, each with name, path and parent_item, and sets
// their etags and times.
absl::Status AddItems(change_log::Change& change, std::span<v1::PlanItem> items);
// Writes a new version of one item likewise.
absl::Status ReplaceItem(change_log::Change& change, v1::PlanItem& item);
// Writes versions of items of one plan likewise, in the place of those that they have and of those
// of the items named `ended`.
absl::Status ReplaceItems(change_log::Change& change, const PlanId& plan,
                          std::span<v1::PlanItem> items, std::span<const std::string> ended);

// Every item as of `sequence` in document order.
absl::StatusOr<std::vector<v1::PlanItem>> AllItems(sql::Transaction& transaction,
                                                   const PlanId& plan, int64_t sequence);

// The last versions of items that the plan has no longer, at most `limit`, the latest gone first.
absl::StatusOr<std::vector<v1::PlanItem>> EndedItems(sql::Transaction& transaction,
                                                     const PlanId& plan, int limit);

// At most `limit` items as of `sequence` in document order, after the path `after`.
absl::StatusOr<std::vector<v1::PlanItem>> QueryItems(sql::Transaction& transaction,
                                                     const PlanId& plan, const ItemFilter& filter,
                                                     int64_t sequence, std::string_view after,
                                                     int limit);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_STORE_H_
