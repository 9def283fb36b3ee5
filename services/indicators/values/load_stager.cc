#include "services/indicators/values/load_stager.h"

#include <algorithm>

#include "services/indicators/values/load_rows.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr int kChunkRows = 20'000;
constexpr int kMostListed = 1000;
constexpr std::string_view kCollection = "organizations/";

}  // namespace

LoadStager::LoadStager(sql::Database& database, const Catalogue& catalogue,
                       WritableOrganizations& writable, bool stage, LoadRow* row)
    : database_(database),
      catalogue_(catalogue),
      writable_(writable),
      stage_(stage),
      row_(*row),
      kind_(row->settings.kind()),
      digest_(EVP_MD_CTX_new()),
      csv_({"organization", "indicator", "value"},
           {"period", "unit", "note", "basis", "as_of", "evidence"}),
      reader_(catalogue, kind_, row->settings.period()) {
  EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
  Digest(api::DeterministicBytes(row->settings));
}

void LoadStager::Digest(std::string_view bytes) {
  EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size());
}

absl::Status LoadStager::TakeForm(bool file) {
  if (any_ && row_.from_file != file) {
    return status::InvalidField("sheets", "MIXED_CONTENT", "a load is a file or sheets, not both",
                                "一批数据只能用文件或表单之一");
  }
  if (!any_) Digest(file ? "|file|" : "|sheets|");
  any_ = true;
  row_.from_file = file;
  return absl::OkStatus();
}

absl::Status LoadStager::Add(const v1::LoadValuesRequest& message) {
  if (!message.file().data().empty()) {
    EDUPLAN_RETURN_IF_ERROR(TakeForm(true));
    Digest(message.file().data());
    if (stage_) {
      EDUPLAN_RETURN_IF_ERROR(csv_.Add(
          message.file().data(),
          [&](int line, const auto& cells) { return AddFileRow(line, cells); },
          [&](int line, const absl::Status& status) {
            Refuse(line, text::Cat("line ", line), status);
            return absl::OkStatus();
          }));
    }
  }
  for (const v1::ValueSheet& sheet : message.sheets()) {
    EDUPLAN_RETURN_IF_ERROR(TakeForm(false));
    const std::string bytes = api::DeterministicBytes(sheet);
    Digest(text::Cat(bytes.size(), "|"));
    Digest(bytes);
    if (stage_) EDUPLAN_RETURN_IF_ERROR(AddSheet(sheet));
  }
  return absl::OkStatus();
}

absl::Status LoadStager::Finish() {
  if (!any_) {
    return status::InvalidField("file", "LOAD_EMPTY", "neither a file nor sheets were sent",
                                "未收到文件或表单");
  }
  if (stage_ && row_.from_file) {
    EDUPLAN_RETURN_IF_ERROR(
        csv_.Finish([&](int line, const auto& cells) { return AddFileRow(line, cells); },
                    [&](int line, const absl::Status& status) {
                      Refuse(line, text::Cat("line ", line), status);
                      return absl::OkStatus();
                    }));
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(digest_.get(), digest, &size);
  row_.digest.assign(reinterpret_cast<const char*>(digest), size);
  if (!stage_) return absl::OkStatus();
  row_.progress.set_sheet_count(static_cast<int64_t>(sheets_.size()));
  return Flush();
}

absl::Status LoadStager::AddFileRow(int line, const std::vector<std::string_view>& cells) {
  const FileRow row = {.organization = cells[0],
                       .period = cells[3],
                       .indicator = cells[1],
                       .value = cells[2],
                       .unit = cells[4],
                       .note = cells[5],
                       .basis = cells[6],
                       .as_of = cells[7],
                       .evidence = cells[8]};
  EDUPLAN_RETURN_IF_ERROR(writable_.Permit(row.organization));
  absl::Status status = reader_.Read(row, line, &cell_);
  if (status.ok() && !writable_.Exists(cell_.organization)) {
    status = writable_.Check(cell_.organization, text::Cat("line ", line, ", organization"));
  }
  if (status.ok()) return Stage(cell_);
  Refuse(line, text::Cat("line ", line), status);
  return absl::OkStatus();
}

absl::Status LoadStager::AddSheet(const v1::ValueSheet& sheet) {
  EDUPLAN_RETURN_IF_ERROR(writable_.Permit(sheet.organization()));
  const std::string name = sheet.organization().rfind(kCollection, 0) == 0
                               ? sheet.organization()
                               : text::Cat(kCollection, sheet.organization());
  const auto organization = api::ParseId(name, "organizations", "organization");
  const auto period =
      calendar::Period::Parse(sheet.period().empty() ? row_.settings.period() : sheet.period());
  absl::Status known = organization.status();
  known.Update(period.status());
  if (known.ok()) known = writable_.Check(*organization, "organization");
  CellWrite prototype;
  if (known.ok()) {
    prototype.organization = *organization;
    prototype.period = period->text();
  }
  std::vector<CellWrite> cells;
  for (const v1::ValueInput& input : sheet.values()) {
    prototype.row = next_value_++;
    const std::string place = text::Cat("values[", prototype.row, "]");
    cells.clear();
    const absl::Status read =
        known.ok() ? AppendCells(catalogue_, input, place, prototype, &cells, kind_) : known;
    if (!read.ok()) Refuse(prototype.row, place, read);
    for (const CellWrite& cell : cells) EDUPLAN_RETURN_IF_ERROR(Stage(cell));
  }
  return absl::OkStatus();
}

void LoadStager::Refuse(int line, std::string_view place, const absl::Status& status) {
  row_.progress.set_error_count(row_.progress.error_count() + 1);
  if (row_.progress.errors_size() < kMostListed) {
    *row_.progress.add_errors() = RowErrorOf(line, place, status);
  }
}

std::string* LoadStager::SheetOf(const CellWrite& cell) {
  if (last_ != nullptr && last_key_.first == cell.organization && last_key_.second == cell.period) {
    return last_;
  }
  last_key_ = {cell.organization, cell.period};
  const int64_t number = sheets_.try_emplace(last_key_, sheets_.size()).first->second;
  const auto [place, added] = places_.try_emplace(number, chunk_.size());
  if (added) {
    chunk_.push_back({.sheet = number, .packed = {}});
    BeginSheet(cell.organization, cell.period, &chunk_.back().packed);
  }
  return &chunk_[place->second].packed;
}

absl::Status LoadStager::Stage(const CellWrite& cell) {
  // Once a row is wrong nothing will be written.
  if (row_.progress.error_count() > 0) return absl::OkStatus();
  last_ = SheetOf(cell);
  PackCell(cell, catalogue_.definitions()[cell.indicator].code, last_);
  row_.progress.set_row_count(row_.progress.row_count() + 1);
  if (++chunk_rows_ < kChunkRows) return absl::OkStatus();
  return Flush();
}

absl::Status LoadStager::Flush() {
  std::sort(chunk_.begin(), chunk_.end(),
            [](const StagedRows& a, const StagedRows& b) { return a.sheet < b.sheet; });
  row_.update_time = StoredNow();
  EDUPLAN_RETURN_IF_ERROR(database_.Write([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(UpdateLoad(transaction, row_, 0));
    return StageRows(transaction, row_.load, next_chunk_, chunk_);
  }));
  ++next_chunk_;
  chunk_.clear();
  places_.clear();
  last_ = nullptr;
  chunk_rows_ = 0;
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
