#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_BOOTSTRAP_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_BOOTSTRAP_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/auth/token.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/change_log/leases.h"
#include "services/platform/config/flags.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/call.h"
#include "services/platform/server/server.h"
#include "services/platform/sql/migrations.h"

namespace eduplan::server {

// The flags every service has.
struct CommonOptions {
  std::string listen = "127.0.0.1:0";             // --listen
  std::string operations_listen = "127.0.0.1:0";  // --operations-listen
  std::string ports_file;                         // --ports-file
  std::string database;                           // --database, required
  std::string key_dir;                            // --key-dir, required
  std::string log_level = "info";                 // --log-level
  int database_connections = 8;                   // --database-connections
  absl::Duration drain_time = absl::Seconds(10);  // --drain-time

  void AddTo(config::Flags& flags);
};

// What every service is built from, in the order it must be made and destroyed.
struct Foundation {
  std::unique_ptr<metrics::Registry> metrics;
  std::unique_ptr<sql::Database> database;  // migrated
  std::unique_ptr<change_log::ChangeLog> changes;
  std::unique_ptr<change_log::Leases> leases;
  std::unique_ptr<auth::TokenIssuer> issuer;      // internal audience
  std::unique_ptr<auth::TokenVerifier> verifier;  // internal audience
  std::unique_ptr<CallRunner> calls;

  // Opens, migrates (the change log's own steps, then `migrations`) and makes the keys. Also starts
  // the log under `service`.
  static absl::StatusOr<Foundation> Make(std::string_view service, const CommonOptions& options,
                                         std::span<const sql::Migration> migrations);
  Server::Options ServerOptions(const CommonOptions& options) const;
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_BOOTSTRAP_H_
