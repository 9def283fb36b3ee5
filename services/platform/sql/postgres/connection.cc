#include "services/platform/sql/postgres/connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "services/platform/sql/driver_error.h"
#include "services/platform/sql/postgres/copy_row.h"
#include "services/platform/sql/postgres/copy_text.h"
#include "services/platform/sql/postgres/decode.h"
#include "services/platform/sql/postgres/errors.h"
#include "services/platform/sql/postgres/parameters.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::sql::postgres {
namespace {

constexpr int kBinary = 1;  // format of results
constexpr size_t kCopyBufferBytes = 1 << 18;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Handle = std::unique_ptr<PGconn, Finish>;

std::string_view SqlState(const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr ? "" : state;
}

absl::StatusOr<Rows> RowsOf(const PGresult* result, std::string_view sql) {
  const int columns = PQnfields(result);
  Rows rows(PQntuples(result));
  for (size_t i = 0; i < rows.size(); ++i) {
    const int at = static_cast<int>(i);
    rows[i].reserve(columns);
    for (int c = 0; c < columns; ++c) {
      if (PQgetisnull(result, at, c) != 0) {
        rows[i].emplace_back();
        continue;
      }
      const std::string_view bytes(PQgetvalue(result, at, c), PQgetlength(result, at, c));
      auto cell = DecodeCell(PQftype(result, c), bytes);
      if (!cell) {
        return ToStatus({ErrorKind::kOther, "postgres", "",
                         text::Cat("column of a type that is not used: ", PQfname(result, c)),
                         sql});
      }
      rows[i].push_back(*std::move(cell));
    }
  }
  return rows;
}

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(Handle handle) : handle_(std::move(handle)) {}

  absl::Status Begin(Mode mode) override {
    mode_ = mode;
    return Command(mode == Mode::kWrite ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                        : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  absl::Status Commit() override;

  void Rollback() override {
    if (PQstatus(handle_.get()) != CONNECTION_OK) return;
    (void)Command("ROLLBACK");
  }

  absl::StatusOr<Rows> Query(std::string_view sql, const Params& params) override;
  absl::StatusOr<int64_t> Execute(std::string_view sql, const Params& params) override;
  absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const Statement> statements) override;
  absl::Status Scan(std::string_view sql, const Params& params,
                    absl::FunctionRef<void(const RowView&)> visit) override;
  absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows) override;
  absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const std::string_view> key,
                          std::span<const Row> rows) override;

  bool Reusable() const override {
    return PQstatus(handle_.get()) == CONNECTION_OK &&
           PQtransactionStatus(handle_.get()) == PQTRANS_IDLE &&
           PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF;
  }

 private:
  absl::Status Failure(const PGresult* result, std::string_view sql) const {
    const std::string_view state = SqlState(result);
    const char* words =
        result == nullptr ? PQerrorMessage(handle_.get()) : PQresultErrorMessage(result);
    const ErrorKind kind = PQstatus(handle_.get()) == CONNECTION_OK
                               ? Classify(state, mode_ == Mode::kWrite)
                               : ErrorKind::kUnavailable;
    return ToStatus({kind, "postgres", state, words, sql});
  }

  absl::Status Command(const char* sql) {
    const Result result(PQexec(handle_.get(), sql));
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return absl::OkStatus();
    return Failure(result.get(), sql);
  }

  absl::StatusOr<Result> Run(std::string_view sql, const Params& params);
  absl::StatusOr<std::string> Inline(std::string_view sql, const Params& params);
  absl::StatusOr<bool> NextRow(CopyRow* row);
  bool Send(std::span<const Statement> statements);
  absl::Status SendRows(std::span<const Row> rows);

  Handle handle_;
  Mode mode_ = Mode::kRead;
};

absl::Status PostgresConnection::Commit() {
  const Result result(PQexec(handle_.get(), "COMMIT"));
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
    // A transaction that had failed answers COMMIT with ROLLBACK.
    if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return absl::OkStatus();
    return ToStatus(
        {ErrorKind::kOther, "postgres", "", "COMMIT was answered with ROLLBACK", "COMMIT"});
  }
  const std::string_view state = SqlState(result.get());
  const bool refused = PQstatus(handle_.get()) == CONNECTION_OK && state != "08007";
  const absl::Status failure = Failure(result.get(), "COMMIT");
  // Of what was only read nothing is left open.
  return refused || mode_ == Mode::kRead ? failure : CommitOutcomeUnknown();
}

absl::StatusOr<Result> PostgresConnection::Run(std::string_view sql, const Params& params) {
  const Parameters bound(params);
  const std::string text(sql);
  Result result(PQexecParams(handle_.get(), text.c_str(), bound.size(), bound.types(),
                             bound.values(), bound.lengths(), bound.formats(), kBinary));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
    return Failure(result.get(), sql);
  }
  return result;
}

absl::StatusOr<Rows> PostgresConnection::Query(std::string_view sql, const Params& params) {
  EDUPLAN_ASSIGN_OR_RETURN(const Result result, Run(sql, params));
  return RowsOf(result.get(), sql);
}

absl::StatusOr<int64_t> PostgresConnection::Execute(std::string_view sql, const Params& params) {
  EDUPLAN_ASSIGN_OR_RETURN(const Result result, Run(sql, params));
  return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

bool PostgresConnection::Send(std::span<const Statement> statements) {
  if (PQenterPipelineMode(handle_.get()) != 1) return false;
  for (const Statement& statement : statements) {
    const Parameters bound(statement.params);
    if (PQsendQueryParams(handle_.get(), statement.sql.c_str(), bound.size(), bound.types(),
                          bound.values(), bound.lengths(), bound.formats(), kBinary) != 1) {
      return false;
    }
  }
  return PQpipelineSync(handle_.get()) == 1;
}

absl::StatusOr<std::vector<Rows>> PostgresConnection::QueryAll(
    std::span<const Statement> statements) {
  // A connection left in the middle of a pipeline is not reusable, so it ends with its lease.
  if (!Send(statements)) return Failure(nullptr, statements.front().sql);
  absl::Status status;
  std::vector<Rows> rows;
  bool synced = false;
  while (!synced) {
    // Null stands behind the result of each statement.
    const Result result(PQgetResult(handle_.get()));
    const ExecStatusType kind =
        result == nullptr ? PGRES_EMPTY_QUERY : PQresultStatus(result.get());
    if (PQstatus(handle_.get()) != CONNECTION_OK) {
      status.Update(Failure(nullptr, "pipeline"));
      return status;
    }
    synced = kind == PGRES_PIPELINE_SYNC;
    if (kind == PGRES_COMMAND_OK || kind == PGRES_TUPLES_OK) {
      auto read = RowsOf(result.get(), statements[rows.size()].sql);
      status.Update(read.status());
      rows.push_back(read.ok() ? *std::move(read) : Rows());
    }
    // Those behind a failed one are PGRES_PIPELINE_ABORTED.
    if (kind == PGRES_FATAL_ERROR) {
      status.Update(Failure(result.get(), statements[rows.size()].sql));
    }
  }
  if (PQexitPipelineMode(handle_.get()) != 1) status.Update(Failure(nullptr, "pipeline"));
  if (!status.ok()) return status;
  return rows;
}

absl::StatusOr<std::string> PostgresConnection::Inline(std::string_view sql, const Params& params) {
  std::vector<std::string> literals;
  for (const Value& param : params) {
    if (const auto* text = std::get_if<std::string>(&param.variant())) {
      const std::unique_ptr<char, FreeMemory> quoted(
          PQescapeLiteral(handle_.get(), text->data(), text->size()));
      if (quoted == nullptr) return Failure(nullptr, sql);
      literals.emplace_back(quoted.get());
    } else if (const auto* integer = std::get_if<int64_t>(&param.variant())) {
      literals.push_back(text::Cat("'", *integer, "'::int8"));
    } else {
      return ToStatus(
          {ErrorKind::kOther, "postgres", "", "a parameter of a scan is bytes or NULL", sql});
    }
  }
  return InlineParameters(sql, literals);
}

absl::StatusOr<bool> PostgresConnection::NextRow(CopyRow* row) {
  char* bytes = nullptr;
  const int size = PQgetCopyData(handle_.get(), &bytes, 0);
  row->Take(bytes, size);
  if (size == -2) return Failure(nullptr, "COPY");
  return size >= 0;
}

absl::Status PostgresConnection::Scan(std::string_view sql, const Params& params,
                                      absl::FunctionRef<void(const RowView&)> visit) {
  // COPY takes no parameters, but sends rows as they are found, at a fraction of the work that a
  // result of one row each is.
  EDUPLAN_ASSIGN_OR_RETURN(const std::string text, Inline(sql, params));
  const std::string copy = text::Cat("COPY (", text, ") TO STDOUT (FORMAT binary)");
  const Result started(PQexec(handle_.get(), copy.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_OUT) return Failure(started.get(), sql);
  absl::Status status;
  CopyRow row;
  RowView view;
  while (true) {
    const auto more = NextRow(&row);
    status.Update(more.status());
    if (!more.ok() || !*more) break;
    if (row.View(&view)) visit(view);
  }
  while (const Result result{PQgetResult(handle_.get())}) {
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) continue;
    status.Update(Failure(result.get(), sql));
    if (PQstatus(handle_.get()) != CONNECTION_OK) break;
  }
  return status;
}

absl::Status PostgresConnection::SendRows(std::span<const Row> rows) {
  std::string buffer;
  for (const Row& row : rows) {
    AppendCopyRow(row, buffer);
    if (buffer.size() < kCopyBufferBytes && &row != &rows.back()) continue;
    if (PQputCopyData(handle_.get(), buffer.data(), static_cast<int>(buffer.size())) != 1) {
      return Failure(nullptr, "COPY");
    }
    buffer.clear();
  }
  if (PQputCopyEnd(handle_.get(), nullptr) != 1) return Failure(nullptr, "COPY");
  return absl::OkStatus();
}

absl::Status PostgresConnection::BulkInsert(std::string_view table,
                                            std::span<const std::string_view> columns,
                                            std::span<const Row> rows) {
  const std::string sql = text::Cat("COPY ", table, " (", ColumnList(columns), ") FROM STDIN");
  const Result started(PQexec(handle_.get(), sql.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) return Failure(started.get(), sql);
  absl::Status status = SendRows(rows);
  // The answer, then null; without a connection both come at once.
  while (const Result result{PQgetResult(handle_.get())}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
      status.Update(Failure(result.get(), sql));
      if (PQstatus(handle_.get()) != CONNECTION_OK) break;
    }
  }
  return status;
}

absl::Status PostgresConnection::BulkUpsert(std::string_view table,
                                            std::span<const std::string_view> columns,
                                            std::span<const std::string_view> key,
                                            std::span<const Row> rows) {
  // COPY cannot update: the rows go through a table of this transaction. The planner has no choice
  // to make about it, so it need not know what that table holds.
  const std::string staged = text::Cat("upserted_", table);
  const std::string create = text::Cat("CREATE TEMPORARY TABLE IF NOT EXISTS ", staged, " (LIKE ",
                                       table, ") ON COMMIT DROP");
  EDUPLAN_RETURN_IF_ERROR(Command(create.c_str()));
  EDUPLAN_RETURN_IF_ERROR(BulkInsert(staged, columns, rows));
  const std::string list = ColumnList(columns);
  const Statement statements[] = {{text::Cat("INSERT INTO ", table, " (", list, ") SELECT ", list,
                                             " FROM ", staged, OnConflictUpdate(columns, key)),
                                   {}},
                                  {text::Cat("TRUNCATE ", staged), {}}};
  return QueryAll(statements).status();
}

}  // namespace

absl::StatusOr<ConnectionOptions> ParseUrl(const std::string& url, absl::Duration connect_timeout,
                                           absl::Duration statement_timeout) {
  struct FreeOptions {
    void operator()(PQconninfoOption* o) const { PQconninfoFree(o); }
  };
  const std::unique_ptr<PQconninfoOption, FreeOptions> parsed(
      PQconninfoParse(url.c_str(), nullptr));
  if (parsed == nullptr) {
    return status::InvalidField("database", "DATABASE_URL_INVALID",
                                "the database's URL is malformed", "数据库地址格式有误");
  }
  const auto timeout_millis = absl::ToInt64Milliseconds(statement_timeout);
  const auto connect_seconds = std::max<int64_t>(2, absl::ToInt64Seconds(connect_timeout));
  // Dead peers are noticed by keepalives when idle, by tcp_user_timeout when written to.
  ConnectionOptions options = {
      {"connect_timeout", text::Cat(connect_seconds)},
      {"keepalives_idle", "10"},
      {"keepalives_interval", "5"},
      {"keepalives_count", "3"},
      {"tcp_user_timeout", text::Cat(timeout_millis + 5000)},
      {"client_encoding", "UTF8"},
      {"application_name", "eduplan"},
  };
  std::string session =
      text::Cat("-c statement_timeout=", timeout_millis, " -c synchronous_commit=on");
  for (const PQconninfoOption* o = parsed.get(); o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    if (std::string_view(o->keyword) == "options") {
      session += text::Cat(" ", o->val);
    } else {
      // The last one given counts for libpq.
      options.emplace_back(o->keyword, o->val);
    }
  }
  options.emplace_back("options", session);
  return options;
}

absl::StatusOr<std::unique_ptr<Connection>> Connect(const ConnectionOptions& options) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : options) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  Handle handle(PQconnectdbParams(keywords.data(), values.data(), 0));
  if (PQstatus(handle.get()) != CONNECTION_OK) {
    return ToStatus(
        {ErrorKind::kUnavailable, "postgres", "", PQerrorMessage(handle.get()), "connect"});
  }
  // "relation exists already, skipping" and the like.
  PQsetNoticeProcessor(handle.get(), [](void*, const char*) {}, nullptr);
  return std::make_unique<PostgresConnection>(std::move(handle));
}

}  // namespace eduplan::sql::postgres
