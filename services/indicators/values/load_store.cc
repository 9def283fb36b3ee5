#include "services/indicators/values/load_store.h"

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {
namespace {

sql::Bytes ErrorsOf(const v1::ValueLoad& progress) {
  v1::ValueLoad errors;
  *errors.mutable_errors() = progress.errors();
  return {errors.SerializeAsString()};
}

absl::StatusOr<LoadRow> FromRow(std::string_view subject, std::string_view id,
                                const sql::Row& row) {
  LoadRow load = {.subject = std::string(subject), .id = std::string(id), .load = row[0].text()};
  if (!load.settings.ParseFromString(row[2].bytes()) ||
      !load.progress.ParseFromString(row[10].bytes())) {
    return absl::DataLossError("a stored load does not parse");
  }
  load.progress.set_state(static_cast<v1::ValueLoad::State>(row[1].integer()));
  load.from_file = row[3].integer() != 0;
  load.digest = row[4].bytes();
  load.progress.set_row_count(row[5].integer());
  load.progress.set_written_count(row[6].integer());
  load.progress.set_sheet_count(row[7].integer());
  load.next_sheet = row[8].integer();
  load.progress.set_error_count(row[9].integer());
  load.sequence = row[11].integer();
  load.create_time = api::FromMicros(row[12].integer());
  load.update_time = api::FromMicros(row[13].integer());
  return load;
}

}  // namespace

absl::Time StoredNow() {
  return api::FromMicros(api::ToMicros(absl::Now()));
}

absl::StatusOr<std::optional<LoadRow>> ReadLoad(sql::Transaction& transaction,
                                                std::string_view subject, std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT load, state, settings, from_file, digest, row_count, "
                        "written_count, sheet_count, next_sheet, error_count, errors, sequence, "
                        "create_us, update_us FROM value_loads WHERE subject = $1 AND id = $2",
                        {subject, id}));
  if (rows.empty()) return std::nullopt;
  EDUPLAN_ASSIGN_OR_RETURN(LoadRow load, FromRow(subject, id, rows[0]));
  return load;
}

absl::Status PutLoad(sql::Transaction& transaction, const LoadRow& row) {
  return transaction
      .Execute(
          "INSERT INTO value_loads (subject, id, load, state, settings, from_file, digest, "
          "row_count, written_count, sheet_count, next_sheet, error_count, errors, sequence, "
          "create_us, update_us) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, $8, 0, $9, $10) "
          "ON CONFLICT (subject, id) DO UPDATE SET load = excluded.load, state = excluded.state, "
          "settings = excluded.settings, from_file = excluded.from_file, "
          "digest = excluded.digest, row_count = 0, written_count = 0, sheet_count = 0, "
          "next_sheet = 0, error_count = 0, errors = excluded.errors, "
          "update_us = excluded.update_us",
          {row.subject, row.id, row.load, static_cast<int64_t>(row.progress.state()),
           sql::Bytes{row.settings.SerializeAsString()}, row.from_file ? 1 : 0,
           sql::Bytes{row.digest}, ErrorsOf(row.progress), api::ToMicros(row.create_time),
           api::ToMicros(row.update_time)})
      .status();
}

absl::Status UpdateLoad(sql::Transaction& transaction, const LoadRow& row,
                        int64_t next_sheet_before) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const int64_t updated,
      transaction.Execute(
          "UPDATE value_loads SET state = $4, from_file = $5, digest = $6, row_count = $7, "
          "written_count = $8, sheet_count = $9, next_sheet = $10, error_count = $11, "
          "errors = $12, sequence = $13, update_us = $14 "
          "WHERE subject = $1 AND id = $2 AND load = $3 AND next_sheet = $15",
          {row.subject, row.id, row.load, static_cast<int64_t>(row.progress.state()),
           row.from_file ? 1 : 0, sql::Bytes{row.digest}, row.progress.row_count(),
           row.progress.written_count(), row.progress.sheet_count(), row.next_sheet,
           row.progress.error_count(), ErrorsOf(row.progress), row.sequence,
           api::ToMicros(row.update_time), next_sheet_before}));
  return updated == 1 ? absl::OkStatus() : LoadTakenOver(row);
}

absl::Status LoadTakenOver(const LoadRow& row) {
  return status::Error(absl::StatusCode::kAborted, "LOAD_TAKEN_OVER")
      .Message("another call goes on with this load", "该批数据已由另一请求继续处理")
      .With("load", row.id);
}

absl::Status DeleteLoad(sql::Transaction& transaction, const LoadRow& row) {
  EDUPLAN_RETURN_IF_ERROR(DeleteStaged(transaction, row.load));
  return transaction
      .Execute("DELETE FROM value_loads WHERE subject = $1 AND id = $2 AND load = $3",
               {row.subject, row.id, row.load})
      .status();
}

absl::Status StageRows(sql::Transaction& transaction, std::string_view load, int64_t chunk,
                       const std::vector<StagedRows>& rows) {
  static constexpr std::string_view kColumns[] = {"load", "sheet", "chunk", "packed"};
  std::vector<sql::Row> inserts;
  inserts.reserve(rows.size());
  for (const StagedRows& staged : rows) {
    inserts.push_back({load, staged.sheet, chunk, sql::Bytes{staged.packed}});
  }
  return transaction.BulkInsert("value_load_rows", kColumns, inserts);
}

absl::StatusOr<std::vector<StagedRows>> ReadStaged(sql::Database& database, std::string_view load,
                                                   int64_t sheet, int64_t limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      database.Query("SELECT sheet, packed FROM value_load_rows WHERE load = $1 AND "
                     "sheet >= $2 AND sheet < $3 ORDER BY sheet, chunk",
                     {load, sheet, sheet + limit}));
  std::vector<StagedRows> staged;
  staged.reserve(rows.size());
  for (const sql::Row& row : rows) staged.push_back({row[0].integer(), row[1].bytes()});
  return staged;
}

absl::Status DeleteStaged(sql::Transaction& transaction, std::string_view load) {
  return transaction.Execute("DELETE FROM value_load_rows WHERE load = $1", {load}).status();
}

absl::Status DropForgotten(sql::Transaction& transaction, absl::Time before) {
  EDUPLAN_RETURN_IF_ERROR(
      transaction
          .Execute("DELETE FROM value_load_rows WHERE load IN (SELECT load FROM value_loads "
                   "WHERE state = $1 AND update_us < $2)",
                   {static_cast<int64_t>(v1::ValueLoad::STATE_STAGING), api::ToMicros(before)})
          .status());
  return transaction
      .Execute("DELETE FROM value_loads WHERE state = $1 AND update_us < $2",
               {static_cast<int64_t>(v1::ValueLoad::STATE_STAGING), api::ToMicros(before)})
      .status();
}

}  // namespace eduplan::indicators
