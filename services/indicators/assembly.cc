#include "services/indicators/assembly.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indicators_schema.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/successions.h"
#include "tree_schema.h"

namespace eduplan::indicators {

Assembly::Assembly(const Base& base)
    : rollup_cache_(base.cache, base.metrics),
      computer_(base.changes, base.replica, catalogue_, rollup_cache_),
      reader_(base.changes, base.replica, catalogue_, rollup_cache_, computer_),
      explainer_(base.changes, computer_),
      definitions_(base.changes, catalogue_),
      sets_(base.changes, catalogue_),
      values_(base.changes, base.replica, base.access, catalogue_),
      loads_(base.changes, base.replica, base.access, catalogue_),
      checks_(base.changes, base.replica, base.access, catalogue_),
      seals_(base.changes, base.replica, base.access, catalogue_),
      seal_reader_(base.changes, base.access, catalogue_),
      targets_(base.changes, base.replica, base.access, catalogue_),
      workbooks_(base.changes, base.replica, base.access, catalogue_),
      change_feed_(base.changes, base.replica, base.access),
      rollups_(reader_, explainer_, base.replica, base.access),
      exporter_([this](const server::Call& call, const v1::QueryRollupsRequest& request) {
        return rollups_.Query(call, request);
      }),
      catalogue_service_(base.calls, definitions_, sets_),
      value_service_(base.calls, values_, loads_, checks_, targets_, workbooks_, change_feed_),
      seal_service_(base.calls, seals_, seal_reader_),
      rollup_service_(base.calls, rollups_, exporter_) {}

std::vector<grpc::Service*> Assembly::services() {
  return {&catalogue_service_, &value_service_, &seal_service_, &rollup_service_};
}

std::vector<sql::Migration> Migrations() {
  std::vector<sql::Migration> migrations;
  for (const auto& part : {schema::tree(), schema::indicators()}) {
    migrations.insert(migrations.end(), part.begin(), part.end());
  }
  return migrations;
}

namespace {

// Those whose totals are made of a node's figures on any boundaries: all that ever stood above it,
// those that go on with it, and all above them.
std::set<std::string> EverAbove(const tree::Forest& forest, const std::string& id) {
  std::set<std::string> all;
  std::vector<tree::Forest::Index> nodes;
  const auto add = [&](const std::string& one) {
    all.insert(one);
    const tree::Forest::Index index = forest.Find(one);
    if (index != tree::Forest::kNone) nodes.push_back(index);
  };
  add(id);
  for (const std::string& heir : forest.successions().EverHeirs(id)) add(heir);
  for (const tree::Forest::Index above : forest.EverAncestors(nodes)) {
    all.emplace(forest.Id(above));
  }
  return all;
}

// A period without a version is taken for one in which nothing was ever entered: who has come to
// stand above figures that were entered before gets versions of their periods. `nodes`: those whose
// places have changed; every node if it is null.
absl::Status AddPeriods(sql::Transaction& transaction, const tree::Forest& forest,
                        const std::set<std::string>* nodes, std::set<VersionKey>* keys) {
  constexpr size_t kMostNamed = 1000;
  std::string sql =
      "SELECT node, period FROM node_versions WHERE node <> '' AND period <> '' AND period <> "
      "'definitions'";
  sql::Params params;
  if (nodes != nullptr && nodes->size() <= kMostNamed) {
    if (nodes->empty()) return absl::OkStatus();
    text::Append(&sql, " AND node IN (", sql::Placeholders(1, nodes->size()), ")");
    params.insert(params.end(), nodes->begin(), nodes->end());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  std::map<std::string, std::set<std::string>> above;
  for (const sql::Row& row : rows) {
    const std::string& node = row[0].text();
    if (nodes != nullptr && !nodes->contains(node)) continue;
    const auto [place, added] = above.try_emplace(node);
    if (added) place->second = EverAbove(forest, node);
    for (const std::string& one : place->second) keys->emplace(one, row[1].text());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status BumpTreeVersions(change_log::Change& change, const tree::Delta& delta,
                              const tree::Forest& before, const tree::Forest& after) {
  std::set<VersionKey> keys;
  if (delta.replaces_all) {
    keys.insert({"", ""});
    EDUPLAN_RETURN_IF_ERROR(AddPeriods(change.sql(), after, nullptr, &keys));
    return BumpVersions(change.sql(), keys);
  }
  for (const tree::Node& node : delta.nodes) keys.emplace(node.id, "");
  // Old figures are put on other boundaries: those of whom somebody goes on with, and of the heirs.
  std::set<std::string> concerned;
  for (const tree::Succession& succession : delta.successions) {
    concerned.insert({succession.source, succession.target});
    for (const std::string_view id : {succession.source, succession.target}) {
      for (std::string& heir : after.successions().EverHeirs(id)) concerned.insert(std::move(heir));
    }
  }
  for (const std::string& id : concerned) {
    keys.emplace(id, "");
    const tree::Forest::Index index = after.Find(id);
    if (index == tree::Forest::kNone) continue;
    for (const tree::Forest::Index above : after.EverAncestors(index)) {
      keys.emplace(after.Id(above), "");
    }
  }
  std::set<std::string> moved = concerned;
  for (const tree::Forest* forest : {&before, &after}) {
    std::vector<tree::Forest::Index> touched;
    for (const tree::Node& node : delta.nodes) {
      const tree::Forest::Index index = forest->Find(node.id);
      if (index == tree::Forest::kNone) continue;
      touched.push_back(index);
      const std::vector<tree::Forest::Index> children = forest->EverChildren(index);
      touched.insert(touched.end(), children.begin(), children.end());
    }
    for (const tree::Forest::Index above : forest->EverAncestors(touched)) {
      keys.emplace(forest->Id(above), "");
    }
    for (const tree::Forest::Index node : touched) moved.emplace(forest->Id(node));
  }
  EDUPLAN_RETURN_IF_ERROR(AddPeriods(change.sql(), after, &moved, &keys));
  return BumpVersions(change.sql(), keys);
}

}  // namespace eduplan::indicators
