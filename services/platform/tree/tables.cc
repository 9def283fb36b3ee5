#include "services/platform/tree/tables.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/fact_rows.h"
#include "services/platform/tree/history.h"
#include "services/platform/tree/snapshot_diff.h"
#include "services/platform/tree/succession_table.h"

namespace eduplan::tree {
namespace {

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
  AddRows(ids, states, edges, delta);
  return absl::OkStatus();
}

// Calls `visit` with all nodes and their edges, some at a time.
absl::Status VisitAll(sql::Transaction& transaction, absl::FunctionRef<void(Delta)> visit) {
  std::string last;
  while (true) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows ids,
        transaction.Query("SELECT id FROM forest_nodes WHERE id > $1 ORDER BY id LIMIT $2",
                          {last, kRowsAtOnce}));
    if (ids.empty()) {
      return absl::OkStatus();
    }
    Delta piece;
    EDUPLAN_RETURN_IF_ERROR(AddFacts(transaction, ids, "node > $1 AND node <= $2",
                                     {last, ids.back()[0].text()}, &piece));
    visit(std::move(piece));
    last = ids.back()[0].text();
  }
}

// Writes those nodes for which `is_new` says so, with their edges.
absl::Status WriteNodes(sql::Transaction& transaction, const Delta& delta, int64_t revision,
                        absl::FunctionRef<bool(std::string_view)> is_new) {
  EDUPLAN_RETURN_IF_ERROR(Insert(transaction, "forest_nodes", kNodeColumns, delta.nodes,
                                 [&](const Node& node, sql::Rows* rows) {
                                   if (is_new(node.id)) rows->push_back({node.id, revision});
                                 }));
  EDUPLAN_RETURN_IF_ERROR(Insert(transaction, "forest_states", kStateColumns, delta.nodes,
                                 [&](const Node& node, sql::Rows* rows) {
                                   if (!is_new(node.id)) return;
                                   for (const State& state : node.states) {
                                     rows->push_back({node.id, state.from, state.to, state.level,
                                                      state.kind, state.name});
                                   }
                                 }));
  return Insert(transaction, "forest_edges", kEdgeColumns, delta.edges,
                [&](const Edge& edge, sql::Rows* rows) {
                  if (!is_new(edge.child)) return;
                  rows->push_back({edge.child, edge.parent, static_cast<int>(edge.relation),
                                   edge.from, edge.to});
                });
}

absl::Status WriteSnapshot(sql::Transaction& transaction, const Delta& snapshot, int64_t revision) {
  SnapshotDiff diff(snapshot);
  EDUPLAN_RETURN_IF_ERROR(VisitAll(transaction, [&](Delta held) { diff.See(std::move(held)); }));
  EDUPLAN_RETURN_IF_ERROR(MoveToPast(transaction, diff.replaced(), revision));
  return WriteNodes(transaction, snapshot, revision,
                    [&](std::string_view id) { return !diff.IsHeld(id); });
}

}  // namespace

Head HeadOf(const sql::Rows& rows) {
  if (rows.empty()) {
    return {.heard = absl::InfinitePast()};
  }
  const sql::Row& row = rows[0];
  const int64_t heard = row[3].integer();
  Head head = {.sequence = row[0].integer(),
               .revision = row[1].integer(),
               .base_revision = row[2].integer(),
               .heard = heard == 0 ? absl::InfinitePast() : api::FromMicros(heard),
               .whole = row[4].integer() == row[0].integer(),
               .kept_revision = row[5].integer()};
  if (!head.whole) {
    head.kept_revision = head.revision;
  }
  return head;
}

absl::StatusOr<Head> ReadHead(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(kSelectHead));
  return HeadOf(rows);
}

absl::StatusOr<Delta> ReadAll(sql::Transaction& transaction, const Head& head) {
  Delta delta = {.replaces_all = true, .nodes = {}, .edges = {}, .sequence = head.sequence};
  EDUPLAN_RETURN_IF_ERROR(VisitAll(transaction, [&](Delta piece) {
    std::move(piece.nodes.begin(), piece.nodes.end(), std::back_inserter(delta.nodes));
    std::move(piece.edges.begin(), piece.edges.end(), std::back_inserter(delta.edges));
  }));
  EDUPLAN_ASSIGN_OR_RETURN(delta.successions, SuccessionsNow(transaction, 0));
  return delta;
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
  EDUPLAN_ASSIGN_OR_RETURN(delta.successions, SuccessionsNow(transaction, revision));
  return delta;
}

absl::Status WriteDelta(sql::Transaction& transaction, const Delta& delta,
                        std::span<const std::string> known, const Head& head) {
  if (delta.replaces_all) {
    EDUPLAN_RETURN_IF_ERROR(WriteSnapshot(transaction, delta, head.revision));
  } else {
    EDUPLAN_RETURN_IF_ERROR(MoveToPast(transaction, known, head.revision));
    EDUPLAN_RETURN_IF_ERROR(
        WriteNodes(transaction, delta, head.revision, [](std::string_view) { return true; }));
  }
  EDUPLAN_RETURN_IF_ERROR(WriteSuccessions(transaction, delta, head.revision));
  EDUPLAN_RETURN_IF_ERROR(
      WriteMoment(transaction, {.revision = head.revision, .sequence = head.sequence}));
  return transaction
      .Execute(
          "UPDATE forest_head SET sequence = $1, whole_sequence = $1, revision = $2, "
          "base_revision = $3, heard_us = $4, kept_revision = $5 WHERE id = 1",
          {head.sequence, head.revision, head.base_revision, api::ToMicros(head.heard),
           head.kept_revision})
      .status();
}

absl::Status WriteHeard(sql::Transaction& transaction, absl::Time heard) {
  return transaction
      .Execute("UPDATE forest_head SET heard_us = $1 WHERE id = 1 AND heard_us < $1",
               {api::ToMicros(heard)})
      .status();
}

}  // namespace eduplan::tree
