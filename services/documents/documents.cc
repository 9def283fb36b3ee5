#include "services/documents/documents.h"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "documents_schema.h"
#include "services/documents/service.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/follower.h"
#include "tree_schema.h"

namespace eduplan::documents {
namespace {

std::vector<sql::Migration> Migrations() {
  std::vector<sql::Migration> migrations;
  for (const auto& part : {schema::tree(), schema::documents()}) {
    migrations.insert(migrations.end(), part.begin(), part.end());
  }
  return migrations;
}

absl::Status CheckRequired(const Options& options) {
  if (options.organizations.empty() || options.plan_items.empty() || options.indicators.empty()) {
    return absl::InvalidArgumentError("--organizations, --plan-items and --indicators are needed");
  }
  return absl::OkStatus();
}

absl::Status Reachable(grpc::Channel& channel) {
  const auto patience = std::chrono::system_clock::now() + std::chrono::milliseconds(500);
  return channel.WaitForConnected(patience) ? absl::OkStatus()
                                            : absl::UnavailableError("cannot be reached");
}

}  // namespace

void Options::AddTo(config::Flags& flags) {
  common.AddTo(flags);
  flags.Add("--organizations", organizations,
            "Addresses of eduplan-organizations, host:port[,host:port…] (needed)");
  flags.Add("--plan-items", plan_items,
            "Addresses of eduplan-plan-items, host:port[,host:port…] (needed)");
  flags.Add("--indicators", indicators,
            "Addresses of eduplan-indicators, host:port[,host:port…] (needed)");
}

absl::Status Run(const Options& options) {
  EDUPLAN_RETURN_IF_ERROR(CheckRequired(options));
  EDUPLAN_ASSIGN_OR_RETURN(
      server::Foundation foundation,
      server::Foundation::Make("eduplan-documents", options.common, Migrations()));
  EDUPLAN_ASSIGN_OR_RETURN(const std::unique_ptr<formats::SystemFonts> fonts,
                           formats::SystemFonts::Load({}));
  log::Info("fonts loaded", {{"fonts", fonts->Identity()}});
  const std::shared_ptr<grpc::Channel> organizations = client::MakeChannel(options.organizations);
  const std::shared_ptr<grpc::Channel> plan_items = client::MakeChannel(options.plan_items);
  const std::shared_ptr<grpc::Channel> indicators = client::MakeChannel(options.indicators);

  tree::Replica replica(*foundation.database);
  EDUPLAN_RETURN_IF_ERROR(replica.Refresh());
  tree::Access access(replica, organizations);
  tree::Follower follower({.service = "eduplan-documents", .metrics = foundation.metrics.get()},
                          organizations, *foundation.issuer, *foundation.changes,
                          *foundation.leases, replica);
  BlobStore blobs;
  Sources sources(plan_items, indicators);
  Renderer renderer(*foundation.changes, blobs, replica, access, sources, *fonts);
  Library library(*foundation.database, blobs, replica, access);
  Service service(*foundation.calls, renderer, library);

  std::vector<server::Server::Dependency> dependencies = {
      {"database", [&] { return foundation.database->Ping(); }, true},
      {"organizations", [&] { return follower.Health(); }, false},
      {"plan-items", [&] { return Reachable(*plan_items); }, false},
      {"indicators", [&] { return Reachable(*indicators); }, false}};
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::unique_ptr<server::Server> server,
      server::Server::Start(foundation.ServerOptions(options.common), {&service},
                            std::move(dependencies), *foundation.metrics));
  server->Run();
  return absl::OkStatus();
}

}  // namespace eduplan::documents
