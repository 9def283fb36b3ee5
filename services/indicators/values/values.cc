#include "services/indicators/values/values.h"

#include <set>
#include <utility>

#include "services/indicators/checks/checks.h"
#include "services/indicators/values/value_input.h"
#include "services/platform/api/csv.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

constexpr int kMostValues = 50000;

absl::StatusOr<std::vector<CellWrite>> CellsOf(const Catalogue& catalogue,
                                               const v1::BatchUpdateValuesRequest& request,
                                               const std::string& organization,
                                               const Period& period,
                                               std::vector<v1::RowError>* refused) {
  std::vector<CellWrite> cells;
  for (int i = 0; i < request.values_size(); ++i) {
    const std::string place = text::Cat("values[", i, "]");
    const CellWrite prototype = {.row = i,
                                 .place = place,
                                 .organization = organization,
                                 .period = period.text(),
                                 .entry = {},
                                 .as_of = {},
                                 .note = {},
                                 .expected_version = {}};
    const absl::Status status = AppendCells(catalogue, request.values(i), place, prototype, &cells);
    if (status.ok()) continue;
    if (!request.partial_success()) return status;
    v1::RowError& error = refused->emplace_back();
    error.set_row(i);
    error.set_field(place);
    error.set_reason(status::ReasonOf(status));
    error.set_message(std::string(status.message()));
    error.set_message_zh(status::ChineseMessageOf(status));
  }
  EDUPLAN_RETURN_IF_ERROR(CheckNoDuplicates(catalogue, cells));
  return cells;
}

}  // namespace

absl::StatusOr<v1::BatchUpdateValuesResponse> Values::BatchUpdate(
    const server::Call& call, const v1::BatchUpdateValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  if (request.values_size() > kMostValues) {
    return status::InvalidField("values", "TOO_MANY_VALUES", "a batch has at most 50,000 values",
                                "一批不超过50000个数据");
  }
  v1::BatchUpdateValuesResponse response;
  const auto body = [&](change_log::Change& change) {
    return BatchUpdateIn(change, request, organization, period, &response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::Status Values::BatchUpdateIn(change_log::Change& change,
                                   const v1::BatchUpdateValuesRequest& request,
                                   const std::string& organization, const Period& period,
                                   v1::BatchUpdateValuesResponse* response) {
  response->Clear();
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
  EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(change.sql()));
  std::vector<v1::RowError> refused;
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<CellWrite> cells,
                           CellsOf(*catalogue, request, organization, period, &refused));
  EDUPLAN_ASSIGN_OR_RETURN(
      WriteResult result,
      WriteCells(change, *catalogue, *forest, cells, request.reason(), request.partial_success()));
  std::set<std::string> changed;
  for (const CellWrite& cell : cells) {
    const std::string& code = catalogue->definitions()[cell.indicator].code;
    if (!changed.insert(code).second) continue;
    const auto found = result.current.find({organization, period.text(), code});
    if (found != result.current.end()) *response->add_values() = ToProto(found->second);
  }
  refused.insert(refused.end(), result.refused.begin(), result.refused.end());
  response->mutable_errors()->Assign(refused.begin(), refused.end());
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::vector<v1::CheckFinding> findings,
      CheckValues(change.sql(), *catalogue, *forest, organization, period, changed));
  response->mutable_findings()->Assign(findings.begin(), findings.end());
  response->set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportValuesResponse> Values::Import(const server::Call& call,
                                                        const v1::ImportValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const api::Table table,
      api::ParseCsv(request.file().data(), {"organization", "indicator", "value"},
                    {"period", "note", "basis", "as_of"}, {.rows = kMostValues}));
  std::set<std::string> organizations;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    std::string id(table.Cell(row, "organization"));
    if (id.rfind("organizations/", 0) == 0) id = id.substr(14);
    organizations.insert(std::move(id));
  }
  for (const std::string& organization : organizations) {
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, organization).status());
  }
  v1::ImportValuesResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(change.sql()));
    std::vector<CellWrite> cells;
    for (size_t row = 0; row < table.rows.size(); ++row) {
      EDUPLAN_RETURN_IF_ERROR(AppendCsvCell(*catalogue, table, row, request.period(), &cells));
    }
    EDUPLAN_RETURN_IF_ERROR(CheckNoDuplicates(*catalogue, cells));
    EDUPLAN_ASSIGN_OR_RETURN(const WriteResult result,
                             WriteCells(change, *catalogue, *forest, cells, "", false));
    response.set_written_count(static_cast<int32_t>(result.written));
    response.set_organization_count(static_cast<int32_t>(organizations.size()));
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::ListValuesResponse> Values::List(const server::Call& call,
                                                    const v1::ListValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  std::optional<std::string> period;
  if (!request.period().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const Period parsed, Period::Parse(request.period()));
    period = parsed.text();
  }
  if (page.sequence == 0) {
    change_log::Tick tick;
    if (request.has_read_time()) {
      EDUPLAN_ASSIGN_OR_RETURN(const absl::Time time,
                               api::FromProto(request.read_time(), "read_time"));
      EDUPLAN_ASSIGN_OR_RETURN(tick, changes_.AtTime(time));
    } else {
      EDUPLAN_ASSIGN_OR_RETURN(tick, changes_.Current());
    }
    page.sequence = tick.sequence;
  }
  std::vector<ValueRow> rows;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(rows, ListValues(transaction, organization, period, page.sequence,
                                                  page.last_key, page.size + 1));
        return absl::OkStatus();
      }));
  v1::ListValuesResponse response;
  for (size_t i = 0; i < rows.size() && static_cast<int>(i) < page.size; ++i) {
    *response.add_values() = ToProto(rows[i]);
  }
  if (static_cast<int>(rows.size()) > page.size) {
    const ValueRow& last = rows[page.size - 1];
    response.set_next_page_token(
        api::NextPageToken(request, text::Cat(last.period, "/", last.indicator), page.sequence));
  }
  return response;
}

absl::StatusOr<v1::ListValueVersionsResponse> Values::ListVersions(
    const server::Call& call, const v1::ListValueVersionsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  v1::ListValueVersionsResponse response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        response.Clear();
        EDUPLAN_ASSIGN_OR_RETURN(
            const std::vector<ValueRow> rows,
            ReadHistory(transaction, organization, period.text(), CodeOf(request.indicator())));
        const ValueRow* newer = nullptr;
        for (const ValueRow& row : rows) {
          v1::Value& value = *response.add_values();
          value = ToProto(row);
          if (newer != nullptr) {
            *value.mutable_superseded_time() = api::ToProto(api::FromMicros(newer->time_us));
          }
          newer = &row;
        }
        return absl::OkStatus();
      }));
  return response;
}

}  // namespace eduplan::indicators
