#include "services/platform/tree/history.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/fact_rows.h"
#include "services/platform/tree/succession_table.h"

namespace eduplan::tree {

absl::Status MoveToPast(sql::Transaction& transaction, std::span<const std::string> nodes,
                        int64_t revision) {
  return InPieces(
      nodes.size(), [&](size_t i) -> const std::string& { return nodes[i]; },
      [&](const std::string& list, const sql::Params& ids, size_t) {
        sql::Params with_revision = ids;
        with_revision.emplace_back(revision);
        const std::string until = text::Cat("$", with_revision.size());
        const std::vector<sql::Statement> statements = {
            {text::Cat("INSERT INTO forest_past (node, from_revision, to_revision) "
                       "SELECT id, revision, ",
                       until, " FROM forest_nodes WHERE id", list),
             with_revision},
            {text::Cat("INSERT INTO forest_past_states (node, to_revision, from_day, to_day, "
                       "level, kind, name) SELECT node, ",
                       until, ", from_day, to_day, level, kind, name FROM forest_states WHERE node",
                       list),
             with_revision},
            {text::Cat("INSERT INTO forest_past_edges (node, to_revision, parent, relation, "
                       "from_day, to_day) SELECT node, ",
                       until, ", parent, relation, from_day, to_day FROM forest_edges WHERE node",
                       list),
             with_revision},
            {"DELETE FROM forest_nodes WHERE id" + list, ids},
            {"DELETE FROM forest_states WHERE node" + list, ids},
            {"DELETE FROM forest_edges WHERE node" + list, ids}};
        return transaction.ExecuteAll(statements);
      });
}

absl::Status WriteMoment(sql::Transaction& transaction, const Moment& moment) {
  return transaction
      .Execute("INSERT INTO forest_applied (revision, sequence) VALUES ($1, $2)",
               {moment.revision, moment.sequence})
      .status();
}

absl::StatusOr<Moment> MomentAt(sql::Transaction& transaction, int64_t revision) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT revision, sequence FROM forest_applied WHERE revision <= $1 "
                        "ORDER BY revision DESC LIMIT 1",
                        {revision}));
  return rows.empty() ? Moment() : Moment{rows[0][0].integer(), rows[0][1].integer()};
}

absl::StatusOr<Delta> ReadBack(sql::Transaction& transaction, const Head& head,
                               const Moment& moment) {
  const sql::Params then = {moment.revision};
  constexpr std::string_view kHeldThen = "p.to_revision > $1 AND p.from_revision <= $1";
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows ids,
      transaction.Query(text::Cat("SELECT p.node FROM forest_past p WHERE ", kHeldThen), then));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows states,
      transaction.Query(text::Cat("SELECT s.node, s.from_day, s.to_day, s.level, s.kind, s.name "
                                  "FROM forest_past p JOIN forest_past_states s ON "
                                  "s.node = p.node AND s.to_revision = p.to_revision WHERE ",
                                  kHeldThen),
                        then));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows edges,
      transaction.Query(text::Cat("SELECT e.node, e.parent, e.relation, e.from_day, e.to_day "
                                  "FROM forest_past p JOIN forest_past_edges e ON "
                                  "e.node = p.node AND e.to_revision = p.to_revision WHERE ",
                                  kHeldThen),
                        then));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows newer,
      transaction.Query("SELECT id FROM forest_nodes WHERE revision > $1 AND revision <= $2",
                        {moment.revision, head.revision}));
  Delta back = {.nodes = {}, .edges = {}, .sequence = moment.sequence};
  AddRows(ids, states, edges, &back);
  absl::flat_hash_set<std::string_view> held;
  for (const sql::Row& row : ids) {
    held.insert(row[0].text());
  }
  for (const sql::Row& row : newer) {
    if (!held.contains(row[0].text())) {
      back.unknown.push_back(row[0].text());
    }
  }
  back.replaces_successions = true;
  EDUPLAN_ASSIGN_OR_RETURN(back.successions, SuccessionsAt(transaction, moment.revision, 0));
  return back;
}

}  // namespace eduplan::tree
