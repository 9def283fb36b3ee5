#include "services/indicators/values/value_store.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kColumns =
    "organization, period, indicator, valid_from, valid_to, content, amount, as_of, basis, note, "
    "reason, "
    "principal, time_us";
// Beyond this many organizations reading the whole period is cheaper than naming them.
constexpr size_t kMostNamed = 3000;
constexpr size_t kChunk = 500;

ValueRow FromRow(const sql::Row& row) {
  return {.organization = row[0].text(),
          .period = row[1].text(),
          .indicator = row[2].text(),
          .valid_from = row[3].integer(),
          .valid_to = row[4].integer(),
          .entry = {static_cast<Entry::Content>(row[5].integer()), row[6].integer()},
          .as_of = row[7].text(),
          .basis = static_cast<int>(row[8].integer()),
          .note = row[9].text(),
          .reason = row[10].text(),
          .principal = row[11].text(),
          .time_us = row[12].integer()};
}

std::vector<ValueRow> FromRows(const sql::Rows& rows) {
  std::vector<ValueRow> values;
  values.reserve(rows.size());
  for (const sql::Row& row : rows) values.push_back(FromRow(row));
  return values;
}

// The condition "valid as of $n", with its parameter appended. Current rows have an index of their
// own.
std::string ValidAsOf(int64_t sequence, sql::Params* params) {
  if (sequence == kCurrent) return "valid_to = 9223372036854775807";
  params->push_back(sequence);
  const size_t n = params->size();
  return text::Cat("valid_from <= $", n, " AND valid_to > $", n);
}

// Appends "$n, $n+1, …" for the values, and these to the parameters.
std::string Listed(const std::set<std::string>& values, sql::Params* params) {
  const size_t first = params->size() + 1;
  params->insert(params->end(), values.begin(), values.end());
  return sql::Placeholders(first, values.size());
}

absl::Status EndVersions(sql::Transaction& transaction, std::span<const ValueRow> rows,
                         int64_t sequence) {
  std::string keys;
  std::set<std::string> periods;
  std::set<std::string> organizations;
  sql::Params params = {sequence};
  for (const ValueRow& row : rows) {
    const size_t n = params.size();
    text::Append(&keys, keys.empty() ? "" : ", ", "($", n + 1, ", $", n + 2, ", $", n + 3, ")");
    params.insert(params.end(), {row.period, row.organization, row.indicator});
    periods.insert(row.period);
    organizations.insert(row.organization);
  }
  // The lists say nothing new, but lead to the index: by the keys alone PostgreSQL looks at every
  // current value there is.
  const std::string period_list = Listed(periods, &params);
  const std::string organization_list = Listed(organizations, &params);
  return transaction
      .Execute(
          text::Cat("UPDATE value_versions SET valid_to = $1 WHERE valid_to = 9223372036854775807 "
                    "AND period IN (",
                    period_list, ") AND organization IN (", organization_list,
                    ") AND (period, organization, indicator) IN (VALUES ", keys, ")"),
          params)
      .status();
}

}  // namespace

absl::StatusOr<std::vector<ValueRow>> ReadValues(sql::Transaction& transaction,
                                                 std::string_view period,
                                                 std::span<const std::string> organizations,
                                                 int64_t sequence) {
  const bool all = organizations.empty() || organizations.size() > kMostNamed;
  sql::Params params = {period};
  std::string sql = text::Cat("SELECT ", kColumns, " FROM value_versions WHERE period = $1 AND ",
                              ValidAsOf(sequence, &params));
  if (!all) {
    text::Append(&sql, " AND organization IN (",
                 sql::Placeholders(params.size() + 1, organizations.size()), ")");
    params.insert(params.end(), organizations.begin(), organizations.end());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  return FromRows(rows);
}

absl::StatusOr<std::vector<ValueRow>> ListValues(sql::Transaction& transaction,
                                                 std::string_view organization,
                                                 const std::optional<std::string>& period,
                                                 int64_t sequence, std::string_view last_key,
                                                 int limit) {
  sql::Params params = {organization, last_key};
  const std::string_view order = transaction.dialect().byte_order;
  std::string sql =
      text::Cat("SELECT ", kColumns, " FROM value_versions WHERE organization = $1 AND ",
                "(period || '/' || indicator)", order, " > $2 AND content <> 0 AND ",
                ValidAsOf(sequence, &params));
  if (period) {
    params.push_back(*period);
    text::Append(&sql, " AND period = $", params.size());
  }
  params.push_back(limit);
  text::Append(&sql, " ORDER BY (period || '/' || indicator)", order, " LIMIT $", params.size());
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  return FromRows(rows);
}

absl::StatusOr<std::vector<ValueRow>> ReadHistory(sql::Transaction& transaction,
                                                  std::string_view organization,
                                                  std::string_view period,
                                                  std::string_view indicator) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT ", kColumns,
                    " FROM value_versions WHERE organization = $1 AND period = $2 AND "
                    "indicator = $3 ORDER BY valid_from DESC LIMIT 1000"),
          {organization, period, indicator}));
  return FromRows(rows);
}

absl::Status ReplaceValues(sql::Transaction& transaction, std::span<const ValueRow> rows,
                           int64_t sequence) {
  for (size_t begin = 0; begin < rows.size(); begin += kChunk) {
    EDUPLAN_RETURN_IF_ERROR(EndVersions(
        transaction, rows.subspan(begin, std::min(kChunk, rows.size() - begin)), sequence));
  }
  std::vector<sql::Row> inserts;
  inserts.reserve(rows.size());
  for (const ValueRow& row : rows) {
    inserts.push_back({row.organization, row.period, row.indicator, sequence, kCurrent,
                       static_cast<int64_t>(row.entry.content), row.entry.amount, row.as_of,
                       row.basis, row.note, row.reason, row.principal, row.time_us});
  }
  static constexpr std::string_view kInserted[] = {
      "organization", "period", "indicator", "valid_from", "valid_to",  "content", "amount",
      "as_of",        "basis",  "note",      "reason",     "principal", "time_us"};
  return transaction.BulkInsert("value_versions", kInserted, inserts);
}

EntryTable MakeEntryTable(const Catalogue& catalogue, std::span<const ValueRow> rows) {
  EntryTable table;
  for (const ValueRow& row : rows) {
    const int index = catalogue.IndexOf(row.indicator);
    if (index >= 0 && row.entry.content != Entry::Content::kMissing) {
      table.Set(row.organization, index, row.entry);
    }
  }
  return table;
}

v1::Value ToProto(const ValueRow& row) {
  v1::Value value;
  value.set_organization(text::Cat("organizations/", row.organization));
  value.set_indicator(NameOf(row.indicator));
  value.set_period(row.period);
  switch (row.entry.content) {
    case Entry::Content::kMissing:
      break;
    case Entry::Content::kNumber:
      value.set_value(FormatDecimal(row.entry.amount));
      break;
    case Entry::Content::kNotApplicable:
      value.set_not_applicable(true);
      break;
    case Entry::Content::kRateOnly:
      value.set_rate_only(FormatDecimal(row.entry.amount));
      break;
  }
  if (!row.as_of.empty()) {
    if (const auto day = api::ParseDate(row.as_of, "as_of"); day.ok()) {
      *value.mutable_as_of() = api::ToProto(*day);
    }
  }
  value.set_basis(static_cast<v1::Basis>(row.basis));
  value.set_note(row.note);
  value.set_reason(row.reason);
  value.set_principal(row.principal);
  value.set_version(row.valid_from);
  *value.mutable_update_time() = api::ToProto(api::FromMicros(row.time_us));
  return value;
}

}  // namespace eduplan::indicators
