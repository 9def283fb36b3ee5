#include "services/plan_items/item_store.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "services/plan_items/item_path.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kInserted[] = {"organization", "plan",         "item",    "valid_from",
                                          "valid_to",     "parent",       "ordinal", "order_key",
                                          "level",        "section_kind", "status",  "content"};

constexpr size_t kNamedAtOnce = 1000;

absl::StatusOr<v1::PlanItem> Read(const sql::Value& content) {
  v1::PlanItem item;
  if (!item.ParseFromString(content.bytes())) return absl::DataLossError("stored item");
  return item;
}

absl::StatusOr<sql::Row> RowOf(const change_log::Change& change, const v1::PlanItem& item) {
  EDUPLAN_ASSIGN_OR_RETURN(const ItemId id, ParseItemName(item.name()));
  std::string parent;
  if (!item.parent_item().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(ItemId above, ParseItemName(item.parent_item()));
    parent = std::move(above.item);
  }
  return sql::Row{id.plan.organization,
                  id.plan.plan,
                  id.item,
                  change.sequence(),
                  kCurrent,
                  std::move(parent),
                  OrdinalOf(item.path()),
                  sql::Bytes{OrderKey(item.path())},
                  item.level(),
                  static_cast<int64_t>(item.section_kind()),
                  static_cast<int64_t>(item.status()),
                  sql::Bytes{item.SerializeAsString()}};
}

void Append(std::string_view column, const std::vector<int64_t>& values, std::string* sql,
            sql::Params* params) {
  for (const int64_t value : values) {
    params->emplace_back(value);
    text::Append(sql, " AND ", column, " = $", params->size());
  }
}

}  // namespace

absl::StatusOr<std::optional<StoredItem>> FindItem(sql::Transaction& transaction,
                                                   const ItemId& id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT valid_from, content FROM item_versions WHERE organization = $1 AND "
                        "plan = $2 AND item = $3 AND valid_to = 9223372036854775807",
                        {id.plan.organization, id.plan.plan, id.item}));
  if (rows.empty()) return std::nullopt;
  EDUPLAN_ASSIGN_OR_RETURN(v1::PlanItem item, Read(rows[0][1]));
  return StoredItem{rows[0][0].integer(), std::move(item)};
}

absl::StatusOr<int64_t> LastOrdinal(sql::Transaction& transaction, const PlanId& plan,
                                    std::string_view parent) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT MAX(ordinal) FROM item_versions WHERE organization = $1 AND "
                        "plan = $2 AND parent = $3 AND valid_to = 9223372036854775807",
                        {plan.organization, plan.plan, parent}));
  return rows[0][0].integer();
}

absl::Status AddItems(change_log::Change& change, std::span<v1::PlanItem> items) {
  sql::Rows rows;
  rows.reserve(items.size());
  for (v1::PlanItem& item : items) {
    item.set_etag(api::MakeEtag(change.sequence()));
    *item.mutable_update_time() = api::ToProto(change.time());
    if (!item.has_create_time()) *item.mutable_create_time() = item.update_time();
    EDUPLAN_ASSIGN_OR_RETURN(rows.emplace_back(), RowOf(change, item));
  }
  return change.sql().BulkInsert("item_versions", kInserted, rows);
}

absl::Status ReplaceItem(change_log::Change& change, v1::PlanItem& item) {
  EDUPLAN_ASSIGN_OR_RETURN(const ItemId id, ParseItemName(item.name()));
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute("UPDATE item_versions SET valid_to = $1 WHERE organization = $2 AND plan = $3 "
                   "AND item = $4 AND valid_to = 9223372036854775807",
                   {change.sequence(), id.plan.organization, id.plan.plan, id.item})
          .status());
  return AddItems(change, std::span(&item, 1));
}

absl::Status ReplaceItems(change_log::Change& change, const PlanId& plan,
                          std::span<v1::PlanItem> items, std::span<const std::string> ended) {
  std::vector<std::string_view> names(ended.begin(), ended.end());
  for (const v1::PlanItem& item : items) names.push_back(item.name());
  // Every old version ends before any new one takes its place among its siblings.
  for (size_t begin = 0; begin < names.size(); begin += kNamedAtOnce) {
    const size_t count = std::min(kNamedAtOnce, names.size() - begin);
    sql::Params params = {change.sequence(), plan.organization, plan.plan};
    for (const std::string_view name : std::span(names).subspan(begin, count)) {
      EDUPLAN_ASSIGN_OR_RETURN(ItemId id, ParseItemName(name));
      params.emplace_back(std::move(id.item));
    }
    EDUPLAN_RETURN_IF_ERROR(
        change.sql()
            .Execute(text::Cat("UPDATE item_versions SET valid_to = $1 WHERE organization = $2 AND "
                               "plan = $3 AND valid_to = 9223372036854775807 AND item IN (",
                               sql::Placeholders(4, count), ")"),
                     params)
            .status());
  }
  return items.empty() ? absl::OkStatus() : AddItems(change, items);
}

absl::StatusOr<std::vector<v1::PlanItem>> AllItems(sql::Transaction& transaction,
                                                   const PlanId& plan, int64_t sequence) {
  return QueryItems(transaction, plan, {}, sequence, "", std::numeric_limits<int>::max());
}

absl::StatusOr<std::vector<v1::PlanItem>> EndedItems(sql::Transaction& transaction,
                                                     const PlanId& plan, int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT v.content FROM item_versions v WHERE v.organization = $1 AND v.plan = $2 AND "
          "v.valid_to < 9223372036854775807 AND NOT EXISTS (SELECT 1 FROM item_versions w WHERE "
          "w.organization = v.organization AND w.plan = v.plan AND w.item = v.item AND "
          "w.valid_from > v.valid_from) ORDER BY v.valid_to DESC, v.item LIMIT $3",
          {plan.organization, plan.plan, limit}));
  std::vector<v1::PlanItem> items;
  items.reserve(rows.size());
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(items.emplace_back(), Read(row[0]));
  }
  return items;
}

absl::StatusOr<std::vector<v1::PlanItem>> QueryItems(sql::Transaction& transaction,
                                                     const PlanId& plan, const ItemFilter& filter,
                                                     int64_t sequence, std::string_view after,
                                                     int limit) {
  sql::Params params = {plan.organization, plan.plan, sequence, sql::Bytes{OrderKey(after)}};
  std::string sql =
      "SELECT content FROM item_versions WHERE organization = $1 AND plan = $2 AND "
      "valid_from <= $3 AND valid_to > $3 AND order_key > $4";
  Append("section_kind", filter.section_kinds, &sql, &params);
  Append("status", filter.statuses, &sql, &params);
  Append("level", filter.levels, &sql, &params);
  params.emplace_back(limit);
  text::Append(&sql, " ORDER BY order_key LIMIT $", params.size());
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  std::vector<v1::PlanItem> items;
  items.reserve(rows.size());
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(items.emplace_back(), Read(row[0]));
  }
  return items;
}

}  // namespace eduplan::plan_items
