#include "services/indicators/indicators.h"

#include <memory>
#include <utility>
#include <vector>

#include "services/indicators/assembly.h"
#include "services/platform/cache/cache.h"
#include "services/platform/client/client.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/follower.h"

namespace eduplan::indicators {
namespace {

absl::StatusOr<std::unique_ptr<cache::Cache>> MakeCache(const std::string& url) {
  if (url.empty()) return cache::MakeNullCache();
  return cache::MakeRedisCache({.url = url});
}

}  // namespace

void Options::AddTo(config::Flags& flags) {
  common.AddTo(flags);
  flags.Add("--organizations", organizations,
            "Addresses of eduplan-organizations, host:port[,host:port…]");
  flags.Add(
      "--redis", redis,
      "Cache: redis://host:port, or sentinel://host:port[,host:port…]/MASTER_NAME; without it "
      "totals are computed each time");
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
  Assembly assembly(
      {*foundation.changes, replica, access, *cache, *foundation.metrics, *foundation.calls});

  std::vector<server::Server::Dependency> dependencies = {
      {"database", [&] { return foundation.database->Ping(); }, true},
      {"organizations", [&] { return follower.Health(); }, false}};
  if (!options.redis.empty()) {
    dependencies.push_back({"redis", [&] { return cache->Ping(); }, false});
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::unique_ptr<server::Server> server,
      server::Server::Start(foundation.ServerOptions(options.common), assembly.services(),
                            std::move(dependencies), *foundation.metrics));
  server->Run();
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
