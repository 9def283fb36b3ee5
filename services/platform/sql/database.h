#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_DATABASE_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_DATABASE_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/dialect.h"
#include "services/platform/sql/value.h"

namespace eduplan::sql {

using RowVisitor = absl::FunctionRef<void(const RowView&)>;

// An open transaction, used by one thread. SQL is written once, in the common subset of SQLite and
// PostgreSQL, with parameters $1, $2, … (at most 32,766); what must differ comes from dialect().
//
// Once a statement has failed the transaction can only be rolled back, on both databases: what
// follows gives that error again. Text with NUL or malformed UTF-8 is INVALID_ARGUMENT
// (TEXT_INVALID). On PostgreSQL each parameter has the type of its value, so functions of int4
// need a cast; a sum of BIGINT that does not fit 64 bits comes as text there and fails on SQLite.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Runs one statement and returns its rows (SELECT, or … RETURNING).
  virtual absl::StatusOr<Rows> Query(std::string_view sql, const Params& params = {}) = 0;
  // Runs one statement and returns how many rows it touched.
  virtual absl::StatusOr<int64_t> Execute(std::string_view sql, const Params& params = {}) = 0;
  // Runs statements one after the other, their rows ignored; on PostgreSQL in one round trip. Stops
  // at the first that fails.
  virtual absl::Status ExecuteAll(std::span<const Statement> statements) = 0;
  // The same with the rows of each.
  virtual absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const Statement> statements) = 0;
  // Runs one reading statement (SELECT) and visits its rows as they come, without keeping them:
  // for many. Its columns are BIGINT, TEXT or BYTEA. `visit` must not use the transaction.
  virtual absl::Status Scan(std::string_view sql, const Params& params, RowVisitor visit) = 0;
  // Appends rows: COPY on PostgreSQL, one prepared insert on SQLite. Each row has columns.size()
  // cells.
  virtual absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                                  std::span<const Row> rows) = 0;
  // The same for rows that may be there already, by the columns of `key`, which are unique: then
  // the other columns are updated. Each key once.
  virtual absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                                  std::span<const std::string_view> key,
                                  std::span<const Row> rows) = 0;
  virtual const Dialect& dialect() const = 0;
};

// A pool of connections to one database. Thread-safe.
//
// Errors of every function: UNAVAILABLE (DATABASE_UNAVAILABLE, with retry info) when the database
// cannot be reached, is busy past the deadline, or the outcome of a COMMIT is not known (reason
// COMMIT_OUTCOME_UNKNOWN: only a retry with the same request_id settles it); DEADLINE_EXCEEDED when
// no connection came free; ALREADY_EXISTS on a unique violation; INTERNAL otherwise, with the
// driver's words in the log and not in the status.
class Database {
 public:
  struct Options {
    // sqlite:PATH (or a bare path), postgresql://user@host:port/name?options.
    std::string url;
    int connections = 8;
    absl::Duration acquire_timeout = absl::Seconds(10);
    // PostgreSQL statement_timeout and SQLite busy timeout.
    absl::Duration statement_timeout = absl::Seconds(30);
  };
  static absl::StatusOr<std::unique_ptr<Database>> Open(const Options& options);
  virtual ~Database() = default;

  using Body = absl::FunctionRef<absl::Status(Transaction&)>;

  // Runs `body` in a writing transaction and commits if it returns OK, else rolls back and returns
  // its status. PostgreSQL: READ COMMITTED, synchronous_commit on; SQLite: BEGIN IMMEDIATE behind
  // an in-process mutex, WAL, synchronous=FULL. `body` must keep no state across calls: it is run
  // again (up to 5 times) after a deadlock, serialization failure or SQLITE_BUSY.
  virtual absl::Status Write(Body body) = 0;
  // Runs `body` in ONE read-only snapshot (PostgreSQL: REPEATABLE READ READ ONLY).
  virtual absl::Status Read(Body body) = 0;
  // Runs one reading statement by itself; the cheapest round trip.
  virtual absl::StatusOr<Rows> Query(std::string_view sql, const Params& params = {}) = 0;
  // OK if the database answers.
  virtual absl::Status Ping() = 0;
  virtual const Dialect& dialect() const = 0;
};

// "$first, $first+1, …" for an IN list of n values.
std::string Placeholders(size_t first, size_t n);

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_DATABASE_H_
