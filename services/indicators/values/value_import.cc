#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/values/values.h"
#include "services/indicators/values/writable_organizations.h"
#include "services/platform/api/csv.h"
#include "services/platform/api/xlsx.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

constexpr size_t kMostRows = 50000;
constexpr int kMostListed = 1000;

absl::StatusOr<api::Table> Parse(const google::api::HttpBody& file) {
  const std::vector<std::string> required = {"organization", "indicator", "value"};
  const std::vector<std::string> optional = {"period", "unit",  "note",
                                             "basis",  "as_of", "evidence"};
  const api::TableLimits limits = {.rows = kMostRows};
  return api::IsXlsx(file.content_type()) ? api::ParseXlsx(file.data(), required, optional, limits)
                                          : api::ParseCsv(file.data(), required, optional, limits);
}

FileRow RowOf(const api::Table& table, size_t row) {
  return {.organization = table.Cell(row, "organization"),
          .period = table.Cell(row, "period"),
          .indicator = table.Cell(row, "indicator"),
          .value = table.Cell(row, "value"),
          .unit = table.Cell(row, "unit"),
          .note = table.Cell(row, "note"),
          .basis = table.Cell(row, "basis"),
          .as_of = table.Cell(row, "as_of"),
          .evidence = table.Cell(row, "evidence")};
}

// Lists errors by line; or gives back the first, where nothing is to be written then.
class Errors {
 public:
  Errors(bool listed, v1::ImportValuesResponse* response) : listed_(listed), response_(*response) {}

  // The status unless it can be listed.
  absl::Status Add(int line, std::string_view place, const absl::Status& status) {
    if (!listed_) return status;
    errors_.push_back(RowErrorOf(line, place, status));
    return absl::OkStatus();
  }
  void Add(const std::vector<v1::RowError>& refused) {
    errors_.insert(errors_.end(), refused.begin(), refused.end());
  }
  void Finish() {
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const auto& a, const auto& b) { return a.row() < b.row(); });
    response_.set_error_count(static_cast<int32_t>(errors_.size()));
    if (errors_.size() > kMostListed) errors_.resize(kMostListed);
    response_.mutable_errors()->Assign(errors_.begin(), errors_.end());
  }

 private:
  bool listed_;
  v1::ImportValuesResponse& response_;
  std::vector<v1::RowError> errors_;
};

// The rows of a file as cells, those that cannot be one as errors.
struct Cells {
  std::vector<CellWrite> cells;
  std::set<std::string> organizations;
};

absl::StatusOr<Cells> ReadCells(const api::Table& table, const Catalogue& catalogue,
                                v1::ValueKind kind, const std::string& period,
                                WritableOrganizations* writable, Errors* errors) {
  Cells read;
  read.cells.reserve(table.rows.size());
  FileRowReader reader(catalogue, kind, period);
  using Key = std::tuple<absl::string_view, absl::string_view, int>;
  absl::flat_hash_map<Key, int> lines;  // where each value stands first
  lines.reserve(table.rows.size());
  for (size_t row = 0; row < table.rows.size(); ++row) {
    const int line = table.lines[row];
    const std::string place = text::Cat("line ", line);
    CellWrite& cell = read.cells.emplace_back();
    absl::Status status = reader.Read(RowOf(table, row), line, &cell);
    if (status.ok())
      status = writable->Check(cell.organization, text::Cat(place, ", organization"));
    if (status.ok()) {
      const Key key = {cell.organization, cell.period, cell.indicator};
      const auto [first, inserted] = lines.insert({key, line});
      if (inserted) {
        cell.place = place;
        read.organizations.insert(cell.organization);
        continue;
      }
      status = DuplicateError(catalogue.definitions()[cell.indicator].code,
                              text::Cat("line ", first->second), place);
    }
    read.cells.pop_back();
    EDUPLAN_RETURN_IF_ERROR(errors->Add(line, place, status));
  }
  return read;
}

// The checks that do not hold of each organization and period written; the first 1,000.
absl::Status AddFindings(change_log::Change& change, const WriteMoment& moment,
                         const WriteResult& result, v1::ImportValuesResponse* response) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> changed;
  for (const NewValue& value : result.written) {
    changed[{value.row.organization, value.row.period}].insert(value.row.indicator);
  }
  for (const auto& [place, codes] : changed) {
    const auto& [organization, text] = place;
    EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(text));
    EDUPLAN_ASSIGN_OR_RETURN(
        const std::vector<v1::CheckFinding> findings,
        CheckValues(change.sql(), *moment.catalogue, *moment.forest, organization, period, codes));
    for (const v1::CheckFinding& finding : findings) {
      if (response->findings_size() == kMostListed) return absl::OkStatus();
      v1::ImportFinding& added = *response->add_findings();
      added.set_organization(text::Cat("organizations/", organization));
      added.set_period(text);
      *added.mutable_finding() = finding;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ImportValuesResponse> Values::Import(const server::Call& call,
                                                        const v1::ImportValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const v1::ValueKind kind, KindOf(request.kind()));
  EDUPLAN_RETURN_IF_ERROR(CheckReason(kind, request.reason()));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Table table, Parse(request.file()));
  WritableOrganizations writable(access_, replica_, call, kind);
  for (size_t row = 0; row < table.rows.size(); ++row) {
    EDUPLAN_RETURN_IF_ERROR(writable.Permit(table.Cell(row, "organization")));
  }
  const bool listed = request.validate_only() || request.partial_success();
  v1::ImportValuesResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    Errors errors(listed, &response);
    EDUPLAN_ASSIGN_OR_RETURN(const WriteMoment moment,
                             ReadMoment(change.sql(), catalogue_, replica_));
    EDUPLAN_ASSIGN_OR_RETURN(const Cells read, ReadCells(table, *moment.catalogue, kind,
                                                         request.period(), &writable, &errors));
    EDUPLAN_ASSIGN_OR_RETURN(
        const WriteResult result,
        WriteCells(change, *moment.catalogue, *moment.forest, read.cells,
                   {.kind = kind, .reason = request.reason(), .partial = listed, .load = {}}));
    errors.Add(result.refused);
    errors.Finish();
    response.set_written_count(static_cast<int32_t>(result.written.size()));
    response.set_unchanged_count(static_cast<int32_t>(result.unchanged));
    response.set_organization_count(static_cast<int32_t>(read.organizations.size()));
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    if (kind != v1::VALUE_KIND_FILED) return absl::OkStatus();
    return AddFindings(change, moment, result, &response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::indicators
