#include "services/indicators/indicators.h"

#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "indicators_schema.h"
#include "services/indicators/service.h"
#include "services/platform/cache/cache.h"
#include "services/platform/client/client.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/follower.h"
#include "tree_schema.h"

namespace eduplan::indicators {
namespace {

// A change of the tree changes the totals of every node it touches and of all that ever stood above
// one; a node that begins or ends also those that stand above its children by the other relation. A
// snapshot changes those of the whole tree.
absl::Status BumpTreeVersions(change_log::Change& change, const tree::Delta& delta,
                              const tree::Forest& before, const tree::Forest& after) {
  std::set<VersionKey> keys;
  if (delta.replaces_all) {
    keys.insert({"", ""});
    return BumpVersions(change.sql(), keys);
  }
  for (const tree::Node& node : delta.nodes) keys.emplace(node.id, "");
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
  }
  return BumpVersions(change.sql(), keys);
}

absl::StatusOr<std::unique_ptr<cache::Cache>> MakeCache(const std::string& url) {
  if (url.empty()) return cache::MakeNullCache();
  return cache::MakeRedisCache({.url = url});
}

std::vector<sql::Migration> Migrations() {
  std::vector<sql::Migration> migrations;
  for (const auto& part : {schema::tree(), schema::indicators()}) {
    migrations.insert(migrations.end(), part.begin(), part.end());
  }
  return migrations;
}

}  // namespace

void Options::AddTo(config::Flags& flags) {
  common.AddTo(flags);
  flags.Add("--organizations", organizations,
            "Addresses of eduplan-organizations, host:port[,host:port…]");
  flags.Add("--redis", redis,
            "redis://host:port of the cache; without it totals are computed each time");
}

absl::Status Run(const Options& options) {
  EDUPLAN_ASSIGN_OR_RETURN(
      server::Foundation foundation,
      server::Foundation::Make("eduplan-indicators", options.common, Migrations()));
  EDUPLAN_ASSIGN_OR_RETURN(const std::unique_ptr<cache::Cache> cache, MakeCache(options.redis));
  const std::shared_ptr<grpc::Channel> organizations = client::MakeChannel(options.organizations);

  tree::Replica replica(*foundation.database);
  EDUPLAN_RETURN_IF_ERROR(replica.Refresh());
  tree::Access access(replica, organizations);
  tree::Follower follower({.service = "eduplan-indicators", .metrics = foundation.metrics.get()},
                          organizations, *foundation.issuer, *foundation.changes,
                          *foundation.leases, replica, BumpTreeVersions);
  CatalogueStore catalogue;
  RollupCache rollup_cache(*cache, *foundation.metrics);
  RollupReader reader(*foundation.changes, replica, catalogue, rollup_cache);
  RollupExplainer explainer(*foundation.changes, replica, catalogue);
  Definitions definitions(*foundation.changes, catalogue);
  Values values(*foundation.changes, replica, access, catalogue);
  Rollups rollups(reader, explainer, replica, access);
  Service service(*foundation.calls, definitions, values, rollups);

  std::vector<server::Server::Dependency> dependencies = {
      {"database", [&] { return foundation.database->Ping(); }, true},
      {"organizations", [&] { return follower.Health(); }, false}};
  if (!options.redis.empty()) {
    dependencies.push_back({"redis", [&] { return cache->Ping(); }, false});
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::unique_ptr<server::Server> server,
      server::Server::Start(foundation.ServerOptions(options.common), {&service},
                            std::move(dependencies), *foundation.metrics));
  server->Run();
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
