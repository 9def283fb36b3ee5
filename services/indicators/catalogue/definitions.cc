#include "services/indicators/catalogue/definitions.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/indicators/catalogue/definition_changes.h"
#include "services/indicators/catalogue/definition_files.h"
#include "services/indicators/catalogue/definition_rows.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/auth/permission.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kFilterable[] = {"aggregation", "temporal_kind", "disclosure", "unit",
                                            "display_name"};

// Definitions belong to no organization: whoever may act does so as above all.
absl::Status Authorize(const server::Call& call, auth::Action action) {
  return auth::Authorize(call.principal, action, auth::Relation::kAncestor);
}

bool Matches(const v1::Indicator& proto, const api::Term& term) {
  std::string value;
  if (term.field == "aggregation") value = v1::Aggregation_Name(proto.aggregation());
  if (term.field == "temporal_kind") value = v1::TemporalKind_Name(proto.temporal_kind());
  if (term.field == "disclosure") value = v1::Disclosure_Name(proto.disclosure());
  if (term.field == "unit") value = proto.unit();
  if (term.field == "display_name") value = proto.display_name();
  if (term.op == api::Term::Op::kHas) return value.find(term.literal) != std::string::npos;
  const bool equal = value == term.literal || value.ends_with("_" + term.literal);
  return equal == (term.op != api::Term::Op::kNotEqual);
}

// The editions asked for: those that define `period`, the latest if it is empty.
class EditionChoice {
 public:
  static absl::StatusOr<EditionChoice> Make(const std::string& period) {
    EditionChoice choice;
    if (!period.empty()) {
      EDUPLAN_ASSIGN_OR_RETURN(choice.period_, calendar::Period::Parse(period));
    }
    return choice;
  }
  // Null if the first edition begins later.
  const Definition* Of(const Catalogue& catalogue, int index) const {
    return period_ ? catalogue.At(index, *period_) : &catalogue.definitions()[index];
  }

 private:
  std::optional<calendar::Period> period_;
};

// What is wrong between definitions as the fault of one of them.
absl::Status CheckReferences(const Catalogue& after, const Definition& changed) {
  for (const ReferenceProblem& found : after.ReferenceProblems()) {
    const bool own = found.definition->code == changed.code &&
                     found.definition->effective_from == changed.effective_from;
    return status::InvalidField(text::Cat(own ? "indicator" : found.definition->proto.name(), ".",
                                          found.problem.field),
                                found.problem.reason, found.problem.english, found.problem.chinese)
        .With("indicator", found.definition->code)
        .With(found.problem.reason == "FORMULA_CYCLE" ? "cycle" : "refers_to", found.refers_to);
  }
  return absl::OkStatus();
}

// The catalogue with the rows that are not wrong.
Catalogue WithGoodRows(const Catalogue& catalogue, const DefinitionBatch& batch) {
  std::set<const DefinitionRow*> wrong;
  for (const RowProblem& problem : batch.problems) wrong.insert(problem.row);
  std::vector<Definition> good;
  for (const DefinitionRow& row : batch.rows) {
    if (!wrong.contains(&row)) good.push_back(row.definition);
  }
  return catalogue.With("", std::move(good));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalogue>> Definitions::Now() {
  std::shared_ptr<const Catalogue> catalogue;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(catalogue, catalogue_.In(transaction));
        return absl::OkStatus();
      }));
  return catalogue;
}

absl::StatusOr<v1::Indicator> Definitions::Create(const server::Call& call,
                                                  const v1::CreateIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  v1::Indicator asked = request.indicator();
  asked.clear_create_time();
  EDUPLAN_ASSIGN_OR_RETURN(const Definition definition,
                           MakeDefinition(std::move(asked), "indicator."));
  v1::Indicator response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    if (catalogue->Find(definition.code) != nullptr)
      return status::AlreadyExists(definition.proto.name());
    std::vector<Definition> editions = {definition};
    if (editions[0].proto.ordinal() == 0) {
      editions[0].proto.set_ordinal(static_cast<int32_t>(catalogue->definitions().size()) + 1);
    }
    EDUPLAN_RETURN_IF_ERROR(CheckReferences(catalogue->With("", editions), definition));
    EDUPLAN_RETURN_IF_ERROR(WriteEditions(change, catalogue_, &editions));
    response = editions[0].proto;
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::Indicator> Definitions::Get(const server::Call& call,
                                               const v1::GetIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string code, api::ParseId(request.name(), "indicators"));
  EDUPLAN_ASSIGN_OR_RETURN(const EditionChoice choice, EditionChoice::Make(request.period()));
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  const int index = catalogue->IndexOf(code);
  const Definition* edition = index < 0 ? nullptr : choice.Of(*catalogue, index);
  if (edition == nullptr) return status::NotFound(request.name());
  return edition->proto;
}

absl::StatusOr<v1::ListIndicatorsResponse> Definitions::List(
    const server::Call& call, const v1::ListIndicatorsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kFilterable));
  EDUPLAN_ASSIGN_OR_RETURN(const EditionChoice choice, EditionChoice::Make(request.period()));
  // All pages are of the catalogue that the first one was of.
  int64_t sequence = page.sequence;
  if (page.last_key.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    sequence = tick.sequence;
  }
  std::shared_ptr<const Catalogue> catalogue;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(catalogue, catalogue_.AsOf(transaction, sequence));
        return absl::OkStatus();
      }));
  v1::ListIndicatorsResponse response;
  const int size = static_cast<int>(catalogue->definitions().size());
  for (int next = page.last_key.empty() ? 0 : catalogue->IndexOf(page.last_key) + 1; next < size;
       ++next) {
    const Definition* edition = choice.Of(*catalogue, next);
    if (edition == nullptr || !std::all_of(terms.begin(), terms.end(), [&](const api::Term& term) {
          return Matches(edition->proto, term);
        })) {
      continue;
    }
    if (response.indicators_size() == page.size) {
      response.set_next_page_token(api::NextPageToken(
          request, std::string(CodeOf(response.indicators(page.size - 1).name())), sequence));
      break;
    }
    *response.add_indicators() = edition->proto;
  }
  return response;
}

absl::StatusOr<v1::Indicator> Definitions::Update(const server::Call& call,
                                                  const v1::UpdateIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  EDUPLAN_RETURN_IF_ERROR(
      api::ParseId(request.indicator().name(), "indicators", "indicator.name").status());
  v1::Indicator response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    EDUPLAN_ASSIGN_OR_RETURN(Definition edition, ChangedEdition(*catalogue, request));
    std::vector<Definition> editions = {std::move(edition)};
    const Catalogue after = catalogue->With("", editions);
    EDUPLAN_RETURN_IF_ERROR(CheckReferences(after, editions[0]));
    EDUPLAN_RETURN_IF_ERROR(CheckUnits(change.sql(), *catalogue, after, editions));
    EDUPLAN_RETURN_IF_ERROR(WriteEditions(change, catalogue_, &editions));
    response = editions[0].proto;
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::BatchImportIndicatorsResponse> Definitions::BatchImport(
    const server::Call& call, const v1::BatchImportIndicatorsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  EDUPLAN_ASSIGN_OR_RETURN(DefinitionBatch batch, ReadBatch(request));
  if (!batch.problems.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
    AddReferenceProblems(WithGoodRows(*catalogue, batch), &batch);
    return ToStatus(batch);
  }
  v1::BatchImportIndicatorsResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    batch.problems.clear();
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<Definition> changed,
                             ChangedRows(*catalogue, batch, &response));
    if (!changed.empty()) {
      const Catalogue after = catalogue->With("", changed);
      AddReferenceProblems(after, &batch);
      EDUPLAN_RETURN_IF_ERROR(ToStatus(batch));
      EDUPLAN_RETURN_IF_ERROR(CheckUnits(change.sql(), *catalogue, after, changed));
      EDUPLAN_RETURN_IF_ERROR(WriteEditions(change, catalogue_, &changed));
    }
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<google::api::HttpBody> Definitions::Export(
    const server::Call& call, const v1::ExportIndicatorsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  return WriteCatalogue(*catalogue, request.format());
}

absl::StatusOr<v1::ListIndicatorVersionsResponse> Definitions::ListVersions(
    const server::Call& call, const v1::ListIndicatorVersionsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string code, api::ParseId(request.name(), "indicators"));
  std::vector<EditionVersion> versions;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(versions, ReadEditionVersions(transaction, code));
        return absl::OkStatus();
      }));
  if (versions.empty()) return status::NotFound(request.name());
  std::map<int64_t, google::protobuf::Timestamp> times;  // of the changes, by sequence
  for (const EditionVersion& version : versions) {
    times[version.valid_from] = version.definition.update_time();
  }
  v1::ListIndicatorVersionsResponse response;
  for (EditionVersion& version : versions) {
    v1::ListIndicatorVersionsResponse::Version* shown = response.add_versions();
    *shown->mutable_indicator() = std::move(version.definition);
    const auto superseded = times.find(version.valid_to);
    if (superseded != times.end()) *shown->mutable_superseded_time() = superseded->second;
  }
  return response;
}

}  // namespace eduplan::indicators
