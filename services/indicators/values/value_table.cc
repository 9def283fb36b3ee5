#include "services/indicators/values/value_table.h"

#include <span>
#include <string>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kCurrentColumns[] = {"period",  "organization", "indicator", "kind",
                                                "version", "content",      "amount",    "as_of",
                                                "basis",   "note",         "evidence"};
constexpr std::string_view kPastColumns[] = {"period",  "organization", "indicator", "kind",
                                             "version", "content",      "amount",    "as_of",
                                             "basis",   "note",         "evidence",  "valid_to"};
constexpr std::string_view kKey[] = {"period", "organization", "indicator", "kind"};
// Up to this one INSERT is cheaper than the round trips of a bulk insert.
constexpr size_t kFewRows = 32;

sql::Row CellsOf(const ValueRow& row) {
  return {row.period,       row.organization,
          row.indicator,    static_cast<int64_t>(row.kind),
          row.valid_from,   static_cast<int64_t>(row.entry.content),
          row.entry.amount, row.as_of,
          row.basis,        row.note,
          row.evidence};
}

sql::Statement Insert(std::string_view table, std::span<const std::string_view> columns,
                      std::span<const sql::Row> rows, std::string_view conflict) {
  sql::Statement insert{.sql = text::Cat("INSERT INTO ", table, " ("), .params = {}};
  insert.params.reserve(rows.size() * columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    text::Append(&insert.sql, i == 0 ? "" : ", ", columns[i]);
  }
  insert.sql += ") VALUES ";
  for (const sql::Row& row : rows) {
    text::Append(&insert.sql, insert.params.empty() ? "(" : ", (",
                 sql::Placeholders(insert.params.size() + 1, row.size()), ")");
    insert.params.insert(insert.params.end(), row.begin(), row.end());
  }
  insert.sql += conflict;
  return insert;
}

constexpr std::string_view kReplace =
    " ON CONFLICT (period, organization, indicator, kind) DO UPDATE SET "
    "version = excluded.version, content = excluded.content, amount = excluded.amount, "
    "as_of = excluded.as_of, basis = excluded.basis, note = excluded.note, "
    "evidence = excluded.evidence";

}  // namespace

void StandingValues::Add(const ValueRow* row) {
  const int indicator = catalogue_.IndexOf(row->indicator);
  if (indicator >= 0) At(row->organization, row->period, indicator) = row;
}

const ValueRow*& StandingValues::At(std::string_view organization, std::string_view period,
                                    int indicator) {
  if (last_ == nullptr || last_key_.first != organization || last_key_.second != period) {
    last_key_ = {std::string(organization), std::string(period)};
    auto& sheet = sheets_[last_key_];
    if (sheet == nullptr) {
      sheet = std::make_unique<Sheet>(catalogue_.definitions().size(), nullptr);
    }
    last_ = sheet.get();
  }
  return (*last_)[indicator];
}

absl::Status WriteValues(sql::Transaction& transaction, const std::deque<NewValue>& values,
                         std::vector<sql::Statement>* statements) {
  std::vector<sql::Row> added;
  std::vector<sql::Row> updated;
  std::vector<sql::Row> past;
  for (const NewValue& value : values) {
    if (value.before == nullptr) {
      added.push_back(CellsOf(value.row));
      continue;
    }
    updated.push_back(CellsOf(value.row));
    past.push_back(CellsOf(*value.before));
    past.back().emplace_back(value.row.valid_from);
  }
  if (past.size() > kFewRows) {
    EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert("past_values", kPastColumns, past));
  } else if (!past.empty()) {
    statements->push_back(Insert("past_values", kPastColumns, past, ""));
  }
  if (added.size() > kFewRows) {
    EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert("current_values", kCurrentColumns, added));
  } else {
    updated.insert(updated.end(), added.begin(), added.end());
  }
  if (updated.size() > kFewRows) {
    return transaction.BulkUpsert("current_values", kCurrentColumns, kKey, updated);
  }
  if (!updated.empty()) {
    statements->push_back(Insert("current_values", kCurrentColumns, updated, kReplace));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
