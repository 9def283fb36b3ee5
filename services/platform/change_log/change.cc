#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "services/platform/api/time.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::change_log {
namespace {

constexpr std::string_view kEventColumns[] = {"sequence",      "n",    "id",     "type", "subject",
                                              "partition_key", "data", "time_us"};
constexpr std::string_view kAuditColumns[] = {
    "sequence", "n",      "time_us",  "principal", "organization", "on_behalf_of",
    "client",   "action", "resource", "detail",    "trace_id"};
// Below this one INSERT is cheaper than the two round trips of a COPY.
constexpr size_t kFewRows = 32;

absl::Status Insert(sql::Transaction& transaction, std::string_view table,
                    std::span<const std::string_view> columns, const sql::Rows& rows,
                    std::vector<sql::Statement>& statements) {
  if (rows.empty()) return absl::OkStatus();
  if (rows.size() > kFewRows) return transaction.BulkInsert(table, columns, rows);
  sql::Statement insert{.sql = text::Cat("INSERT INTO ", table, " ("), .params = {}};
  for (size_t i = 0; i < columns.size(); ++i) {
    insert.sql += text::Cat(i == 0 ? "" : ", ", columns[i]);
  }
  insert.sql += ") VALUES ";
  for (const sql::Row& row : rows) {
    insert.sql += text::Cat(insert.params.empty() ? "(" : ", (",
                            sql::Placeholders(insert.params.size() + 1, row.size()), ")");
    insert.params.insert(insert.params.end(), row.begin(), row.end());
  }
  statements.push_back(std::move(insert));
  return absl::OkStatus();
}

}  // namespace

absl::Status Change::Emit(std::string_view type, std::string_view subject,
                          std::string_view partition_key, std::string_view data_json) {
  const std::vector<std::string> parts = absl::StrSplit(text::ToAbsl(type), '.');
  if (parts.size() < 4 || parts[0] != "eduplan") {
    return absl::InternalError(
        text::Cat("not of the form eduplan.<package>.<resource>.<verb>: ", type));
  }
  const auto n = static_cast<int64_t>(events_.size());
  const std::string id = text::Cat(parts[1], "-", sequence(), "-", n);
  events_.push_back(
      {sequence(), n, id, type, subject, partition_key, data_json, api::ToMicros(time())});
  return absl::OkStatus();
}

absl::Status Change::Audit(std::string_view action, std::string_view resource,
                           std::string_view detail_json) {
  const auto n = static_cast<int64_t>(audits_.size());
  const auth::Principal& who = principal();
  audits_.push_back({sequence(), n, api::ToMicros(time()), who.subject, who.organization,
                     who.on_behalf_of, who.client, action, resource, detail_json,
                     request_.trace_id});
  return absl::OkStatus();
}

absl::StatusOr<std::vector<sql::Statement>> Change::Flush() {
  std::vector<sql::Statement> statements;
  EDUPLAN_RETURN_IF_ERROR(Insert(transaction_, "outbox", kEventColumns, events_, statements));
  EDUPLAN_RETURN_IF_ERROR(
      Insert(transaction_, "audit_entries", kAuditColumns, audits_, statements));
  return statements;
}

}  // namespace eduplan::change_log
