#include "services/platform/tree/replica.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::tree {
namespace {

constexpr size_t kDeleteChunk = 500;
constexpr std::array<std::string_view, 6> kNodeColumns = {"id",   "name",     "level",
                                                          "kind", "from_day", "to_day"};
constexpr std::array<std::string_view, 5> kEdgeColumns = {"child", "parent", "relation", "from_day",
                                                          "to_day"};

// Forgets the nodes of a delta and their edges upward.
absl::Status DeleteNodes(sql::Transaction& transaction, std::span<const Node> nodes) {
  for (size_t begin = 0; begin < nodes.size(); begin += kDeleteChunk) {
    const size_t count = std::min(kDeleteChunk, nodes.size() - begin);
    sql::Params ids;
    for (const Node& node : nodes.subspan(begin, count)) {
      ids.emplace_back(node.id);
    }
    const std::string list = " IN (" + sql::Placeholders(1, count) + ")";
    EDUPLAN_RETURN_IF_ERROR(
        transaction.Execute("DELETE FROM tree_nodes WHERE id" + list, ids).status());
    EDUPLAN_RETURN_IF_ERROR(
        transaction.Execute("DELETE FROM tree_edges WHERE child" + list, ids).status());
  }
  return absl::OkStatus();
}

absl::Status InsertDelta(sql::Transaction& transaction, const Delta& delta) {
  sql::Rows nodes;
  nodes.reserve(delta.nodes.size());
  for (const Node& node : delta.nodes) {
    nodes.push_back({node.id, node.name, node.level, node.kind, node.from, node.to});
  }
  EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert("tree_nodes", kNodeColumns, nodes));
  sql::Rows edges;
  edges.reserve(delta.edges.size());
  for (const Edge& edge : delta.edges) {
    edges.push_back({edge.child, edge.parent, static_cast<int>(edge.relation), edge.from, edge.to});
  }
  return transaction.BulkInsert("tree_edges", kEdgeColumns, edges);
}

}  // namespace

std::shared_ptr<const Forest> Replica::Current() const {
  std::lock_guard lock(mutex_);
  return forest_;
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::In(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const State state, ReadState(transaction));
  {
    std::lock_guard lock(mutex_);
    if (revision_ == state.revision) {
      return forest_;
    }
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::shared_ptr<const Forest> forest, Load(transaction, state.sequence));
  Publish(forest, state.revision);
  return forest;
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::Uncommitted(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const State state, ReadState(transaction));
  return Load(transaction, state.sequence);
}

absl::Status Replica::Refresh() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           database_.Query("SELECT revision FROM tree_state WHERE id = 1"));
  {
    std::lock_guard lock(mutex_);
    if (!rows.empty() && rows[0][0].integer() == revision_) {
      return absl::OkStatus();
    }
  }
  return database_.Read([&](sql::Transaction& transaction) { return In(transaction).status(); });
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::AtLeast(int64_t sequence,
                                                               absl::Time deadline) {
  if (std::shared_ptr<const Forest> forest = Current(); forest->sequence() >= sequence) {
    return forest;
  }
  EDUPLAN_RETURN_IF_ERROR(Refresh());
  std::unique_lock lock(mutex_);
  const auto until = std::chrono::steady_clock::now() +
                     absl::ToChronoNanoseconds(std::min(deadline - absl::Now(), absl::Hours(1)));
  if (!published_.wait_until(lock, until, [&] { return forest_->sequence() >= sequence; })) {
    return status::Unavailable("TREE_BEHIND",
                               "the tree of organizations has not caught up with the registry yet",
                               "机构树尚未与登记同步，请稍后重试", absl::Milliseconds(500));
  }
  return forest_;
}

absl::StatusOr<int64_t> Replica::AppliedSequence() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           database_.Query("SELECT sequence FROM tree_state WHERE id = 1"));
  return rows.empty() ? 0 : rows[0][0].integer();
}

absl::Status Replica::Apply(change_log::Change& change, const Delta& delta) {
  sql::Transaction& transaction = change.sql();
  EDUPLAN_ASSIGN_OR_RETURN(const State state, ReadState(transaction));
  if (!delta.replaces_all && delta.sequence <= state.sequence) {
    return absl::OkStatus();
  }
  if (delta.replaces_all) {
    EDUPLAN_RETURN_IF_ERROR(transaction.Execute("DELETE FROM tree_nodes").status());
    EDUPLAN_RETURN_IF_ERROR(transaction.Execute("DELETE FROM tree_edges").status());
  } else {
    EDUPLAN_RETURN_IF_ERROR(DeleteNodes(transaction, delta.nodes));
  }
  EDUPLAN_RETURN_IF_ERROR(InsertDelta(transaction, delta));
  return transaction
      .Execute("UPDATE tree_state SET sequence = $1, revision = $2 WHERE id = 1",
               {delta.sequence, change.sequence()})
      .status();
}

absl::StatusOr<Replica::State> Replica::ReadState(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT sequence, revision FROM tree_state WHERE id = 1"));
  if (rows.empty()) {
    return State{};
  }
  return State{rows[0][0].integer(), rows[0][1].integer()};
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::Load(sql::Transaction& transaction,
                                                            int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows node_rows,
      transaction.Query("SELECT id, name, level, kind, from_day, to_day FROM tree_nodes"));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows edge_rows,
      transaction.Query("SELECT child, parent, relation, from_day, to_day FROM tree_edges"));
  std::vector<Node> nodes;
  nodes.reserve(node_rows.size());
  for (const sql::Row& row : node_rows) {
    nodes.push_back({.id = row[0].text(),
                     .name = row[1].text(),
                     .level = static_cast<int>(row[2].integer()),
                     .kind = static_cast<int>(row[3].integer()),
                     .from = static_cast<Day>(row[4].integer()),
                     .to = static_cast<Day>(row[5].integer())});
  }
  std::vector<Edge> edges;
  edges.reserve(edge_rows.size());
  for (const sql::Row& row : edge_rows) {
    edges.push_back({.child = row[0].text(),
                     .parent = row[1].text(),
                     .relation = static_cast<Relation>(row[2].integer()),
                     .from = static_cast<Day>(row[3].integer()),
                     .to = static_cast<Day>(row[4].integer())});
  }
  return Forest::Build(std::move(nodes), edges, sequence);
}

void Replica::Publish(std::shared_ptr<const Forest> forest, int64_t revision) {
  std::lock_guard lock(mutex_);
  if (revision > revision_) {
    forest_ = std::move(forest);
    revision_ = revision;
    published_.notify_all();
  }
}

auth::Relation RelationOf(const Forest& forest, std::string_view principal_organization,
                          std::string_view organization, Day today) {
  // The registry's own root administrator stands above every root.
  if (principal_organization == "*") {
    return auth::Relation::kAncestor;
  }
  const Forest::Index mine = forest.Find(principal_organization);
  const Forest::Index other = forest.Find(organization);
  if (mine == Forest::kNone || other == Forest::kNone) {
    return auth::Relation::kOther;
  }
  if (mine == other) {
    return auth::Relation::kSelf;
  }
  if (forest.IsAncestor(mine, other, today)) {
    return auth::Relation::kAncestor;
  }
  return forest.IsAncestor(other, mine, today) ? auth::Relation::kDescendant
                                               : auth::Relation::kOther;
}

}  // namespace eduplan::tree
