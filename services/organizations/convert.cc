#include "services/organizations/convert.h"

#include <algorithm>

#include "services/organizations/placements.h"
#include "services/organizations/validate.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kCollection = "organizations/";

google::type::Date DateOf(std::string_view day) {
  // The tables hold only days that were valid when they were written.
  return api::ToProto(api::ParseDate(day, "day").value_or(absl::CivilDay()));
}

template <typename Message>
void SetSpan(const Span& span, Message* message) {
  *message->mutable_from() = DateOf(span.from);
  if (span.to != kForever) {
    *message->mutable_to() = DateOf(span.to);
  }
}

// `day`, moved into the time in which the organization exists.
std::string WithinExistence(const Record& record, std::string_view day) {
  if (day < record.span.from) {
    return record.span.from;
  }
  if (day < record.span.to) {
    return std::string(day);
  }
  const absl::CivilDay end = api::ParseDate(record.span.to, "day").value_or(absl::CivilDay());
  return std::max(api::ToText(end - 1), record.span.from);
}

}  // namespace

void ToProto(const Record& record, std::string_view day, v1::Organization* organization) {
  const std::string at = WithinExistence(record, day);
  organization->set_name(NameOf(record.id));
  for (const DatedName& name : record.names) {
    if (name.span.Holds(at)) {
      organization->set_display_name(name.display_name);
    }
  }
  organization->set_level(static_cast<v1::Level>(record.level));
  organization->set_kind(static_cast<v1::OrganizationKind>(record.kind));
  for (const DatedCode& dated : record.codes) {
    v1::Code* code = organization->add_codes();
    code->set_scheme(static_cast<v1::Code::Scheme>(dated.scheme));
    code->set_code(dated.code);
    SetSpan(dated.span, code);
    if (dated.span.Holds(at)) {
      organization->set_code(dated.code);
      for (std::string& warning : WarningsOf(dated.code)) {
        organization->add_warnings(std::move(warning));
      }
    }
  }
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
  SetSpan(record.span, organization);
  organization->set_etag(api::MakeEtag(record.sequence));
  *organization->mutable_create_time() = api::ToProto(api::FromMicros(record.create_time));
  *organization->mutable_update_time() = api::ToProto(api::FromMicros(record.update_time));
}

Record NewRecord(const Draft& draft, std::string_view id, int64_t sequence, int64_t time) {
  Record record = {.id = std::string(id),
                   .level = draft.level,
                   .kind = draft.kind,
                   .span = draft.span,
                   .names = {},
                   .codes = {},
                   .placements = {},
                   .sequence = sequence,
                   .create_time = time,
                   .update_time = time};
  // What is true of it from its first day on; its end is the record's own.
  const Span always = {draft.span.from, std::string(kForever)};
  record.names.push_back({draft.display_name, always});
  if (!draft.code.empty()) {
    record.codes.push_back({SchemeOf(draft.code), draft.code, always});
  }
  if (!draft.parent.empty()) {
    record.placements.push_back({kAdministrative, draft.parent, always});
  }
  if (!draft.reporting_parent.empty()) {
    record.placements.push_back({kReporting, draft.reporting_parent, always});
  }
  return record;
}

std::string NameOf(std::string_view id) {
  return text::Cat(kCollection, id);
}

std::string_view IdOf(std::string_view name) {
  return name.starts_with(kCollection) ? name.substr(kCollection.size()) : name;
}

}  // namespace eduplan::organizations
