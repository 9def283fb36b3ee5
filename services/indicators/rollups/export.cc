#include "services/indicators/rollups/export.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/indicators/rollups/export_table.h"
#include "services/indicators/rollups/export_xlsx.h"
#include "services/platform/api/xlsx_file.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {
namespace {

constexpr size_t kPiece = size_t{1} << 20;
// Cells that are held at a time.
constexpr int kCellsAtOnce = 20000;
constexpr absl::Duration kLongestQuery = absl::Minutes(2);

enum class Format { kCsv, kXlsx, kNdjson };

absl::StatusOr<Format> FormatOf(std::string_view name) {
  if (name.empty() || name == "csv") return Format::kCsv;
  if (name == "xlsx") return Format::kXlsx;
  if (name == "ndjson") return Format::kNdjson;
  return status::InvalidField("format", "FORMAT_UNKNOWN", "csv, xlsx or ndjson",
                              "应为 csv、xlsx 或 ndjson")
      .With("format", name.substr(0, 40))
      .Build();
}

const char* ContentTypeOf(Format format) {
  if (format == Format::kXlsx) return api::kXlsxContentType;
  return format == Format::kCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
}

// Collects what is written and hands it on in pieces.
class Pieces {
 public:
  Pieces(const char* content_type, RollupExporter::Send send) : send_(send) {
    body_.set_content_type(content_type);
  }

  // False once nobody listens any more.
  bool Write(std::string_view text) {
    while (!text.empty() && listening_) {
      std::string& data = *body_.mutable_data();
      const size_t part = std::min(kPiece - data.size(), text.size());
      data.append(text.substr(0, part));
      text.remove_prefix(part);
      if (data.size() == kPiece) Send();
    }
    return listening_;
  }
  void Finish() {
    if (listening_ && (!sent_ || !body_.data().empty())) Send();
  }

 private:
  void Send() {
    listening_ = send_(body_);
    sent_ = true;
    body_.clear_data();
  }

  RollupExporter::Send send_;
  google::api::HttpBody body_;
  bool sent_ = false;
  bool listening_ = true;
};

// Writes the rollups of one export in its format.
class FileWriter {
 public:
  FileWriter(Format format, RollupExporter::Send send)
      : format_(format), pieces_(ContentTypeOf(format), send) {}

  absl::Status Begin() {
    if (format_ == Format::kCsv) pieces_.Write(ExportCsvHeader());
    if (format_ != Format::kXlsx) return absl::OkStatus();
    EDUPLAN_ASSIGN_OR_RETURN(RollupWorkbook workbook, RollupWorkbook::Make());
    workbook_.emplace(std::move(workbook));
    return absl::OkStatus();
  }

  // False once nobody listens any more.
  absl::StatusOr<bool> Write(const v1::QueryRollupsResponse& answer) {
    for (const v1::Rollup& rollup : answer.rollups()) {
      if (workbook_) {
        EDUPLAN_RETURN_IF_ERROR(workbook_->Add(rollup));
        continue;
      }
      for (const v1::RollupCell& cell : rollup.cells()) {
        std::string row;
        if (format_ == Format::kCsv) {
          row = ExportCsvRow(rollup, cell);
        } else {
          EDUPLAN_ASSIGN_OR_RETURN(row, ExportJsonLine(rollup, cell));
        }
        if (!pieces_.Write(row)) return false;
      }
    }
    return true;
  }

  absl::Status Finish() {
    if (workbook_) {
      EDUPLAN_ASSIGN_OR_RETURN(const std::string bytes, workbook_->Finish());
      pieces_.Write(bytes);
    }
    pieces_.Finish();
    return absl::OkStatus();
  }

 private:
  Format format_;
  Pieces pieces_;
  std::optional<RollupWorkbook> workbook_;
};

// Asks for a table a few organizations at a time.
class Parts {
 public:
  explicit Parts(const v1::QueryRollupsRequest& whole) : whole_(whole), part_(whole) {
    all_at_once_ = !whole.children_of().empty() || whole.organizations_size() <= 1;
  }

  bool Done() const { return done_; }

  const v1::QueryRollupsRequest& Next() {
    if (all_at_once_) {
      done_ = true;
      return whole_;
    }
    part_.clear_organizations();
    const int end = std::min(next_ + at_once_, whole_.organizations_size());
    for (; next_ < end; ++next_) part_.add_organizations(whole_.organizations(next_));
    done_ = next_ == whole_.organizations_size();
    return part_;
  }

  // Takes the moment and the size of what comes next from the first answer.
  void Note(const v1::QueryRollupsResponse& answer) {
    if (all_at_once_ || noted_ || answer.rollups().empty()) return;
    noted_ = true;
    *part_.mutable_read_time() = answer.as_of().time();
    part_.clear_consistency_token();
    part_.clear_max_staleness();
    int cells = 0;
    for (const v1::Rollup& rollup : answer.rollups()) cells += rollup.cells_size();
    at_once_ = std::clamp(kCellsAtOnce / std::max(cells, 1), 1, 500);
  }

 private:
  const v1::QueryRollupsRequest& whole_;
  v1::QueryRollupsRequest part_;
  bool all_at_once_ = false;
  bool done_ = false;
  bool noted_ = false;
  int next_ = 0;
  int at_once_ = 1;
};

}  // namespace

absl::Status RollupExporter::Export(const server::Call& call,
                                    const v1::ExportRollupsRequest& request, Send send) {
  EDUPLAN_ASSIGN_OR_RETURN(const Format format, FormatOf(request.format()));
  server::Call bounded = call;
  FileWriter writer(format, send);
  EDUPLAN_RETURN_IF_ERROR(writer.Begin());
  Parts parts(request.query());
  while (!parts.Done()) {
    // A stream may stay open for ever, a query not: it may wait for a tree or a database.
    bounded.deadline = std::min(call.deadline, absl::Now() + kLongestQuery);
    EDUPLAN_ASSIGN_OR_RETURN(const v1::QueryRollupsResponse answer, query_(bounded, parts.Next()));
    parts.Note(answer);
    EDUPLAN_ASSIGN_OR_RETURN(const bool listening, writer.Write(answer));
    if (!listening) return absl::OkStatus();
  }
  return writer.Finish();
}

}  // namespace eduplan::indicators
