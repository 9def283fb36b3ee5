#include "services/platform/server/bootstrap.h"

#include <unistd.h>

#include <string>
#include <vector>

#include "absl/random/random.h"
#include "change_log_schema.h"
#include "services/platform/log/log.h"
#include "services/platform/server/signals.h"
#include "services/platform/status/macros.h"

namespace eduplan::server {
namespace {

// Names this process among all replicas of all services.
std::string HolderName(std::string_view service) {
  char host[256] = {};
  ::gethostname(host, sizeof host - 1);
  absl::BitGen random;
  return std::string(service) + "@" + host + ":" + std::to_string(::getpid()) + ":" +
         std::to_string(random());
}

absl::Status CheckRequired(const CommonOptions& options) {
  if (options.database.empty()) {
    return absl::InvalidArgumentError("--database (EDUPLAN_DATABASE) is needed");
  }
  if (options.key_dir.empty()) {
    return absl::InvalidArgumentError("--key-dir (EDUPLAN_KEY_DIR) is needed");
  }
  if (options.database_connections < 1) {
    return absl::InvalidArgumentError("--database-connections must be at least 1");
  }
  return absl::OkStatus();
}

}  // namespace

void CommonOptions::AddTo(config::Flags& flags) {
  flags.Add("--listen", listen, "HOST:PORT of the gRPC server; port 0 takes a free one");
  flags.Add("--operations-listen", operations_listen,
            "HOST:PORT of /metrics, /healthz and /readyz over HTTP; empty for none");
  flags.Add("--ports-file", ports_file,
            "File into which the ports are written once they are listened on");
  flags.Add("--database", database,
            "sqlite:PATH, or postgresql://user@host:port/name?options (needed)");
  flags.Add("--key-dir", key_dir,
            "Directory of the key that internal tokens are signed with, shared by all processes "
            "and made at the first start (needed)");
  flags.Add("--log-level", log_level, "debug, info, warning or error");
  flags.Add("--database-connections", database_connections, "Most connections to the database");
  flags.Add("--drain-time", drain_time, "How long running calls may go on after SIGTERM");
}

absl::StatusOr<Foundation> Foundation::Make(std::string_view service, const CommonOptions& options,
                                            std::span<const sql::Migration> migrations) {
  BlockStopSignals();
  log::Init(service, options.log_level);
  EDUPLAN_RETURN_IF_ERROR(CheckRequired(options));

  Foundation made;
  made.metrics = std::make_unique<metrics::Registry>();
  EDUPLAN_ASSIGN_OR_RETURN(
      made.database,
      sql::Database::Open({.url = options.database, .connections = options.database_connections}));
  std::span<const sql::Migration> own = schema::change_log();
  std::vector<sql::Migration> all(own.begin(), own.end());
  all.insert(all.end(), migrations.begin(), migrations.end());
  EDUPLAN_RETURN_IF_ERROR(sql::Migrate(*made.database, all));

  EDUPLAN_ASSIGN_OR_RETURN(auto keys, auth::KeyStore::OpenOrCreate(options.key_dir));
  made.changes = std::make_unique<change_log::ChangeLog>(*made.database);
  made.leases = std::make_unique<change_log::Leases>(*made.database, HolderName(service));
  made.issuer = auth::MakeIssuer(keys);
  made.verifier = auth::MakeVerifier(keys, auth::kInternalAudience);
  made.calls = std::make_unique<CallRunner>(*made.verifier, *made.metrics, CallRunner::Options());
  return made;
}

Server::Options Foundation::ServerOptions(const CommonOptions& options) const {
  return {.listen = options.listen,
          .operations_listen = options.operations_listen,
          .ports_file = options.ports_file,
          .drain_time = options.drain_time,
          .on_drain = [runner = calls.get()] { runner->EndStreams(); }};
}

}  // namespace eduplan::server
