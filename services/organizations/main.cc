#include <cstdio>

#include "organizations_schema.h"
#include "services/organizations/service.h"
#include "services/organizations/watch.h"
#include "services/platform/config/flags.h"
#include "services/platform/log/log.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

constexpr std::string_view kDescription =
    "The registry of organizations: who exists, where in the tree, since when, until when.\n"
    "\n"
    "Serves eduplan.organization.v1 over gRPC. Any number of replicas may run on one PostgreSQL; "
    "on\n"
    "SQLite one process. The first organization of an empty registry may be registered by an\n"
    "administrator whose token names exactly that organization, or whose organization is \"*\"; "
    "from\n"
    "then on administrators manage what stands below their own.";

absl::Status Serve(const server::CommonOptions& options, const Watch::Options& watch_options) {
  if (watch_options.heartbeat < absl::Milliseconds(100)) {
    return absl::InvalidArgumentError("--watch-heartbeat must be at least 100ms");
  }
  auto foundation =
      server::Foundation::Make("eduplan-organizations", options, schema::organizations());
  if (!foundation.ok()) {
    return foundation.status();
  }
  Watch watch(*foundation->changes, watch_options);
  OrganizationServiceImpl service(*foundation->calls, *foundation->changes, watch);
  auto server = server::Server::Start(
      foundation->ServerOptions(options), {&service},
      {{.name = "database", .check = [&] { return foundation->database->Ping(); }}},
      *foundation->metrics);
  if (!server.ok()) {
    return server.status();
  }
  (*server)->Run();
  return absl::OkStatus();
}

}  // namespace
}  // namespace eduplan::organizations

int main(int argc, char** argv) {
  using namespace eduplan;  // NOLINT(google-build-using-namespace): only here
  server::CommonOptions options;
  organizations::Watch::Options watch;
  config::Flags flags("eduplan-organizations", organizations::kDescription);
  options.AddTo(flags);
  flags.Add(
      "--watch-heartbeat", watch.heartbeat,
      "How often WatchOrganizations says that nothing has changed; followers give a stream up "
      "after 7s without a word");
  if (auto exit_code = flags.Parse(argc, argv)) {
    return *exit_code;
  }
  if (absl::Status status = organizations::Serve(options, watch); !status.ok()) {
    log::Error("cannot serve", {{"error", text::ToStd(status.message())}});
    return 1;
  }
  return 0;
}
