#include "services/indicators/checks/checks.h"

#include <algorithm>
#include <utility>

#include "services/indicators/catalogue/set_store.h"
#include "services/indicators/checks/check_run.h"
#include "services/indicators/checks/confirmations.h"
#include "services/indicators/values/value_input.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using Findings = std::vector<v1::CheckFinding>;

constexpr int kMostTyped = 5000;
constexpr int kMostConfirmed = 1000;
constexpr size_t kLongestReason = 6000;  // bytes: 2,000 characters

absl::StatusOr<Findings> RunChecks(sql::Transaction& transaction, const CheckScope& scope) {
  EDUPLAN_ASSIGN_OR_RETURN(Findings findings, CheckRun(scope).Run(transaction));
  EDUPLAN_RETURN_IF_ERROR(
      AddConfirmations(transaction, scope.organization, scope.period.text(), &findings));
  return findings;
}

v1::CheckValuesResponse ResponseOf(const Findings& findings) {
  v1::CheckValuesResponse response;
  for (const v1::CheckFinding& finding : findings) {
    *response.add_findings() = finding;
    const bool error = finding.severity() == v1::CheckFinding::SEVERITY_ERROR;
    if (error) response.set_error_count(response.error_count() + 1);
    if (!error && !finding.has_confirmation()) {
      response.set_open_warning_count(response.open_warning_count() + 1);
    }
  }
  return response;
}

absl::StatusOr<std::vector<CellWrite>> TypedCells(const Catalogue& catalogue,
                                                  const v1::CheckValuesRequest& request,
                                                  const std::string& organization,
                                                  const Period& period) {
  std::vector<CellWrite> cells;
  for (int i = 0; i < request.values_size(); ++i) {
    CellWrite prototype;
    prototype.row = i;
    prototype.organization = organization;
    prototype.period = period.text();
    EDUPLAN_RETURN_IF_ERROR(AppendCells(catalogue, request.values(i), text::Cat("values[", i, "]"),
                                        std::move(prototype), &cells));
  }
  return cells;
}

absl::Status CheckRequest(const v1::ConfirmFindingsRequest& request) {
  if (request.fingerprints().empty() || request.fingerprints_size() > kMostConfirmed) {
    return status::InvalidField("fingerprints", "INVALID_FINGERPRINTS",
                                "1 to 1,000 fingerprints are required", "须指定1至1000条核查结果");
  }
  if (request.reason().empty() || request.reason().size() > kLongestReason) {
    return status::InvalidField("reason", "INVALID_REASON",
                                "a reason of 1 to 2,000 characters is required",
                                "确认理由必填，不超过2000字");
  }
  return absl::OkStatus();
}

// The findings that the fingerprints name, each a WARNING.
absl::StatusOr<std::vector<const v1::CheckFinding*>> Confirmable(
    const v1::ConfirmFindingsRequest& request, const Findings& findings) {
  std::vector<const v1::CheckFinding*> named;
  for (int i = 0; i < request.fingerprints_size(); ++i) {
    const std::string& fingerprint = request.fingerprints(i);
    const std::string field = text::Cat("fingerprints[", i, "]");
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const auto& finding) {
      return finding.fingerprint() == fingerprint;
    });
    if (found == findings.end()) {
      const std::string shown = fingerprint.substr(0, 64);
      return status::Error(absl::StatusCode::kNotFound, "FINDING_NOT_FOUND")
          .Message(text::Cat("there is no finding ", shown, " now: the figures have changed"),
                   text::Cat("当前没有核查结果", shown, "：数据已变化，请重新核查"))
          .Field(field, "no such finding")
          .With("fingerprint", shown)
          .Build();
    }
    if (found->severity() == v1::CheckFinding::SEVERITY_ERROR) {
      return status::Error(absl::StatusCode::kFailedPrecondition, "NOT_CONFIRMABLE")
          .Message(text::Cat("an ERROR cannot be confirmed, only corrected: ", found->message()),
                   text::Cat("错误不能确认，只能更正：", found->message_zh()))
          .Field(field, "an ERROR")
          .With("fingerprint", fingerprint)
          .With("indicator", found->indicator())
          .Build();
    }
    named.push_back(&*found);
  }
  return named;
}

}  // namespace

absl::StatusOr<Findings> CheckValues(sql::Transaction& transaction, const Catalogue& catalogue,
                                     const tree::Forest& forest, const std::string& organization,
                                     const Period& period, const std::set<std::string>& changed,
                                     std::string_view set) {
  CheckScope scope = {.catalogue = catalogue,
                      .forest = forest,
                      .organization = organization,
                      .period = period,
                      .changed = changed};
  v1::IndicatorSet asked;
  if (!set.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(asked, ReadSet(transaction, set));
    scope.set = &asked;
  }
  return RunChecks(transaction, scope);
}

absl::StatusOr<v1::CheckValuesResponse> Checks::Check(const server::Call& call,
                                                      const v1::CheckValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  if (request.values_size() > kMostTyped) {
    return status::InvalidField("values", "TOO_MANY_VALUES", "at most 5,000 values are checked",
                                "一次核查不超过5000个数据");
  }
  std::string set;
  if (!request.indicator_set().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(
        set, api::ParseId(request.indicator_set(), "indicatorSets", "indicator_set"));
  }
  Findings findings;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(transaction));
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(transaction));
    CheckScope scope = {
        .catalogue = *catalogue, .forest = *forest, .organization = organization, .period = period};
    v1::IndicatorSet asked;
    if (!set.empty()) {
      EDUPLAN_ASSIGN_OR_RETURN(asked, ReadSet(transaction, set));
      scope.set = &asked;
    }
    EDUPLAN_ASSIGN_OR_RETURN(scope.typed, TypedCells(*catalogue, request, organization, period));
    EDUPLAN_ASSIGN_OR_RETURN(findings, RunChecks(transaction, scope));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return ResponseOf(findings);
}

absl::StatusOr<v1::CheckValuesResponse> Checks::Confirm(const server::Call& call,
                                                        const v1::ConfirmFindingsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  // Who may file may say that it is right as it is.
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kSubmit, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_RETURN_IF_ERROR(CheckRequest(request));
  v1::CheckValuesResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(change.sql()));
    const CheckScope scope = {
        .catalogue = *catalogue, .forest = *forest, .organization = organization, .period = period};
    EDUPLAN_ASSIGN_OR_RETURN(Findings findings, CheckRun(scope).Run(change.sql()));
    EDUPLAN_ASSIGN_OR_RETURN(const auto named, Confirmable(request, findings));
    EDUPLAN_RETURN_IF_ERROR(
        StoreConfirmations(change, organization, period.text(), named, request.reason()));
    EDUPLAN_RETURN_IF_ERROR(AddConfirmations(change.sql(), organization, period.text(), &findings));
    response = ResponseOf(findings);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::indicators
