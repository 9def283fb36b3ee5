#include "services/indicators/values/values.h"

#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/values/value_input.h"
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
constexpr size_t kLongestReason = 6000;  // bytes: 2,000 characters

// A batch as read by one catalogue.
struct Batch {
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<CellWrite> cells;
  std::vector<v1::RowError> refused;
};

// Reads batches of one request by whichever catalogue turns out to be that of the change.
struct BatchReader {
  const v1::BatchUpdateValuesRequest& request;
  v1::ValueKind kind;
  const std::string& organization;
  const Period& period;

  absl::StatusOr<Batch> Read(std::shared_ptr<const Catalogue> catalogue) const {
    Batch batch = {.catalogue = std::move(catalogue), .cells = {}, .refused = {}};
    batch.cells.reserve(request.values_size());
    CellWrite prototype;
    prototype.organization = organization;
    prototype.period = period.text();
    for (int i = 0; i < request.values_size(); ++i) {
      const std::string place = text::Cat("values[", i, "]");
      prototype.row = i;
      const absl::Status status =
          AppendCells(*batch.catalogue, request.values(i), place, prototype, &batch.cells, kind);
      if (status.ok()) continue;
      if (!request.partial_success()) return status;
      batch.refused.push_back(RowErrorOf(i, place, status));
    }
    EDUPLAN_RETURN_IF_ERROR(CheckNoDuplicates(*batch.catalogue, batch.cells));
    return batch;
  }
};

// The values as they stand, in the order of the request, each once; returns their codes.
std::set<std::string> FillValues(const Batch& batch, WriteResult& result,
                                 v1::BatchUpdateValuesResponse* response) {
  std::set<std::string> changed;
  for (const CellWrite& cell : batch.cells) {
    if (!changed.insert(batch.catalogue->definitions()[cell.indicator].code).second) continue;
    const ValueRow* stands = result.stands->At(cell.organization, cell.period, cell.indicator);
    if (stands != nullptr) *response->add_values() = ToProto(*stands);
  }
  return changed;
}

}  // namespace

absl::StatusOr<v1::ValueKind> KindOf(v1::ValueKind kind) {
  if (kind == v1::VALUE_KIND_UNSPECIFIED) return v1::VALUE_KIND_FILED;
  if (v1::ValueKind_IsValid(kind)) return kind;
  return status::InvalidField("kind", "INVALID_KIND", "unknown kind of value", "数据类别无效")
      .Build();
}

absl::Status CheckMayWrite(tree::Access& access, const server::Call& call, v1::ValueKind kind,
                           std::string_view organization) {
  if (kind == v1::VALUE_KIND_FILED || kind == v1::VALUE_KIND_DECLARED) {
    return access.Check(call, auth::Action::kFile, organization).status();
  }
  const absl::Status reviews = access.Check(call, auth::Action::kReview, organization).status();
  if (reviews.ok() || kind != v1::VALUE_KIND_TARGET || !absl::IsPermissionDenied(reviews)) {
    return reviews;
  }
  const auto forest = access.Check(call, auth::Action::kFile, organization);
  if (!forest.ok()) return reviews;
  const tree::Day today = tree::ToDay(api::LocalDay(absl::Now()));
  const bool top = (*forest)->Parent((*forest)->Find(organization), today) == tree::Forest::kNone;
  return top ? absl::OkStatus() : reviews;
}

absl::Status CheckReason(v1::ValueKind kind, std::string_view reason) {
  if (kind == v1::VALUE_KIND_VERIFIED && reason.empty()) {
    return status::InvalidField("reason", "REASON_REQUIRED", "a verified figure needs a reason",
                                "核定数须说明理由");
  }
  if (reason.size() > kLongestReason) {
    return status::InvalidField("reason", "REASON_TOO_LONG",
                                "a reason has at most 2,000 characters", "理由不超过2000字");
  }
  return absl::OkStatus();
}

absl::StatusOr<WriteMoment> ReadMoment(sql::Transaction& transaction, CatalogueStore& catalogue,
                                       tree::Replica& replica,
                                       std::vector<sql::Statement> statements) {
  statements.insert(statements.begin(),
                    {CatalogueStore::SelectVersion(), {std::string(tree::kSelectHead), {}}});
  WriteMoment moment;
  EDUPLAN_ASSIGN_OR_RETURN(moment.answers, transaction.QueryAll(statements));
  EDUPLAN_ASSIGN_OR_RETURN(moment.catalogue, catalogue.In(transaction, moment.answers[0]));
  EDUPLAN_ASSIGN_OR_RETURN(moment.forest, replica.In(transaction, moment.answers[1]));
  moment.answers.erase(moment.answers.begin(), moment.answers.begin() + 2);
  return moment;
}

absl::StatusOr<v1::BatchUpdateValuesResponse> Values::BatchUpdate(
    const server::Call& call, const v1::BatchUpdateValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const v1::ValueKind kind, KindOf(request.kind()));
  EDUPLAN_RETURN_IF_ERROR(CheckMayWrite(access_, call, kind, organization));
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_RETURN_IF_ERROR(CheckReason(kind, request.reason()));
  if (request.values_size() > kMostValues) {
    return status::InvalidField("values", "TOO_MANY_VALUES", "a batch has at most 50,000 values",
                                "一批不超过50000个数据");
  }
  // Nearly always the catalogue of the change is the one known here, and the batch is read before
  // the transaction begins; an error may be that of a catalogue that is out of date.
  const BatchReader reader = {request, kind, organization, period};
  absl::StatusOr<Batch> batch = absl::UnknownError("not read");
  if (auto known = catalogue_.Current(); known != nullptr) batch = reader.Read(std::move(known));
  v1::BatchUpdateValuesResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    std::vector<sql::Statement> selects;
    if (batch.ok()) selects = SelectForWrite(*batch->catalogue, batch->cells, kind);
    EDUPLAN_ASSIGN_OR_RETURN(WriteMoment moment,
                             ReadMoment(change.sql(), catalogue_, replica_, std::move(selects)));
    if (!batch.ok() || batch->catalogue->version() != moment.catalogue->version()) {
      batch = reader.Read(moment.catalogue);
      EDUPLAN_RETURN_IF_ERROR(batch.status());
      EDUPLAN_ASSIGN_OR_RETURN(moment.answers, change.sql().QueryAll(SelectForWrite(
                                                   *batch->catalogue, batch->cells, kind)));
    }
    EDUPLAN_ASSIGN_OR_RETURN(WriteResult result,
                             WriteCells(change, *batch->catalogue, *moment.forest, batch->cells,
                                        {.kind = kind,
                                         .reason = request.reason(),
                                         .partial = request.partial_success(),
                                         .load = {}},
                                        moment.answers));
    const std::set<std::string> changed = FillValues(*batch, result, &response);
    response.mutable_errors()->Assign(batch->refused.begin(), batch->refused.end());
    response.mutable_errors()->Add(result.refused.begin(), result.refused.end());
    if (kind == v1::VALUE_KIND_FILED && !changed.empty()) {
      EDUPLAN_ASSIGN_OR_RETURN(const std::vector<v1::CheckFinding> findings,
                               CheckValues(change.sql(), *batch->catalogue, *moment.forest,
                                           organization, period, changed));
      response.mutable_findings()->Assign(findings.begin(), findings.end());
    }
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::indicators
