#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FACT_ROWS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FACT_ROWS_H_

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

inline constexpr size_t kNamedAtOnce = 500;   // ids in a statement
inline constexpr size_t kRowsAtOnce = 10000;  // so that a snapshot is not held twice in memory

// Adds a node for each of `ids`, with those of the states (node, from_day, to_day, level, kind,
// name) and edges (node, parent, relation, from_day, to_day) that are of one of them.
void AddRows(const sql::Rows& ids, const sql::Rows& states, const sql::Rows& edges, Delta* delta);

// Calls `act` with an IN list of at most kNamedAtOnce ids, its parameters from $1 on and the place
// of its first, for all `n` ids.
template <typename IdOf, typename Act>
absl::Status InPieces(size_t n, const IdOf& id, const Act& act) {
  for (size_t begin = 0; begin < n; begin += kNamedAtOnce) {
    const size_t end = std::min(n, begin + kNamedAtOnce);
    sql::Params ids;
    for (size_t i = begin; i < end; ++i) {
      ids.emplace_back(id(i));
    }
    EDUPLAN_RETURN_IF_ERROR(act(" IN (" + sql::Placeholders(1, end - begin) + ")", ids, begin));
  }
  return absl::OkStatus();
}

// Appends a row, or several, or none, for each of the facts.
template <typename Facts, typename AddRowsOf>
absl::Status Insert(sql::Transaction& transaction, std::string_view table,
                    std::span<const std::string_view> columns, const Facts& facts,
                    const AddRowsOf& add_rows) {
  sql::Rows rows;
  for (const auto& fact : facts) {
    add_rows(fact, &rows);
    if (rows.size() >= kRowsAtOnce) {
      EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert(table, columns, rows));
      rows.clear();
    }
  }
  return rows.empty() ? absl::OkStatus() : transaction.BulkInsert(table, columns, rows);
}

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FACT_ROWS_H_
