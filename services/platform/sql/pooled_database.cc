#include "services/platform/sql/pooled_database.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "services/platform/sql/driver_error.h"
#include "services/platform/sql/text_check.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::sql {
namespace {

constexpr int kMostReruns = 5;

// Remembers the first failure: a transaction with one can only be rolled back, on both databases
// alike, whatever its body makes of it.
class TrackedTransaction final : public Transaction {
 public:
  TrackedTransaction(Connection& connection, const Dialect& dialect)
      : connection_(connection), dialect_(dialect) {}

  absl::StatusOr<Rows> Query(std::string_view sql, const Params& params) override {
    EDUPLAN_RETURN_IF_ERROR(Check(params));
    auto rows = connection_.Query(sql, params);
    failure_.Update(rows.status());
    return rows;
  }
  absl::StatusOr<int64_t> Execute(std::string_view sql, const Params& params) override {
    EDUPLAN_RETURN_IF_ERROR(Check(params));
    auto count = connection_.Execute(sql, params);
    failure_.Update(count.status());
    return count;
  }
  absl::Status ExecuteAll(std::span<const Statement> statements) override {
    for (const Statement& statement : statements) {
      EDUPLAN_RETURN_IF_ERROR(Check(statement.params));
    }
    if (statements.empty()) return failure_;
    failure_.Update(connection_.QueryAll(statements).status());
    return failure_;
  }
  absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const Statement> statements) override {
    for (const Statement& statement : statements) {
      EDUPLAN_RETURN_IF_ERROR(Check(statement.params));
    }
    if (statements.empty()) return std::vector<Rows>();
    auto rows = connection_.QueryAll(statements);
    failure_.Update(rows.status());
    return rows;
  }
  absl::Status Scan(std::string_view sql, const Params& params, RowVisitor visit) override {
    EDUPLAN_RETURN_IF_ERROR(Check(params));
    failure_.Update(connection_.Scan(sql, params, visit));
    return failure_;
  }
  absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows) override {
    for (const Row& row : rows) EDUPLAN_RETURN_IF_ERROR(Check(row));
    if (rows.empty()) return failure_;
    failure_.Update(connection_.BulkInsert(table, columns, rows));
    return failure_;
  }
  absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const std::string_view> key,
                          std::span<const Row> rows) override {
    for (const Row& row : rows) EDUPLAN_RETURN_IF_ERROR(Check(row));
    if (rows.empty()) return failure_;
    failure_.Update(connection_.BulkUpsert(table, columns, key, rows));
    return failure_;
  }
  const Dialect& dialect() const override { return dialect_; }
  const absl::Status& failure() const { return failure_; }

 private:
  absl::Status Check(const Params& params) {
    failure_.Update(CheckText(params));
    return failure_;
  }

  Connection& connection_;
  const Dialect& dialect_;
  absl::Status failure_;
};

// Two transactions in conflict must not meet again at once.
void BackOff(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<int> micros(500, 2000 << attempt);
  std::this_thread::sleep_for(std::chrono::microseconds(micros(random)));
}

// A lease in an open transaction. An idle connection that turns out dead (the database was
// restarted) is replaced: nothing was done on it yet.
absl::StatusOr<Pool::Lease> Begin(Pool& pool, Connection::Mode mode) {
  EDUPLAN_ASSIGN_OR_RETURN(Pool::Lease lease, pool.Acquire());
  absl::Status begun = lease->Begin(mode);
  if (!begun.ok() && !lease->Reusable() && !lease.fresh()) {
    {
      const Pool::Lease dead = std::move(lease);
    }
    EDUPLAN_ASSIGN_OR_RETURN(lease, pool.AcquireFresh());
    begun = lease->Begin(mode);
  }
  if (IsConflict(begun)) return StillInConflict();
  EDUPLAN_RETURN_IF_ERROR(begun);
  return lease;
}

}  // namespace

std::string ColumnList(std::span<const std::string_view> columns) {
  std::string list;
  for (const std::string_view column : columns) {
    text::Append(&list, list.empty() ? "" : ", ", column);
  }
  return list;
}

std::string OnConflictUpdate(std::span<const std::string_view> columns,
                             std::span<const std::string_view> key) {
  std::string set;
  for (const std::string_view column : columns) {
    if (std::find(key.begin(), key.end(), column) != key.end()) continue;
    text::Append(&set, set.empty() ? "" : ", ", column, " = excluded.", column);
  }
  return text::Cat(" ON CONFLICT (", ColumnList(key), ") DO UPDATE SET ", set);
}

PooledDatabase::Outcome PooledDatabase::RunOnce(Connection& connection, Body body) {
  TrackedTransaction transaction(connection, dialect_);
  absl::Status status = body(transaction);
  const bool conflict = IsConflict(transaction.failure());
  if (status.ok()) status = transaction.failure();
  if (!status.ok()) {
    connection.Rollback();
    return {status, conflict};
  }
  status = connection.Commit();
  return {status, IsConflict(status)};
}

absl::Status PooledDatabase::Run(Pool& pool, Connection::Mode mode, Body body) {
  for (int attempt = 0; attempt <= kMostReruns; ++attempt) {
    if (attempt > 0) BackOff(attempt);
    EDUPLAN_ASSIGN_OR_RETURN(const Pool::Lease lease, Begin(pool, mode));
    const Outcome outcome = RunOnce(*lease, body);
    if (!outcome.conflict) return outcome.status;
  }
  return StillInConflict();
}

absl::Status PooledDatabase::Write(Body body) {
  return Run(*writers_, Connection::Mode::kWrite, body);
}

absl::Status PooledDatabase::Read(Body body) {
  return Run(*readers_, Connection::Mode::kRead, body);
}

absl::StatusOr<Rows> PooledDatabase::Query(std::string_view sql, const Params& params) {
  EDUPLAN_RETURN_IF_ERROR(CheckText(params));
  EDUPLAN_ASSIGN_OR_RETURN(Pool::Lease lease, readers_->Acquire());
  auto rows = lease->Query(sql, params);
  if (!rows.ok() && !lease->Reusable() && !lease.fresh()) {
    {
      const Pool::Lease dead = std::move(lease);
    }
    EDUPLAN_ASSIGN_OR_RETURN(lease, readers_->AcquireFresh());
    rows = lease->Query(sql, params);
  }
  if (IsConflict(rows.status())) return StillInConflict();
  return rows;
}

absl::Status PooledDatabase::Ping() {
  return Query("SELECT 1", {}).status();
}

}  // namespace eduplan::sql
