#include "services/organizations/model/correction.h"

#include <string>
#include <utility>

#include "services/organizations/model/requests.h"
#include "services/organizations/model/validate.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kMostFacts = 200;  // in one list

template <typename Message>
absl::StatusOr<Span> SpanOf(const Message& fact, const std::string& field) {
  Span span;
  if (fact.has_from()) {
    EDUPLAN_RETURN_IF_ERROR(CheckDay(fact.from(), text::Cat(field, ".from")));
    span.from = DayText(fact.from());
  }
  if (fact.has_to()) {
    EDUPLAN_RETURN_IF_ERROR(CheckDay(fact.to(), text::Cat(field, ".to")));
    span.to = DayText(fact.to());
  }
  if (span.empty()) {
    return status::InvalidField(text::Cat(field, ".to"), "INVALID_INTERVAL",
                                "the last day is not after the first", "终止日期必须晚于起始日期");
  }
  return span;
}

absl::StatusOr<DatedName> Read(const v1::DatedName& name, const std::string& field) {
  EDUPLAN_RETURN_IF_ERROR(
      InvalidDraft(CheckDisplayName(name.display_name()), text::Cat(field, ".")));
  EDUPLAN_ASSIGN_OR_RETURN(Span span, SpanOf(name, field));
  return DatedName{name.display_name(),
                   name.type() == v1::DatedName::TYPE_ALIAS ? kAlias : kOfficial, std::move(span)};
}

absl::StatusOr<Standing> Read(const v1::Standing& standing, const std::string& field) {
  if (standing.level() == v1::LEVEL_UNSPECIFIED || !v1::Level_IsValid(standing.level())) {
    return status::InvalidField(text::Cat(field, ".level"), "LEVEL_REQUIRED", "a level is required",
                                "层级必填");
  }
  if (!v1::OrganizationKind_IsValid(standing.kind())) {
    return status::InvalidField(text::Cat(field, ".kind"), "INVALID_KIND",
                                "not a kind of organization", "机构类别无效");
  }
  EDUPLAN_ASSIGN_OR_RETURN(Span span, SpanOf(standing, field));
  const int kind = standing.kind() != v1::ORGANIZATION_KIND_UNSPECIFIED ? standing.kind()
                   : standing.level() == v1::LEVEL_SCHOOL ? v1::ORGANIZATION_KIND_SCHOOL
                                                          : v1::ORGANIZATION_KIND_BUREAU;
  return Standing{standing.level(), kind, std::move(span)};
}

absl::StatusOr<DatedCode> Read(const v1::Code& code, const std::string& field) {
  if (!IsCode(code.code())) {
    return status::InvalidField(text::Cat(field, ".code"), "INVALID_CODE", "not a code",
                                "不是有效代码");
  }
  EDUPLAN_ASSIGN_OR_RETURN(Span span, SpanOf(code, field));
  const bool known =
      code.scheme() != v1::Code::SCHEME_UNSPECIFIED && v1::Code::Scheme_IsValid(code.scheme());
  return DatedCode{known ? code.scheme() : SchemeOf(code.code()), code.code(), std::move(span)};
}

absl::StatusOr<Placement> Read(const v1::Placement& placement, const std::string& field) {
  EDUPLAN_ASSIGN_OR_RETURN(std::string parent, api::ParseId(placement.parent(), "organizations",
                                                            text::Cat(field, ".parent")));
  EDUPLAN_ASSIGN_OR_RETURN(Span span, SpanOf(placement, field));
  return Placement{
      placement.relation() == v1::Placement::RELATION_REPORTING ? kReporting : kAdministrative,
      std::move(parent), std::move(span)};
}

template <typename Messages, typename Fact>
absl::Status ReadAll(const Messages& messages, std::string_view list, std::vector<Fact>* facts) {
  if (messages.size() > kMostFacts) {
    return status::InvalidField(text::Cat("organization.", list), "TOO_MANY_FACTS",
                                "more than 200 in one list", "一个列表至多200项");
  }
  facts->clear();
  for (int i = 0; i < messages.size(); ++i) {
    EDUPLAN_ASSIGN_OR_RETURN(Fact fact,
                             Read(messages.Get(i), text::Cat("organization.", list, "[", i, "]")));
    facts->push_back(std::move(fact));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Record> Corrected(Record record, const v1::CorrectOrganizationRequest& request) {
  const v1::Organization& organization = request.organization();
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "names") {
      EDUPLAN_RETURN_IF_ERROR(ReadAll(organization.names(), path, &record.names));
    } else if (path == "standings") {
      EDUPLAN_RETURN_IF_ERROR(ReadAll(organization.standings(), path, &record.standings));
    } else if (path == "codes") {
      EDUPLAN_RETURN_IF_ERROR(ReadAll(organization.codes(), path, &record.codes));
    } else if (path == "placements") {
      EDUPLAN_RETURN_IF_ERROR(ReadAll(organization.placements(), path, &record.placements));
    }
  }
  return record;
}

}  // namespace eduplan::organizations
