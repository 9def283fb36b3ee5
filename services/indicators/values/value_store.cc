#include "services/indicators/values/value_store.h"

#include <utility>

#include "services/indicators/values/value_select.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Of a version `v`; what is current has no end.
constexpr std::string_view kVersion =
    "v.organization, v.period, v.indicator, v.kind, v.version, v.content, v.amount, v.as_of, "
    "v.basis, v.note, v.evidence";
constexpr std::string_view kForever = "9223372036854775807";
constexpr std::string_view kWho = "c.principal, c.reason, c.time_us";
// Beyond this many organizations reading the whole period is cheaper than naming them.
constexpr size_t kMostNamed = 3000;

ValueRow FromRow(const sql::Row& row) {
  return {.organization = row[0].text(),
          .period = row[1].text(),
          .indicator = row[2].text(),
          .kind = static_cast<v1::ValueKind>(row[3].integer()),
          .valid_from = row[4].integer(),
          .valid_to = row[11].integer(),
          .entry = {static_cast<Entry::Content>(row[5].integer()), row[6].integer()},
          .as_of = row[7].text(),
          .basis = static_cast<int>(row[8].integer()),
          .note = row[9].text(),
          .evidence = row[10].text(),
          .reason = row[13].text(),
          .principal = row[12].text(),
          .time_us = row[14].integer()};
}

// "SELECT columns FROM … v WHERE condition", of what stands or of what stood as of `sequence`,
// whose parameter is appended.
std::string SelectAsOf(std::string_view columns, std::string_view end_current,
                       std::string_view end_past, std::string_view condition, int64_t sequence,
                       sql::Params* params) {
  std::string sql =
      text::Cat("SELECT ", columns, end_current, " FROM current_values v WHERE ", condition);
  if (sequence == kCurrent) return sql;
  params->push_back(sequence);
  const size_t n = params->size();
  text::Append(&sql, " AND v.version <= $", n, " UNION ALL SELECT ", columns, end_past,
               " FROM past_values v WHERE ", condition, " AND v.version <= $", n,
               " AND v.valid_to > $", n);
  return sql;
}

// The same with who wrote it, when and why.
std::string SelectWithChange(std::string_view condition, int64_t sequence, sql::Params* params) {
  return text::Cat("SELECT v.*, ", kWho, " FROM (",
                   SelectAsOf(kVersion, text::Cat(", ", kForever, " AS valid_to"), ", v.valid_to",
                              condition, sequence, params),
                   ") v LEFT JOIN value_changes c ON c.sequence = v.version");
}

// "v.period = $1 AND v.kind = $2 AND v.organization IN (…)".
std::string OfPeriod(std::string_view period, std::span<const std::string> organizations,
                     v1::ValueKind kind, sql::Params* params) {
  *params = {period, static_cast<int64_t>(kind)};
  std::string condition = "v.period = $1 AND v.kind = $2";
  if (organizations.empty() || organizations.size() > kMostNamed) return condition;
  text::Append(&condition, " AND v.organization IN (", sql::Placeholders(3, organizations.size()),
               ")");
  params->insert(params->end(), organizations.begin(), organizations.end());
  return condition;
}

}  // namespace

sql::Statement SelectValues(std::string_view period, std::span<const std::string> organizations,
                            int64_t sequence, v1::ValueKind kind,
                            std::span<const std::string> indicators) {
  sql::Statement statement;
  std::string condition = OfPeriod(period, organizations, kind, &statement.params);
  if (!indicators.empty()) {
    text::Append(&condition, " AND v.indicator IN (",
                 sql::Placeholders(statement.params.size() + 1, indicators.size()), ")");
    statement.params.insert(statement.params.end(), indicators.begin(), indicators.end());
  }
  statement.sql = SelectWithChange(condition, sequence, &statement.params);
  return statement;
}

sql::Statement SelectWritten(std::string_view period, std::span<const std::string> organizations,
                             int64_t sequence) {
  sql::Statement statement = {.sql = {}, .params = {period, sequence}};
  statement.params.insert(statement.params.end(), organizations.begin(), organizations.end());
  const std::string condition =
      text::Cat("v.period = $1 AND v.version = $2 AND v.organization IN (",
                sql::Placeholders(3, organizations.size()), ")");
  statement.sql =
      text::Cat("SELECT v.*, ", kWho, " FROM (SELECT ", kVersion, ", ", kForever,
                " AS valid_to FROM current_values v WHERE ", condition, " UNION ALL SELECT ",
                kVersion, ", v.valid_to FROM past_values v WHERE ", condition,
                ") v LEFT JOIN value_changes c ON c.sequence = v.version");
  return statement;
}

std::vector<ValueRow> ValuesOf(const sql::Rows& rows) {
  std::vector<ValueRow> values;
  values.reserve(rows.size());
  for (const sql::Row& row : rows) values.push_back(FromRow(row));
  return values;
}

absl::StatusOr<std::vector<ValueRow>> ReadValues(sql::Transaction& transaction,
                                                 std::string_view period,
                                                 std::span<const std::string> organizations,
                                                 int64_t sequence, v1::ValueKind kind) {
  const sql::Statement select = SelectValues(period, organizations, sequence, kind);
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(select.sql, select.params));
  return ValuesOf(rows);
}

absl::Status ScanEntries(sql::Transaction& transaction, std::string_view period,
                         std::span<const std::string> organizations, int64_t sequence,
                         v1::ValueKind kind, EntryVisitor visit) {
  sql::Params params;
  const std::string condition =
      text::Cat(OfPeriod(period, organizations, kind, &params), " AND v.content <> 0");
  const std::string sql = SelectAsOf("v.organization, v.indicator, v.content, v.amount, v.version",
                                     "", "", condition, sequence, &params);
  return transaction.Scan(sql, params, [&](const sql::RowView& row) {
    visit(row.text(0), row.text(1), {static_cast<Entry::Content>(row.integer(2)), row.integer(3)},
          row.integer(4));
  });
}

absl::Status ScanFigures(sql::Transaction& transaction, std::string_view period,
                         std::span<const std::string> organizations, int64_t sequence, bool past,
                         absl::FunctionRef<void(const Figure&)> visit) {
  constexpr std::string_view kColumns =
      "v.organization, v.indicator, v.kind, v.content, v.amount, v.version";
  sql::Params params = {period};
  std::string condition = "v.period = $1 AND v.content <> 0";
  if (!organizations.empty() && organizations.size() <= kMostNamed) {
    text::Append(&condition, " AND v.organization IN (", sql::Placeholders(2, organizations.size()),
                 ")");
    params.insert(params.end(), organizations.begin(), organizations.end());
  }
  const std::string end = text::Cat(", ", kForever);
  std::string sql;
  if (past) {
    sql = text::Cat("SELECT ", kColumns, end, " FROM current_values v WHERE ", condition,
                    " UNION ALL SELECT ", kColumns, ", v.valid_to FROM past_values v WHERE ",
                    condition);
  } else {
    sql = SelectAsOf(kColumns, end, end, condition, sequence, &params);
  }
  return transaction.Scan(sql, params, [&](const sql::RowView& row) {
    visit({row.text(0),
           row.text(1),
           static_cast<v1::ValueKind>(row.integer(2)),
           {static_cast<Entry::Content>(row.integer(3)), row.integer(4)},
           row.integer(5),
           row.integer(6)});
  });
}

absl::StatusOr<std::vector<ValueRow>> ListValues(sql::Transaction& transaction,
                                                 const ValueFilter& filter, int64_t sequence,
                                                 std::string_view last_key, int limit) {
  sql::Params params = {filter.organization, static_cast<int64_t>(filter.kind)};
  std::string condition = "v.organization = $1 AND v.kind = $2 AND v.content <> 0";
  if (filter.period) {
    params.push_back(*filter.period);
    text::Append(&condition, " AND v.period = $", params.size());
  } else {
    // Every period that something was ever written for at the organization has a version there:
    // the key of the values begins with the period.
    condition += " AND v.period IN (SELECT period FROM node_versions WHERE node = $1)";
  }
  if (!filter.indicators.empty()) {
    text::Append(&condition, " AND v.indicator IN (",
                 sql::Placeholders(params.size() + 1, filter.indicators.size()), ")");
    params.insert(params.end(), filter.indicators.begin(), filter.indicators.end());
  }
  const std::string_view order = transaction.dialect().byte_order;
  if (const size_t cut = last_key.find('/'); cut != std::string_view::npos) {
    params.insert(params.end(), {last_key.substr(0, cut), last_key.substr(cut + 1)});
    const size_t n = params.size();
    text::Append(&condition, " AND (v.period", order, " > $", n - 1, " OR (v.period = $", n - 1,
                 " AND v.indicator", order, " > $", n, "))");
  }
  std::string sql = SelectWithChange(condition, sequence, &params);
  params.push_back(limit);
  text::Append(&sql, " ORDER BY v.period", order, ", v.indicator", order, " LIMIT $",
               params.size());
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  return ValuesOf(rows);
}

absl::StatusOr<std::vector<ValueRow>> ReadHistory(sql::Transaction& transaction,
                                                  std::string_view organization,
                                                  std::string_view period,
                                                  std::string_view indicator, v1::ValueKind kind) {
  constexpr std::string_view kKey =
      " v WHERE v.organization = $1 AND v.period = $2 AND v.indicator = $3 AND v.kind = $4";
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT v.*, ", kWho, " FROM (SELECT ", kVersion, ", ", kForever,
                                  " AS valid_to FROM current_values", kKey, " UNION ALL SELECT ",
                                  kVersion, ", v.valid_to FROM past_values", kKey,
                                  ") v LEFT JOIN value_changes c ON c.sequence = v.version "
                                  "ORDER BY v.version DESC LIMIT 1000"),
                        {organization, period, indicator, static_cast<int64_t>(kind)}));
  return ValuesOf(rows);
}

absl::StatusOr<std::vector<ValueRow>> ReadVersionsSince(sql::Transaction& transaction,
                                                        std::string_view period,
                                                        std::span<const std::string> organizations,
                                                        std::span<const std::string> indicators,
                                                        int64_t since, int64_t until) {
  sql::Params params;
  std::string condition = OfPeriod(period, organizations, v1::VALUE_KIND_FILED, &params);
  text::Append(&condition, " AND v.indicator IN (",
               sql::Placeholders(params.size() + 1, indicators.size()), ")");
  params.insert(params.end(), indicators.begin(), indicators.end());
  params.insert(params.end(), {since, until});
  const size_t n = params.size();
  text::Append(&condition, " AND v.version <= $", n);
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT v.*, ", kWho, " FROM (SELECT ", kVersion, ", ", kForever,
                    " AS valid_to FROM current_values v WHERE ", condition, " UNION ALL SELECT ",
                    kVersion, ", v.valid_to FROM past_values v WHERE ", condition,
                    " AND v.valid_to > $", n - 1,
                    ") v LEFT JOIN value_changes c ON c.sequence = v.version "
                    "ORDER BY v.organization, v.indicator, v.version"),
          params));
  return ValuesOf(rows);
}

EntryTable MakeEntryTable(const Catalogue& catalogue, std::span<const ValueRow> rows) {
  EntryTable table(catalogue.definitions().size());
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
  value.set_kind(row.kind);
  value.set_evidence(row.evidence);
  value.set_reason(row.reason);
  value.set_principal(row.principal);
  value.set_version(row.valid_from);
  *value.mutable_update_time() = api::ToProto(api::FromMicros(row.time_us));
  return value;
}

}  // namespace eduplan::indicators
