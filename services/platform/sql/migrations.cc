#include "services/platform/sql/migrations.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/sql/split_statements.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::sql {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "component TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, "
    "time_us BIGINT NOT NULL, PRIMARY KEY (component, number))";

// Last step by component.
using Steps = std::map<std::string, int64_t, std::less<>>;

absl::StatusOr<Steps> KnownSteps(std::span<const Migration> migrations) {
  Steps known;
  for (const Migration& step : migrations) {
    int64_t& last = known[std::string(step.component)];
    if (step.number != ++last) {
      return absl::InternalError(text::Cat("migrations of ", step.component,
                                           " are not numbered without gaps from 1: ", step.name));
    }
  }
  return known;
}

absl::Status TakeLock(Transaction& transaction) {
  const std::string_view lock = transaction.dialect().migration_lock;
  if (lock.empty()) return absl::OkStatus();
  return transaction.Query(lock).status();
}

// Makes the table and refuses a database that is ahead of this program.
absl::StatusOr<Steps> Begin(Database& database, const Steps& known) {
  Steps applied;
  EDUPLAN_RETURN_IF_ERROR(database.Write([&](Transaction& transaction) -> absl::Status {
    applied.clear();
    EDUPLAN_RETURN_IF_ERROR(TakeLock(transaction));
    EDUPLAN_RETURN_IF_ERROR(transaction.Execute(kTable).status());
    EDUPLAN_ASSIGN_OR_RETURN(
        const Rows rows,
        transaction.Query(
            "SELECT component, max(number) FROM schema_migrations GROUP BY component"));
    for (const Row& row : rows) applied[row[0].text()] = row[1].integer();
    return absl::OkStatus();
  }));
  for (const auto& [component, number] : applied) {
    const auto it = known.find(component);
    if (it == known.end() || number <= it->second) continue;
    return status::Error(absl::StatusCode::kFailedPrecondition, "SCHEMA_TOO_NEW")
        .Message(text::Cat("the database has step ", number, " of ", component,
                           ", this program knows ", it->second, ": it was written by a newer one"),
                 text::Cat("数据库结构 ", component, " 的版本为 ", number, "，本程序只支持到 ",
                           it->second, "，请使用更新的程序"))
        .With("component", component);
  }
  return applied;
}

absl::Status Apply(Transaction& transaction, const Migration& step) {
  EDUPLAN_RETURN_IF_ERROR(TakeLock(transaction));
  // Another process may have done it since.
  EDUPLAN_ASSIGN_OR_RETURN(
      const Rows done,
      transaction.Query("SELECT 1 FROM schema_migrations WHERE component = $1 AND number = $2",
                        {step.component, step.number}));
  if (!done.empty()) return absl::OkStatus();
  for (const std::string& statement : SplitStatements(step.sql)) {
    EDUPLAN_RETURN_IF_ERROR(transaction.Execute(statement).status());
  }
  return transaction
      .Execute(
          "INSERT INTO schema_migrations (component, number, name, time_us) "
          "VALUES ($1, $2, $3, $4)",
          {step.component, step.number, step.name, absl::ToUnixMicros(absl::Now())})
      .status();
}

}  // namespace

std::vector<std::string> SplitStatements(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  while (!sql.empty()) {
    const size_t end = std::min(sql.find('\n'), sql.size() - 1) + 1;
    std::string_view line = sql.substr(0, end);
    sql.remove_prefix(end);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty() ||
        line.substr(std::min(line.find_first_not_of(" \t"), line.size() - 1)).starts_with("--")) {
      continue;
    }
    const bool last = line.back() == ';';
    if (last) line.remove_suffix(1);
    statement.append(line).append("\n");
    if (last) statements.push_back(std::exchange(statement, {}));
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

absl::Status Migrate(Database& database, std::span<const Migration> migrations) {
  EDUPLAN_ASSIGN_OR_RETURN(const Steps known, KnownSteps(migrations));
  EDUPLAN_ASSIGN_OR_RETURN(const Steps applied, Begin(database, known));
  for (const Migration& step : migrations) {
    const auto it = applied.find(step.component);
    if (it != applied.end() && step.number <= it->second) continue;
    EDUPLAN_RETURN_IF_ERROR(
        database.Write([&](Transaction& transaction) { return Apply(transaction, step); }));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::sql
