#include "services/indicators/catalogue/definitions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/indicators/catalogue/definition_csv.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kUpdatable[] = {
    "display_name", "unit",      "decimals",        "temporal_kind",
    "aggregation",  "numerator", "denominator",     "factor",
    "direction",    "rule",      "disclosure",      "assessable",
    "entry_level",  "ordinal",   "reference_point", "accumulates_from"};
constexpr std::string_view kFilterable[] = {"aggregation", "temporal_kind", "disclosure", "unit",
                                            "display_name"};

// Definitions belong to no organization: whoever may act does so as above all.
absl::Status Authorize(const server::Call& call, auth::Action action) {
  return auth::Authorize(call.principal, action, auth::Relation::kAncestor);
}

int64_t SequenceOf(const v1::Indicator& proto) {
  int64_t sequence = 0;
  for (const char c : proto.etag()) {
    if (c >= '0' && c <= '9') sequence = sequence * 10 + (c - '0');
  }
  return sequence;
}

// The same definition, whoever wrote it and when.
bool SameContent(v1::Indicator a, v1::Indicator b) {
  for (v1::Indicator* proto : {&a, &b}) {
    proto->clear_etag();
    proto->clear_create_time();
    proto->clear_update_time();
  }
  return a.SerializeAsString() == b.SerializeAsString();
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

absl::StatusOr<std::vector<Definition>> ReadBatch(const v1::BatchImportIndicatorsRequest& request) {
  if (request.has_file()) return ParseDefinitionCsv(request.file().data());
  std::vector<Definition> definitions;
  for (int i = 0; i < request.indicators_size(); ++i) {
    EDUPLAN_ASSIGN_OR_RETURN(
        Definition definition,
        MakeDefinition(request.indicators(i), text::Cat("indicators[", i, "].")));
    definitions.push_back(std::move(definition));
  }
  return definitions;
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

absl::Status Definitions::Put(change_log::Change& change, std::vector<Definition>* definitions) {
  for (Definition& definition : *definitions) {
    v1::Indicator& proto = definition.proto;
    proto.set_etag(api::MakeEtag(change.sequence()));
    *proto.mutable_update_time() = api::ToProto(change.time());
    if (!proto.has_create_time()) *proto.mutable_create_time() = proto.update_time();
    EDUPLAN_RETURN_IF_ERROR(change.Audit("indicator.define", proto.name(), "{}"));
    EDUPLAN_RETURN_IF_ERROR(
        change.Emit("eduplan.indicator.indicator.defined", proto.name(), "", "{}"));
  }
  return catalogue_.Replace(change, *definitions);
}

absl::StatusOr<v1::Indicator> Definitions::Create(const server::Call& call,
                                                  const v1::CreateIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  EDUPLAN_ASSIGN_OR_RETURN(const Definition definition,
                           MakeDefinition(request.indicator(), "indicator."));
  v1::Indicator response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    if (catalogue->Find(definition.code) != nullptr)
      return status::AlreadyExists(definition.proto.name());
    std::vector<Definition> definitions = {definition};
    if (definitions[0].proto.ordinal() == 0) {
      definitions[0].proto.set_ordinal(static_cast<int32_t>(catalogue->definitions().size()) + 1);
    }
    EDUPLAN_RETURN_IF_ERROR(Put(change, &definitions));
    response = definitions[0].proto;
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::Indicator> Definitions::Get(const server::Call& call,
                                               const v1::GetIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string code, api::ParseId(request.name(), "indicators"));
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  const Definition* definition = catalogue->Find(code);
  if (definition == nullptr) return status::NotFound(request.name());
  return definition->proto;
}

absl::StatusOr<v1::ListIndicatorsResponse> Definitions::List(
    const server::Call& call, const v1::ListIndicatorsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kFilterable));
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  v1::ListIndicatorsResponse response;
  const auto& definitions = catalogue->definitions();
  // A definition is never removed, so the last code shown still tells where to go on.
  size_t next = 0;
  if (!page.last_key.empty()) next = static_cast<size_t>(catalogue->IndexOf(page.last_key) + 1);
  for (; next < definitions.size(); ++next) {
    const Definition& definition = definitions[next];
    if (!std::all_of(terms.begin(), terms.end(),
                     [&](const api::Term& term) { return Matches(definition.proto, term); })) {
      continue;
    }
    if (response.indicators_size() == page.size) {
      response.set_next_page_token(api::NextPageToken(
          request, std::string(CodeOf(response.indicators(page.size - 1).name())), page.sequence));
      break;
    }
    *response.add_indicators() = definition.proto;
  }
  return response;
}

absl::StatusOr<v1::Indicator> Definitions::Update(const server::Call& call,
                                                  const v1::UpdateIndicatorRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string code, api::ParseId(request.indicator().name(),
                                                                "indicators", "indicator.name"));
  v1::Indicator response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    const Definition* old = catalogue->Find(code);
    if (old == nullptr) return status::NotFound(request.indicator().name());
    EDUPLAN_RETURN_IF_ERROR(
        api::CheckEtag(request.indicator().etag(), SequenceOf(old->proto), old->proto.name()));
    v1::Indicator changed = old->proto;
    EDUPLAN_RETURN_IF_ERROR(
        api::ApplyMask(request.update_mask(), kUpdatable, request.indicator(), &changed));
    EDUPLAN_ASSIGN_OR_RETURN(Definition definition,
                             MakeDefinition(std::move(changed), "indicator."));
    std::vector<Definition> definitions = {std::move(definition)};
    EDUPLAN_RETURN_IF_ERROR(Put(change, &definitions));
    response = definitions[0].proto;
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::BatchImportIndicatorsResponse> Definitions::BatchImport(
    const server::Call& call, const v1::BatchImportIndicatorsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Definition> batch, ReadBatch(request));
  std::set<std::string_view> codes;
  for (const Definition& definition : batch) {
    if (codes.insert(definition.code).second) continue;
    return status::InvalidField("code", "DUPLICATE_CODE",
                                text::Cat(definition.code, " stands twice"),
                                text::Cat(definition.code, "重复"));
  }
  v1::BatchImportIndicatorsResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
    std::vector<Definition> changed;
    for (Definition definition : batch) {
      const Definition* old = catalogue->Find(definition.code);
      if (old == nullptr) {
        response.set_created_count(response.created_count() + 1);
      } else if (SameContent(old->proto, definition.proto)) {
        response.set_unchanged_count(response.unchanged_count() + 1);
        continue;
      } else {
        response.set_updated_count(response.updated_count() + 1);
        *definition.proto.mutable_create_time() = old->proto.create_time();
      }
      changed.push_back(std::move(definition));
    }
    if (!changed.empty()) EDUPLAN_RETURN_IF_ERROR(Put(change, &changed));
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::indicators
