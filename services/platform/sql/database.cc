#include "services/platform/sql/database.h"

#include <algorithm>

#include "services/platform/sql/pooled_database.h"
#include "services/platform/sql/postgres/connection.h"
#include "services/platform/sql/sqlite/connection.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::sql {
namespace {

// An arbitrary key that everything of eduplan agrees on.
constexpr Dialect kPostgres = {.kind = Dialect::Kind::kPostgres,
                               .row_lock = " FOR UPDATE",
                               .byte_order = " COLLATE \"C\"",
                               .migration_lock = "SELECT pg_advisory_xact_lock(7310286545)",
                               .take_stock = "ANALYZE "};
constexpr Dialect kSqlite = {.kind = Dialect::Kind::kSqlite,
                             .row_lock = "",
                             .byte_order = "",
                             .migration_lock = "",
                             .take_stock = ""};

absl::StatusOr<std::unique_ptr<Database>> OpenPostgres(const Database::Options& options) {
  EDUPLAN_ASSIGN_OR_RETURN(
      postgres::ConnectionOptions settings,
      postgres::ParseUrl(options.url, options.acquire_timeout, options.statement_timeout));
  // Connected when first needed: the process can start before its database.
  auto pool = std::make_shared<Pool>(
      options.connections, options.acquire_timeout,
      [settings = std::move(settings)] { return postgres::Connect(settings); });
  return std::make_unique<PooledDatabase>(kPostgres, pool, pool);
}

absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const Database::Options& options,
                                                     const std::string& path) {
  const auto open = [path, busy = options.statement_timeout](Connection::Mode mode) {
    return [path, busy, mode] { return sqlite::Open(path, mode, busy); };
  };
  // A pool of one is the mutex of the writers.
  auto writers = std::make_shared<Pool>(1, options.acquire_timeout, open(Connection::Mode::kWrite));
  auto readers = std::make_shared<Pool>(options.connections, options.acquire_timeout,
                                        open(Connection::Mode::kRead));
  // The writer makes the file; readers could not.
  EDUPLAN_RETURN_IF_ERROR(writers->Acquire().status());
  return std::make_unique<PooledDatabase>(kSqlite, std::move(writers), std::move(readers));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const Options& options) {
  const std::string_view url = options.url;
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return OpenPostgres(options);
  }
  std::string path(url.starts_with("sqlite:") ? url.substr(7) : url);
  if (path.empty() || path.find("://") != std::string::npos || path.starts_with(":memory:")) {
    return status::InvalidField("database", "DATABASE_URL_INVALID",
                                "the database must be sqlite:PATH or postgresql://…",
                                "数据库地址应为 sqlite:路径 或 postgresql://…");
  }
  return OpenSqlite(options, path);
}

std::string Placeholders(size_t first, size_t n) {
  std::string list;
  for (size_t i = 0; i < n; ++i) list += text::Cat(i == 0 ? "$" : ", $", first + i);
  return list;
}

}  // namespace eduplan::sql
