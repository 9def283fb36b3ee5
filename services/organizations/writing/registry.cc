#include "services/organizations/writing/registry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/organizations/model/convert.h"
#include "services/organizations/model/correction.h"
#include "services/organizations/model/facts.h"
#include "services/organizations/model/requests.h"
#include "services/organizations/model/validate.h"
#include "services/organizations/writing/access.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::array<std::string_view, 4> kUpdatable = {"display_name", "kind", "to", "aliases"};
const BlamedFields kInOrganization = {.self = "organization.to",
                                      .parent = "organization.parent",
                                      .reporting_parent = "organization.reporting_parent",
                                      .code = "organization.code"};

// Its last day is the one before `day`: cut, or prolonged.
void EndAt(Record* record, const std::string& day) {
  Normalize(record);  // the last standing is the latest
  std::erase_if(record->standings,
                [&](const Standing& standing) { return standing.span.from >= day; });
  if (!record->standings.empty()) {
    record->standings.back().span.to = day;
  }
}

}  // namespace

absl::Status Registry::Create(const v1::CreateOrganizationRequest& request,
                              Organization* response) {
  std::vector<Problem> none;
  Draft draft = DraftOf(request.organization(), &none);
  (void)Normalize(&draft);
  draft.parent = IdOf(draft.parent);
  draft.reporting_parent = IdOf(draft.reporting_parent);
  std::vector<std::string> parents;
  for (const std::string& parent : {draft.parent, draft.reporting_parent}) {
    if (!parent.empty()) {
      parents.push_back(parent);
    }
  }
  if (draft.parent.empty()) {
    EDUPLAN_RETURN_IF_ERROR(
        AuthorizeRoots(writer_.store(), writer_.change().principal(), {{draft.code}}));
  }
  EDUPLAN_RETURN_IF_ERROR(writer_.Authorize({}, parents, writer_.today()));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, writer_.NewId(draft.code));
  writer_.set().Create(NewRecord(draft, id, 0, 0));

  v1::OrganizationEvent event;
  event.set_type(v1::OrganizationEvent::TYPE_CREATE);
  event.set_organization(NameOf(id));
  if (request.has_approved_on()) {
    *event.mutable_approved_on() = request.approved_on();
  }
  if (request.has_announced_on()) {
    *event.mutable_announced_on() = request.announced_on();
  }
  *event.mutable_effective_on() = DateOf(draft.span.from);
  event.set_document(request.document());
  EDUPLAN_RETURN_IF_ERROR(writer_.Commit(kInOrganization, false, &event));
  ToProto(*writer_.set().Find(id), writer_.today(), response);
  return absl::OkStatus();
}

absl::Status Registry::Begin(std::span<const std::string> ids, std::span<const std::string> parents,
                             std::string_view day, std::string_view etag) {
  EDUPLAN_RETURN_IF_ERROR(writer_.Load(ids));
  EDUPLAN_RETURN_IF_ERROR(writer_.Authorize(ids, parents, day));
  EDUPLAN_RETURN_IF_ERROR(writer_.CheckKnown(ids));
  return writer_.CheckEtag(ids[0], etag);
}

absl::Status Registry::Update(const v1::UpdateOrganizationRequest& request,
                              Organization* response) {
  const std::string id(IdOf(request.organization().name()));
  const std::string& today = writer_.today();
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, {}, today, request.organization().etag()));
  const Record& now = *writer_.set().Find(id);
  v1::Organization before;
  ToProto(now, today, &before);
  v1::Organization after = before;
  EDUPLAN_RETURN_IF_ERROR(
      api::ApplyMask(request.update_mask(), kUpdatable, request.organization(), &after));
  std::vector<Problem> problems;
  Draft draft = DraftOf(after, &problems);
  for (Problem& problem : Normalize(&draft)) {
    if (problem.column != "code" && problem.column != "codes") {
      problems.push_back(std::move(problem));
    }
  }
  EDUPLAN_RETURN_IF_ERROR(InvalidDraft(problems, "organization."));

  const std::string day = WithinExistence(now, today);
  const std::string end = now.Life().to;  // `now` is what is edited
  Record& record = writer_.set().Edit(id);
  if (draft.display_name != before.display_name()) {
    SetName(&record, draft.display_name, day);
  }
  if (draft.kind != before.kind()) {
    SetStanding(&record, before.level(), draft.kind, day);
  }
  // Those of other days are touched only where those of the day change.
  if (!std::is_permutation(draft.aliases.begin(), draft.aliases.end(), before.aliases().begin(),
                           before.aliases().end())) {
    SetAliases(&record, draft.aliases, day);
  }
  if (draft.span.to != end) {
    EndAt(&record, draft.span.to);
  }
  v1::OrganizationEvent event;
  event.set_type(v1::OrganizationEvent::TYPE_UPDATE);
  event.set_organization(NameOf(id));
  *event.mutable_effective_on() = DateOf(day);
  EDUPLAN_RETURN_IF_ERROR(writer_.Commit({.self = "organization.to",
                                          .parent = "organization.to",
                                          .reporting_parent = "organization.to",
                                          .code = "organization.code"},
                                         true, &event));
  ToProto(*writer_.set().Find(id), today, response);
  return absl::OkStatus();
}

absl::Status Registry::Correct(const v1::CorrectOrganizationRequest& request, Result* response) {
  const std::string id(IdOf(request.organization().name()));
  std::vector<std::string> parents;
  for (const v1::Placement& placement : request.organization().placements()) {
    parents.emplace_back(IdOf(placement.parent()));
  }
  // Any day of the past may change: whoever it ever stood under is concerned.
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, parents, "", request.organization().etag()));
  EDUPLAN_ASSIGN_OR_RETURN(Record corrected, Corrected(*writer_.set().Find(id), request));
  writer_.set().Edit(id) = std::move(corrected);
  response->mutable_event()->set_reason(request.reason());
  response->mutable_event()->set_document(request.document());
  return Finish(v1::OrganizationEvent::TYPE_CORRECT, id,
                {.self = "organization.standings",
                 .parent = "organization.placements",
                 .reporting_parent = "organization.placements",
                 .code = "organization.codes"},
                response);
}

}  // namespace eduplan::organizations
