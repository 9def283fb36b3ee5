#include "services/platform/sql/sqlite/connection.h"

#include <sqlite3.h>

#include <string_view>
#include <utility>

#include "services/platform/sql/database.h"
#include "services/platform/sql/driver_error.h"
#include "services/platform/sql/sqlite/errors.h"
#include "services/platform/sql/sqlite/statement.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::sql::sqlite {
namespace {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

// Resets a statement when its use ends: an open one would keep the snapshot.
class Use {
 public:
  explicit Use(Statement* statement) : statement_(statement) {}
  ~Use() { statement_->Reset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  Statement* statement_;
};

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(Handle handle) : handle_(std::move(handle)), cache_(handle_.get()) {}

  absl::Status Begin(Mode mode) override {
    if (mode == Mode::kWrite) return Execute("BEGIN IMMEDIATE", {}).status();
    EDUPLAN_RETURN_IF_ERROR(Execute("BEGIN DEFERRED", {}).status());
    // The snapshot begins with the first read.
    return Query("SELECT 1 FROM sqlite_schema LIMIT 1", {}).status();
  }

  absl::Status Commit() override {
    absl::Status status = Execute("COMMIT", {}).status();
    if (status.ok()) return status;
    // What a failed write to the log has left on the disk is not known; a busy file is untouched.
    if (!IsConflict(status)) status = CommitOutcomeUnknown();
    Rollback();
    return status;
  }

  void Rollback() override {
    if (sqlite3_get_autocommit(handle_.get()) == 0) (void)Execute("ROLLBACK", {});
  }

  absl::StatusOr<Rows> Query(std::string_view sql, const Params& params) override {
    Rows rows;
    EDUPLAN_RETURN_IF_ERROR(Run(sql, params, &rows));
    return rows;
  }

  absl::StatusOr<int64_t> Execute(std::string_view sql, const Params& params) override {
    const int64_t before = sqlite3_total_changes64(handle_.get());
    EDUPLAN_RETURN_IF_ERROR(Run(sql, params, nullptr));
    // Zero for what is no INSERT, UPDATE or DELETE, where sqlite3_changes keeps the last count.
    if (sqlite3_total_changes64(handle_.get()) == before) return 0;
    return sqlite3_changes64(handle_.get());
  }

  absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const sql::Statement> statements) override {
    std::vector<Rows> rows(statements.size());
    for (size_t i = 0; i < statements.size(); ++i) {
      EDUPLAN_RETURN_IF_ERROR(Run(statements[i].sql, statements[i].params, &rows[i]));
    }
    return rows;
  }

  absl::Status Scan(std::string_view sql, const Params& params,
                    absl::FunctionRef<void(const RowView&)> visit) override;

  absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows) override {
    return InsertEach(table, columns, rows, "");
  }
  absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const std::string_view> key,
                          std::span<const Row> rows) override {
    return InsertEach(table, columns, rows, OnConflictUpdate(columns, key));
  }

  bool Reusable() const override { return !broken_ && sqlite3_get_autocommit(handle_.get()) != 0; }

 private:
  absl::Status Failure(int code, std::string_view sql);
  absl::Status Run(std::string_view sql, const Params& params, Rows* rows);
  absl::Status InsertEach(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows, std::string_view on_conflict);

  Handle handle_;
  StatementCache cache_;
  bool broken_ = false;
};

absl::Status SqliteConnection::Failure(int code, std::string_view sql) {
  // SQLITE_ERROR comes from the statement; the rest of these from the file.
  const int primary = code & 0xFF;
  broken_ |= primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ||
             primary == SQLITE_CANTOPEN;
  return ToStatus({Classify(code), "sqlite", text::Cat(code), sqlite3_errmsg(handle_.get()), sql});
}

absl::Status SqliteConnection::Run(std::string_view sql, const Params& params, Rows* rows) {
  Statement* statement = nullptr;
  int code = cache_.Get(sql, &statement);
  if (code != SQLITE_OK) return Failure(code, sql);
  const Use use(statement);
  code = statement->Bind(params);
  if (code != SQLITE_OK) return Failure(code, sql);
  while ((code = statement->Step()) == SQLITE_ROW) {
    if (rows == nullptr) continue;
    if (!statement->ReadRow(rows->emplace_back())) {
      return ToStatus({ErrorKind::kOther, "sqlite", "", "column of a type that is not used", sql});
    }
  }
  return code == SQLITE_DONE ? absl::OkStatus() : Failure(code, sql);
}

absl::Status SqliteConnection::Scan(std::string_view sql, const Params& params,
                                    absl::FunctionRef<void(const RowView&)> visit) {
  Statement* statement = nullptr;
  int code = cache_.Get(sql, &statement);
  if (code != SQLITE_OK) return Failure(code, sql);
  const Use use(statement);
  code = statement->Bind(params);
  if (code != SQLITE_OK) return Failure(code, sql);
  RowView view;
  while ((code = statement->Step()) == SQLITE_ROW) {
    if (!statement->ViewRow(view)) {
      return ToStatus({ErrorKind::kOther, "sqlite", "", "column of a type that is not used", sql});
    }
    visit(view);
  }
  return code == SQLITE_DONE ? absl::OkStatus() : Failure(code, sql);
}

absl::Status SqliteConnection::InsertEach(std::string_view table,
                                          std::span<const std::string_view> columns,
                                          std::span<const Row> rows, std::string_view on_conflict) {
  const std::string sql = text::Cat("INSERT INTO ", table, " (", ColumnList(columns), ") VALUES (",
                                    Placeholders(1, columns.size()), ")", on_conflict);
  Statement* statement = nullptr;
  int code = cache_.Get(sql, &statement);
  if (code != SQLITE_OK) return Failure(code, sql);
  for (const Row& row : rows) {
    const Use use(statement);
    code = statement->Bind(row);
    if (code == SQLITE_OK) code = statement->Step();
    if (code != SQLITE_OK && code != SQLITE_DONE) return Failure(code, sql);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Connection::Mode mode,
                                                 absl::Duration busy_timeout) {
  const bool writer = mode == Connection::Mode::kWrite;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_CREATE : 0);
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Handle handle(raw);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, static_cast<int>(absl::ToInt64Milliseconds(busy_timeout)));
    const char* setup = writer ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                                 "PRAGMA foreign_keys=ON"
                               : "PRAGMA query_only=ON";
    code = sqlite3_exec(raw, setup, nullptr, nullptr, nullptr);
  }
  if (code != SQLITE_OK) {
    const ErrorKind kind =
        Classify(code) == ErrorKind::kOther ? ErrorKind::kOther : ErrorKind::kUnavailable;
    return ToStatus({kind, "sqlite", text::Cat(code),
                     raw == nullptr ? "out of memory" : sqlite3_errmsg(raw), "open"});
  }
  return std::make_unique<SqliteConnection>(std::move(handle));
}

}  // namespace eduplan::sql::sqlite
