#include "services/organizations/model/convert.h"

#include <utility>

#include "services/organizations/model/facts.h"
#include "services/organizations/model/validate.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kCollection = "organizations/";

template <typename Message>
void SetSpan(const Span& span, Message* message) {
  *message->mutable_from() = DateOf(span.from);
  if (span.to != kForever) {
    *message->mutable_to() = DateOf(span.to);
  }
}

v1::Organization::State StateOn(const Record& record, std::string_view day) {
  if (record.ExistsOn(day)) {
    return v1::Organization::STATE_ACTIVE;
  }
  return day < record.Life().from ? v1::Organization::STATE_PLANNED
                                  : v1::Organization::STATE_CLOSED;
}

void NamesToProto(const Record& record, std::string_view at, v1::Organization* organization) {
  for (const DatedName& dated : record.names) {
    v1::DatedName* name = organization->add_names();
    name->set_display_name(dated.display_name);
    name->set_type(static_cast<v1::DatedName::Type>(dated.type));
    SetSpan(dated.span, name);
    if (!dated.span.Holds(at)) {
      continue;
    }
    if (dated.type == kAlias) {
      organization->add_aliases(dated.display_name);
    } else {
      organization->set_display_name(dated.display_name);
    }
  }
}

void CodesToProto(const Record& record, std::string_view at, v1::Organization* organization) {
  // Of several codes the one that says where it stands is its code: the least scheme.
  int shown = 0;
  for (const DatedCode& dated : record.codes) {
    v1::Code* code = organization->add_codes();
    code->set_scheme(static_cast<v1::Code::Scheme>(dated.scheme));
    code->set_code(dated.code);
    SetSpan(dated.span, code);
    if (!dated.span.Holds(at)) {
      continue;
    }
    if (shown == 0 || dated.scheme < shown) {
      shown = dated.scheme;
      organization->set_code(dated.code);
    }
    for (std::string& warning : WarningsOf(dated.code)) {
      organization->add_warnings(std::move(warning));
    }
  }
}

}  // namespace

google::type::Date DateOf(std::string_view day) {
  // The tables hold only days that were valid when they were written.
  return api::ToProto(api::ParseDate(day, "day").value_or(absl::CivilDay()));
}

void ToProto(const Record& record, std::string_view day, v1::Organization* organization) {
  const std::string at = WithinExistence(record, day);
  organization->set_name(NameOf(record.id));
  NamesToProto(record, at, organization);
  for (const Standing& stood : record.standings) {
    v1::Standing* standing = organization->add_standings();
    standing->set_level(static_cast<v1::Level>(stood.level));
    standing->set_kind(static_cast<v1::OrganizationKind>(stood.kind));
    SetSpan(stood.span, standing);
    if (stood.span.Holds(at)) {
      organization->set_level(standing->level());
      organization->set_kind(standing->kind());
    }
  }
  CodesToProto(record, at, organization);
  for (const Placement& placed : record.placements) {
    v1::Placement* placement = organization->add_placements();
    placement->set_parent(NameOf(placed.parent));
    placement->set_relation(static_cast<v1::Placement::Relation>(placed.relation));
    SetSpan(placed.span, placement);
    if (placed.span.Holds(at)) {
      (placed.relation == kReporting ? organization->mutable_reporting_parent()
                                     : organization->mutable_parent())
          ->assign(NameOf(placed.parent));
    }
  }
  SetSpan(record.Life(), organization);
  organization->set_state(StateOn(record, day));
  organization->set_etag(api::MakeEtag(record.sequence));
  *organization->mutable_create_time() = api::ToProto(api::FromMicros(record.create_time));
  *organization->mutable_update_time() = api::ToProto(api::FromMicros(record.update_time));
}

Record NewRecord(const Draft& draft, std::string_view id, int64_t sequence, int64_t time) {
  Record record;
  record.id = std::string(id);
  record.sequence = sequence;
  record.create_time = time;
  record.update_time = time;
  record.standings.push_back({draft.level, draft.kind, draft.span});
  // What is true of it from its first day on; its end is the standing's own.
  const Span always = {draft.span.from, std::string(kForever)};
  record.names.push_back({draft.display_name, kOfficial, always});
  for (const std::string& alias : draft.aliases) {
    record.names.push_back({alias, kAlias, always});
  }
  if (!draft.code.empty()) {
    record.codes.push_back({SchemeOf(draft.code), draft.code, always});
  }
  for (const std::string& code : draft.other_codes) {
    record.codes.push_back({SchemeOf(code), code, always});
  }
  if (!draft.parent.empty()) {
    record.placements.push_back({kAdministrative, draft.parent, always});
  }
  if (!draft.reporting_parent.empty()) {
    record.placements.push_back({kReporting, draft.reporting_parent, always});
  }
  Normalize(&record);
  return record;
}

std::string NameOf(std::string_view id) {
  return text::Cat(kCollection, id);
}

std::string_view IdOf(std::string_view name) {
  return name.starts_with(kCollection) ? name.substr(kCollection.size()) : name;
}

}  // namespace eduplan::organizations
