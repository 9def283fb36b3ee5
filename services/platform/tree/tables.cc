#include "services/platform/tree/tables.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::tree {
namespace {

constexpr size_t kNamedAtOnce = 500;   // ids in a statement
constexpr size_t kRowsAtOnce = 10000;  // so that a snapshot is not held twice in memory
constexpr std::array<std::string_view, 2> kNodeColumns = {"id", "revision"};
constexpr std::array<std::string_view, 6> kStateColumns = {"node",  "from_day", "to_day",
                                                           "level", "kind",     "name"};
constexpr std::array<std::string_view, 5> kEdgeColumns = {"node", "parent", "relation", "from_day",
                                                          "to_day"};

// Adds the nodes and what `where`, over "node", selects of their states and edges.
absl::Status AddFacts(sql::Transaction& transaction, const sql::Rows& ids, std::string_view where,
                      const sql::Params& params, Delta* delta) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows states,
      transaction.Query(text::Cat("SELECT node, from_day, to_day, level, kind, name "
                                  "FROM forest_states WHERE ",
                                  where),
                        params));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows edges,
      transaction.Query(
          text::Cat("SELECT node, parent, relation, from_day, to_day FROM forest_edges WHERE ",
                    where),
          params));
  absl::flat_hash_map<std::string_view, size_t> place;
  for (const sql::Row& row : ids) {
    place.emplace(row[0].text(), delta->nodes.size());
    delta->nodes.push_back({.id = row[0].text(), .states = {}});
  }
  for (const sql::Row& row : states) {
    const auto found = place.find(row[0].text());
    if (found == place.end()) continue;
    delta->nodes[found->second].states.push_back({.from = static_cast<Day>(row[1].integer()),
                                                  .to = static_cast<Day>(row[2].integer()),
                                                  .level = static_cast<int>(row[3].integer()),
                                                  .kind = static_cast<int>(row[4].integer()),
                                                  .name = row[5].text()});
  }
  for (const sql::Row& row : edges) {
    delta->edges.push_back({.child = row[0].text(),
                            .parent = row[1].text(),
                            .relation = static_cast<Relation>(row[2].integer()),
                            .from = static_cast<Day>(row[3].integer()),
                            .to = static_cast<Day>(row[4].integer())});
  }
  return absl::OkStatus();
}

// Calls `act` with an IN list of at most kNamedAtOnce ids and its parameters, for all `n` ids.
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

// Appends a row, or several, for each of the facts.
template <typename Facts, typename AddRows>
absl::Status Insert(sql::Transaction& transaction, std::string_view table,
                    std::span<const std::string_view> columns, const Facts& facts,
                    const AddRows& add_rows) {
  sql::Rows rows;
  for (const auto& fact : facts) {
    add_rows(fact, &rows);
    if (rows.size() >= kRowsAtOnce) {
      EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert(table, columns, rows));
      rows.clear();
    }
  }
  return transaction.BulkInsert(table, columns, rows);
}

absl::Status ForgetAll(sql::Transaction& transaction) {
  for (const std::string_view table : {"forest_nodes", "forest_states", "forest_edges"}) {
    EDUPLAN_RETURN_IF_ERROR(transaction.Execute(text::Cat("DELETE FROM ", table)).status());
  }
  return absl::OkStatus();
}

absl::Status Forget(sql::Transaction& transaction, std::span<const std::string_view> nodes) {
  return InPieces(
      nodes.size(), [&](size_t i) { return nodes[i]; },
      [&](const std::string& list, const sql::Params& ids, size_t) {
        const std::vector<sql::Statement> statements = {
            {"DELETE FROM forest_nodes WHERE id" + list, ids},
            {"DELETE FROM forest_states WHERE node" + list, ids},
            {"DELETE FROM forest_edges WHERE node" + list, ids}};
        return transaction.ExecuteAll(statements);
      });
}

}  // namespace

Head HeadOf(const sql::Rows& rows) {
  if (rows.empty()) {
    return {.heard = absl::InfinitePast()};
  }
  const int64_t heard = rows[0][3].integer();
  return {.sequence = rows[0][0].integer(),
          .revision = rows[0][1].integer(),
          .base_revision = rows[0][2].integer(),
          .heard = heard == 0 ? absl::InfinitePast() : api::FromMicros(heard)};
}

absl::StatusOr<Head> ReadHead(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(kSelectHead));
  return HeadOf(rows);
}

absl::StatusOr<Delta> ReadAll(sql::Transaction& transaction, const Head& head) {
  Delta delta = {.replaces_all = true, .nodes = {}, .edges = {}, .sequence = head.sequence};
  std::string last;
  while (true) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows ids,
        transaction.Query("SELECT id FROM forest_nodes WHERE id > $1 ORDER BY id LIMIT $2",
                          {last, kRowsAtOnce}));
    if (ids.empty()) {
      return delta;
    }
    EDUPLAN_RETURN_IF_ERROR(AddFacts(transaction, ids, "node > $1 AND node <= $2",
                                     {last, ids.back()[0].text()}, &delta));
    last = ids.back()[0].text();
  }
}

absl::StatusOr<Delta> ReadSince(sql::Transaction& transaction, const Head& head, int64_t revision) {
  Delta delta = {.nodes = {}, .edges = {}, .sequence = head.sequence};
  // The upper bound tells PostgreSQL, before it has gathered statistics, that these are few.
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows ids,
      transaction.Query("SELECT id FROM forest_nodes WHERE revision > $1 AND revision <= $2",
                        {revision, head.revision}));
  EDUPLAN_RETURN_IF_ERROR(InPieces(
      ids.size(), [&](size_t i) -> const std::string& { return ids[i][0].text(); },
      [&](const std::string& list, const sql::Params& params, size_t begin) {
        const sql::Rows piece(ids.begin() + begin, ids.begin() + begin + params.size());
        return AddFacts(transaction, piece, "node" + list, params, &delta);
      }));
  return delta;
}

absl::Status WriteDelta(sql::Transaction& transaction, const Delta& delta,
                        std::span<const std::string_view> known, const Head& head) {
  EDUPLAN_RETURN_IF_ERROR(delta.replaces_all ? ForgetAll(transaction) : Forget(transaction, known));
  EDUPLAN_RETURN_IF_ERROR(Insert(
      transaction, "forest_nodes", kNodeColumns, delta.nodes,
      [&](const Node& node, sql::Rows* rows) { rows->push_back({node.id, head.revision}); }));
  EDUPLAN_RETURN_IF_ERROR(Insert(transaction, "forest_states", kStateColumns, delta.nodes,
                                 [](const Node& node, sql::Rows* rows) {
                                   for (const State& state : node.states) {
                                     rows->push_back({node.id, state.from, state.to, state.level,
                                                      state.kind, state.name});
                                   }
                                 }));
  EDUPLAN_RETURN_IF_ERROR(Insert(transaction, "forest_edges", kEdgeColumns, delta.edges,
                                 [](const Edge& edge, sql::Rows* rows) {
                                   rows->push_back({edge.child, edge.parent,
                                                    static_cast<int>(edge.relation), edge.from,
                                                    edge.to});
                                 }));
  return transaction
      .Execute(
          "UPDATE forest_head SET sequence = $1, revision = $2, base_revision = $3, heard_us = $4 "
          "WHERE id = 1",
          {head.sequence, head.revision, head.base_revision, api::ToMicros(head.heard)})
      .status();
}

absl::Status WriteHeard(sql::Transaction& transaction, absl::Time heard) {
  return transaction
      .Execute("UPDATE forest_head SET heard_us = $1 WHERE id = 1 AND heard_us < $1",
               {api::ToMicros(heard)})
      .status();
}

}  // namespace eduplan::tree
