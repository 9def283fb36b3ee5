#include "services/indicators/values/workbook.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/indicators/catalogue/set_store.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/values/value_writer.h"
#include "services/indicators/values/values.h"
#include "services/indicators/values/workbook_build.h"
#include "services/indicators/values/workbook_form.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/xlsx_file.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

// The name on the last day of the period; the id of one that is unknown.
std::string NameOn(const tree::Forest& forest, const std::string& organization,
                   const Period& period) {
  const tree::Forest::Index index = forest.Find(organization);
  if (index == tree::Forest::kNone) return organization;
  return std::string(forest.At(index, tree::ToDay(period.end() - 1)).name);
}

absl::StatusOr<PeriodValues> Read(sql::Transaction& transaction, const std::string& organization,
                                  const std::optional<Period>& period,
                                  v1::ValueKind kind = v1::VALUE_KIND_FILED) {
  if (!period) return PeriodValues();
  EDUPLAN_ASSIGN_OR_RETURN(
      std::vector<ValueRow> rows,
      ReadValues(transaction, period->text(), {&organization, 1}, kCurrent, kind));
  return PeriodValues(*period, std::move(rows));
}

// What the comparison needs; targets are for people who look at the form.
absl::StatusOr<WorkbookValues> ReadFigures(sql::Transaction& transaction,
                                           const std::string& organization, const Period& period) {
  WorkbookValues values;
  EDUPLAN_ASSIGN_OR_RETURN(values.now, Read(transaction, organization, period));
  EDUPLAN_ASSIGN_OR_RETURN(values.previous, Read(transaction, organization, period.Before()));
  EDUPLAN_ASSIGN_OR_RETURN(values.last_year, Read(transaction, organization, period.YearEarlier()));
  return values;
}

status::Error Mismatch(std::string_view what, std::string_view in_workbook,
                       std::string_view current) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "WORKBOOK_MISMATCH")
      .Field("file", text::Cat("of another ", what))
      .With("what", what)
      .With(text::Cat("workbook_", what), in_workbook)
      .With(text::Cat("current_", what), current);
}

absl::Status CheckOrganization(const WorkbookManifest& manifest, const std::string& organization,
                               const tree::Forest& forest, const Period& period) {
  if (manifest.organization == organization) return absl::OkStatus();
  const std::string theirs = NameOn(forest, manifest.organization, period);
  const std::string own = NameOn(forest, organization, period);
  return Mismatch("organization", text::Cat("organizations/", manifest.organization),
                  text::Cat("organizations/", organization))
      .Message(text::Cat("the workbook is that of ", theirs, " (", manifest.organization,
                         "), not of ", own, " (", organization, ")"),
               text::Cat("工作簿属于“", theirs, "”（", manifest.organization, "），不是“", own,
                         "”（", organization, "）"));
}

absl::Status CheckSet(const WorkbookManifest& manifest, const v1::IndicatorSet& set) {
  if (manifest.set_version == set.version()) return absl::OkStatus();
  const std::string theirs = text::Cat("v", manifest.set_version);
  const std::string current = text::Cat("v", set.version());
  return Mismatch("set_version", theirs, current)
      .Message(text::Cat("the workbook is of ", theirs, " of \"", set.display_name(),
                         "\", which now is ", current, "; download it anew"),
               text::Cat("工作簿所依据的“", set.display_name(), "”是 ", theirs, "，现行为 ",
                         current, "，请重新下载"))
      .With("set", set.name());
}

}  // namespace

absl::StatusOr<google::api::HttpBody> Workbooks::Download(
    const server::Call& call, const v1::DownloadWorkbookRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string set_id,
                           api::ParseId(request.indicator_set(), "indicatorSets", "indicator_set"));
  WorkbookForm form;
  const auto read = [&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(v1::IndicatorSet set, ReadSet(transaction, set_id));
    EDUPLAN_RETURN_IF_ERROR(RequireValid(set));
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(transaction));
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(transaction));
    EDUPLAN_ASSIGN_OR_RETURN(const SetView view, ViewSet(std::move(set), *catalogue));
    EDUPLAN_ASSIGN_OR_RETURN(WorkbookValues values, ReadFigures(transaction, organization, period));
    EDUPLAN_ASSIGN_OR_RETURN(values.targets,
                             Read(transaction, organization, period, v1::VALUE_KIND_TARGET));
    EDUPLAN_ASSIGN_OR_RETURN(values.yearly_targets, Read(transaction, organization, period.Whole(),
                                                         v1::VALUE_KIND_TARGET));
    form = BuildForm(view, *catalogue, period, organization, NameOn(*forest, organization, period),
                     values);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(read));
  google::api::HttpBody body;
  EDUPLAN_ASSIGN_OR_RETURN(*body.mutable_data(), WriteForm(form));
  body.set_content_type(api::kXlsxContentType);
  return body;
}

absl::StatusOr<v1::UploadWorkbookResponse> Workbooks::Upload(
    const server::Call& call, const v1::UploadWorkbookRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(CheckMayWrite(access_, call, v1::VALUE_KIND_FILED, organization));
  EDUPLAN_RETURN_IF_ERROR(CheckReason(v1::VALUE_KIND_FILED, request.reason()));
  EDUPLAN_ASSIGN_OR_RETURN(const FilledWorkbook workbook, ReadFilled(request.file().data()));
  v1::UploadWorkbookResponse response;
  v1::UploadWorkbookResponse unwritten;
  bool blocked = false;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    blocked = false;
    response.Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const bool written,
                             UploadIn(change, request, workbook, organization, &response));
    if (written) return absl::OkStatus();
    blocked = true;
    unwritten = response;
    return absl::CancelledError();
  };
  const absl::Status status =
      changes_.Write(server::WriteOf(call, request), &response, body).status();
  if (blocked && absl::IsCancelled(status)) return unwritten;
  EDUPLAN_RETURN_IF_ERROR(status);
  return response;
}

absl::StatusOr<bool> Workbooks::UploadIn(change_log::Change& change,
                                         const v1::UploadWorkbookRequest& request,
                                         const FilledWorkbook& workbook,
                                         const std::string& organization,
                                         v1::UploadWorkbookResponse* response) {
  const WorkbookManifest& manifest = workbook.manifest;
  EDUPLAN_ASSIGN_OR_RETURN(const WriteMoment moment,
                           ReadMoment(change.sql(), catalogue_, replica_));
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(manifest.period, "file"));
  EDUPLAN_RETURN_IF_ERROR(CheckOrganization(manifest, organization, *moment.forest, period));
  EDUPLAN_ASSIGN_OR_RETURN(const v1::IndicatorSet set, ReadSet(change.sql(), manifest.set));
  EDUPLAN_RETURN_IF_ERROR(CheckSet(manifest, set));
  EDUPLAN_ASSIGN_OR_RETURN(const WorkbookValues values,
                           ReadFigures(change.sql(), organization, period));
  std::set<std::string> confirmed;
  for (const std::string& cell : request.confirmed_cells()) {
    confirmed.insert(absl::AsciiStrToUpper(cell));
  }
  EDUPLAN_ASSIGN_OR_RETURN(const ComparedWorkbook compared,
                           CompareWorkbook(workbook, *moment.catalogue, period, values, confirmed));
  response->mutable_differences()->Assign(compared.differences.begin(), compared.differences.end());
  response->set_unchanged_count(compared.unchanged);
  if (compared.blocked || compared.writes.empty()) return false;
  EDUPLAN_RETURN_IF_ERROR(WriteCells(change, *moment.catalogue, *moment.forest, compared.writes,
                                     {.reason = request.reason()})
                              .status());
  std::set<std::string> changed;
  for (const CellWrite& cell : compared.writes) {
    changed.insert(moment.catalogue->definitions()[cell.indicator].code);
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const std::vector<v1::CheckFinding> findings,
      CheckValues(change.sql(), *moment.catalogue, *moment.forest, organization, period, changed));
  response->mutable_findings()->Assign(findings.begin(), findings.end());
  if (!request.validate_only()) {
    response->set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
  }
  return true;
}

}  // namespace eduplan::indicators
