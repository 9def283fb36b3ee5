#include <algorithm>
#include <utility>

#include "services/indicators/values/load_rows.h"
#include "services/indicators/values/value_loads.h"
#include "services/indicators/values/value_writer.h"
#include "services/indicators/values/values.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Rows of one transaction, unless one organization has more.
constexpr int64_t kBatchRows = 5000;
constexpr int64_t kCheckedRows = 20'000;
constexpr int kMostListed = 1000;
constexpr std::string_view kTakenOver = "LOAD_TAKEN_OVER";
constexpr std::string_view kCatalogueChanged = "CATALOGUE_CHANGED";

absl::Status CatalogueChanged() {
  return status::Error(absl::StatusCode::kAborted, kCatalogueChanged)
      .Message("the definitions have just changed", "指标定义刚刚变更");
}

void AddErrors(const std::vector<v1::RowError>& errors, v1::ValueLoad* progress) {
  progress->set_error_count(progress->error_count() + static_cast<int64_t>(errors.size()));
  for (const v1::RowError& error : errors) {
    if (progress->errors_size() < kMostListed) *progress->add_errors() = error;
  }
}

// Cells that stand twice; the cells of a sheet are together.
std::vector<v1::RowError> Duplicates(const Catalogue& catalogue,
                                     const std::vector<CellWrite>& cells) {
  std::vector<v1::RowError> errors;
  std::vector<const CellWrite*> seen;  // of the sheet, by place in the catalogue
  const CellWrite* last = nullptr;
  for (const CellWrite& cell : cells) {
    if (last == nullptr || last->organization != cell.organization || last->period != cell.period) {
      seen.assign(catalogue.definitions().size(), nullptr);
    }
    last = &cell;
    const CellWrite*& first = seen[cell.indicator];
    if (first == nullptr) {
      first = &cell;
    } else if ((!cell.must_equal && !first->must_equal) || cell.entry != first->entry) {
      const std::string& code = catalogue.definitions()[cell.indicator].code;
      errors.push_back(
          RowErrorOf(cell.row, cell.place, DuplicateError(code, first->place, cell.place)));
    }
  }
  return errors;
}

absl::Status Cancelled() {
  return absl::CancelledError("the caller is gone; the load goes on when it is resumed");
}

// What concerns what is written, and not whether it can be written at all.
bool IsRefusal(const absl::Status& status) {
  return absl::IsFailedPrecondition(status) || absl::IsInvalidArgument(status) ||
         (absl::IsAborted(status) && status::ReasonOf(status) == "VERSION_CONFLICT");
}

}  // namespace

absl::StatusOr<ValueLoads::Batch> ValueLoads::ReadBatch(const Catalogue& catalogue,
                                                        const LoadRow& row, int64_t sheet,
                                                        int64_t rows) {
  const int64_t sheets = std::max<int64_t>(row.progress.sheet_count(), 1);
  const int64_t a_sheet = std::max<int64_t>(row.progress.row_count() / sheets, 1);
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::vector<StagedRows> staged,
      ReadStaged(changes_.database(), row.load, sheet, std::max<int64_t>(rows / a_sheet, 1)));
  Batch batch;
  batch.cells.reserve(static_cast<size_t>(rows) + static_cast<size_t>(a_sheet));
  for (size_t i = 0; i < staged.size();) {
    const size_t before = batch.cells.size();
    const int64_t number = staged[i].sheet;
    for (; i < staged.size() && staged[i].sheet == number; ++i) {
      EDUPLAN_RETURN_IF_ERROR(
          UnpackSheet(catalogue, staged[i].packed, row.from_file, &batch.cells));
    }
    if (batch.sheets > 0 && static_cast<int64_t>(batch.cells.size()) > rows) {
      batch.cells.resize(before);
      break;
    }
    ++batch.sheets;
  }
  if (batch.sheets == 0) return LoadTakenOver(row);
  return batch;
}

absl::Status ValueLoads::Check(const server::Call& call, LoadRow* row) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  for (int64_t sheet = 0; sheet < row->progress.sheet_count();) {
    if (call.context->IsCancelled()) return Cancelled();
    EDUPLAN_ASSIGN_OR_RETURN(const Batch batch, ReadBatch(*catalogue, *row, sheet, kCheckedRows));
    AddErrors(Duplicates(*catalogue, batch.cells), &row->progress);
    std::vector<v1::RowError> refused;
    EDUPLAN_RETURN_IF_ERROR(
        changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
          EDUPLAN_ASSIGN_OR_RETURN(
              refused, CheckCells(transaction, *catalogue, batch.cells, row->settings.kind()));
          return absl::OkStatus();
        }));
    AddErrors(refused, &row->progress);
    sheet += batch.sheets;
  }
  if (call.context->IsCancelled()) return Cancelled();
  if (row->progress.error_count() > 0) return End(row, v1::ValueLoad::STATE_REFUSED);
  if (row->settings.validate_only()) return End(row, v1::ValueLoad::STATE_DONE);
  row->progress.set_state(v1::ValueLoad::STATE_APPLYING);
  row->update_time = StoredNow();
  return changes_.database().Write(
      [&](sql::Transaction& transaction) { return UpdateLoad(transaction, *row, 0); });
}

absl::Status ValueLoads::ApplyBatch(const server::Call& call, const Catalogue& catalogue,
                                    const Batch& batch, LoadRow* row) {
  const change_log::WriteRequest write = {.principal = &call.principal,
                                          .method = call.method,
                                          .request_id = {},
                                          .request = &row->settings,
                                          .trace_id = call.trace_parent};
  const WriteOptions options = {.kind = row->settings.kind(),
                                .reason = row->settings.reason(),
                                .partial = false,
                                .load = row->id};
  LoadRow after;
  v1::ValueLoad answer;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(
        const WriteMoment moment,
        ReadMoment(change.sql(), catalogue_, replica_,
                   SelectForWrite(catalogue, batch.cells, row->settings.kind())));
    if (moment.catalogue->version() != catalogue.version()) return CatalogueChanged();
    EDUPLAN_ASSIGN_OR_RETURN(
        const WriteResult result,
        WriteCells(change, catalogue, *moment.forest, batch.cells, options, moment.answers));
    after = *row;
    after.progress.set_written_count(row->progress.written_count() +
                                     static_cast<int64_t>(result.written.size()));
    after.next_sheet = row->next_sheet + batch.sheets;
    after.sequence = change.sequence();
    after.update_time = change.time();
    return UpdateLoad(change.sql(), after, row->next_sheet);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(write, &answer, body).status());
  *row = std::move(after);
  return absl::OkStatus();
}

absl::Status ValueLoads::Follow(const absl::Status& why, LoadRow* row) {
  std::optional<LoadRow> now;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(now, ReadLoad(transaction, row->subject, row->id));
        return absl::OkStatus();
      }));
  if (!now || now->load != row->load) return why;
  const bool moved =
      now->next_sheet != row->next_sheet || now->progress.state() != row->progress.state();
  if (!moved) return absl::DataLossError("staged rows are gone");
  *row = *std::move(now);
  return absl::OkStatus();
}

absl::Status ValueLoads::Skip(const Batch& batch, const absl::Status& why, LoadRow* row) {
  const CellWrite& first = batch.cells.front();
  AddErrors({RowErrorOf(first.row, first.place, why)}, &row->progress);
  const int64_t before = row->next_sheet;
  row->next_sheet += batch.sheets;
  row->update_time = StoredNow();
  return changes_.database().Write(
      [&](sql::Transaction& transaction) { return UpdateLoad(transaction, *row, before); });
}

absl::Status ValueLoads::ApplyNext(const server::Call& call, int64_t* rows, LoadRow* row) {
  std::shared_ptr<const Catalogue> catalogue = catalogue_.Current();
  if (catalogue == nullptr) {
    EDUPLAN_ASSIGN_OR_RETURN(catalogue, Now());
  }
  const absl::StatusOr<Batch> batch = ReadBatch(*catalogue, *row, row->next_sheet, *rows);
  const absl::Status applied =
      batch.ok() ? ApplyBatch(call, *catalogue, *batch, row) : batch.status();
  if (applied.ok()) {
    *rows = kBatchRows;
    return absl::OkStatus();
  }
  const std::string reason = status::ReasonOf(applied);
  if (reason == kTakenOver) return Follow(applied, row);
  if (reason == kCatalogueChanged) return absl::OkStatus();
  if (!IsRefusal(applied)) return applied;
  // Something was sealed or changed since the check: one organization at a time, so that only it
  // stays behind.
  *rows = batch->sheets > 1 ? 1 : kBatchRows;
  return batch->sheets > 1 ? absl::OkStatus() : Skip(*batch, applied, row);
}

absl::Status ValueLoads::Apply(const server::Call& call, LoadRow* row) {
  int64_t rows = kBatchRows;
  while (row->progress.state() == v1::ValueLoad::STATE_APPLYING &&
         row->next_sheet < row->progress.sheet_count()) {
    if (call.context->IsCancelled()) return Cancelled();
    EDUPLAN_RETURN_IF_ERROR(ApplyNext(call, &rows, row));
  }
  if (row->progress.state() != v1::ValueLoad::STATE_APPLYING) return absl::OkStatus();
  return End(row, v1::ValueLoad::STATE_DONE);
}

}  // namespace eduplan::indicators
