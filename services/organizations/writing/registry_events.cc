// What happens to organizations that exist.
#include <utility>

#include "services/organizations/model/convert.h"
#include "services/organizations/model/events.h"
#include "services/organizations/model/facts.h"
#include "services/organizations/model/requests.h"
#include "services/organizations/model/shares.h"
#include "services/organizations/model/validate.h"
#include "services/organizations/token.h"
#include "services/organizations/writing/registry.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using Event = v1::OrganizationEvent;

}  // namespace

absl::Status Registry::Finish(Event::Type type, std::string_view id, const BlamedFields& fields,
                              Result* response) {
  Event* event = response->mutable_event();
  event->set_type(type);
  event->set_organization(NameOf(id));
  EDUPLAN_RETURN_IF_ERROR(writer_.Commit(fields, false, event));
  ToProto(*writer_.set().Find(id), writer_.today(), response->mutable_organization());
  response->set_consistency_token(TokenOf(writer_.change().sequence()));
  return absl::OkStatus();
}

absl::Status Registry::Rename(const v1::RenameOrganizationRequest& request, Result* response) {
  const std::string id(IdOf(request.name()));
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, {}, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(organizations::Rename(writer_.set(), id, request.display_name(), day));
  return Finish(Event::TYPE_RENAME, id, {}, response);
}

absl::Status Registry::Move(const v1::MoveOrganizationRequest& request, Result* response) {
  const std::string id(IdOf(request.name()));
  const std::string parent(IdOf(request.parent()));
  const int relation =
      request.relation() == v1::Placement::RELATION_REPORTING ? kReporting : kAdministrative;
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, {{parent}}, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(organizations::Move(writer_.set(), id, relation, parent, day));
  return Finish(Event::TYPE_MOVE, id,
                {.reporting_parent = relation == kReporting ? "parent" : "reporting_parent"},
                response);
}

absl::Status Registry::Merge(const v1::MergeOrganizationsRequest& request, Result* response) {
  std::vector<std::string> ids = {std::string(IdOf(request.name()))};
  std::vector<std::string> sources;
  Event event = EventOf(request, DateOf(writer_.today()));
  for (const std::string& name : request.sources()) {
    sources.emplace_back(IdOf(name));
    v1::Succession* succession = event.add_successions();
    succession->set_source(name);
    succession->set_target(request.name());
    v1::Share* all = succession->add_shares();
    all->set_key(kDefaultKey);
    all->set_share("1");
  }
  ids.insert(ids.end(), sources.begin(), sources.end());
  *response->mutable_event() = std::move(event);
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin(ids, {}, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(writer_.LoadChildren(sources));
  EDUPLAN_RETURN_IF_ERROR(organizations::Merge(writer_.set(), ids[0], sources, day));
  return Finish(Event::TYPE_MERGE, ids[0], {.self = "sources"}, response);
}

absl::Status Registry::Split(const v1::SplitOrganizationRequest& original, Result* response) {
  v1::SplitOrganizationRequest request = original;
  EDUPLAN_RETURN_IF_ERROR(CheckShares(&request));  // writes the default keys
  const std::string source(IdOf(request.name()));
  std::vector<std::string> ids = {source};
  std::vector<std::string> parents;
  for (const v1::SplitTarget& target : request.targets()) {
    if (!target.has_new_organization()) {
      ids.emplace_back(IdOf(target.organization()));
    } else if (!target.new_organization().parent().empty()) {
      parents.emplace_back(IdOf(target.new_organization().parent()));
    }
  }
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin(ids, parents, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(writer_.LoadChildren({{source}}));

  SplitPlan plan = {.source = source, .targets = {}, .children = {}, .other_children_to = ""};
  std::map<std::string, std::string> new_ids;  // by code
  for (const v1::SplitTarget& target : request.targets()) {
    std::string id(IdOf(target.organization()));
    if (target.has_new_organization()) {
      EDUPLAN_ASSIGN_OR_RETURN(id, CreateTarget(target.new_organization(), source, day));
      new_ids[target.new_organization().code()] = id;
    }
    v1::Succession* succession = response->mutable_event()->add_successions();
    succession->set_source(request.name());
    succession->set_target(NameOf(id));
    *succession->mutable_shares() = target.shares();
    plan.targets.push_back(std::move(id));
  }
  const auto id_of = [&](std::string_view name) {
    const std::string id(IdOf(name));
    const auto created = new_ids.find(id);
    return created == new_ids.end() ? id : created->second;
  };
  for (const v1::ChildAssignment& assignment : request.children()) {
    plan.children[std::string(IdOf(assignment.child()))] = id_of(assignment.parent());
  }
  plan.other_children_to = id_of(request.other_children_to());
  EDUPLAN_RETURN_IF_ERROR(organizations::Split(writer_.set(), plan, day));
  return Finish(Event::TYPE_SPLIT, source, {.parent = "targets", .code = "targets"}, response);
}

absl::StatusOr<std::string> Registry::CreateTarget(const Organization& organization,
                                                   const std::string& source,
                                                   const std::string& day) {
  std::vector<Problem> none;
  Draft draft = DraftOf(organization, &none);
  (void)Normalize(&draft);
  draft.span.from = day;
  const std::vector<Placement>& beside = writer_.set().Find(source)->placements;
  if (draft.parent.empty()) {
    draft.parent = ParentOn(beside, kAdministrative, day);
    draft.reporting_parent =
        draft.reporting_parent.empty() ? ParentOn(beside, kReporting, day) : draft.reporting_parent;
  }
  draft.parent = IdOf(draft.parent);
  draft.reporting_parent = IdOf(draft.reporting_parent);
  EDUPLAN_ASSIGN_OR_RETURN(std::string id, writer_.NewId(draft.code));
  writer_.set().Create(NewRecord(draft, id, 0, 0));
  return id;
}

absl::Status Registry::Close(const v1::CloseOrganizationRequest& request, Result* response) {
  const std::string id(IdOf(request.name()));
  const std::string heir(IdOf(request.move_children_to()));
  std::vector<std::string> parents;
  if (!heir.empty()) {
    parents.push_back(heir);
  }
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, parents, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(writer_.Load(parents));
  EDUPLAN_RETURN_IF_ERROR(writer_.CheckKnown(parents));
  EDUPLAN_RETURN_IF_ERROR(writer_.LoadChildren({{id}}));
  EDUPLAN_RETURN_IF_ERROR(organizations::Close(writer_.set(), id, heir, day));
  return Finish(Event::TYPE_CLOSE, id, {.parent = "move_children_to"}, response);
}

absl::Status Registry::Reopen(const v1::ReopenOrganizationRequest& request, Result* response) {
  const std::string id(IdOf(request.name()));
  const std::string parent(IdOf(request.parent()));
  std::vector<std::string> parents;
  if (!parent.empty()) {
    parents.push_back(parent);
  }
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, parents, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(organizations::Reopen(writer_.set(), id, parent, day));
  return Finish(Event::TYPE_REOPEN, id, {}, response);
}

absl::Status Registry::ChangeLevel(const v1::ChangeOrganizationLevelRequest& request,
                                   Result* response) {
  const std::string id(IdOf(request.name()));
  const NewStanding standing = {.level = request.level(),
                                .kind = request.kind(),
                                .display_name = request.display_name(),
                                .code = request.code(),
                                .parent = std::string(IdOf(request.parent()))};
  std::vector<std::string> parents;
  if (!standing.parent.empty()) {
    parents.push_back(standing.parent);
  }
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, parents, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(organizations::ChangeLevel(writer_.set(), id, standing, day));
  return Finish(Event::TYPE_CHANGE_LEVEL, id, {.self = "level"}, response);
}

absl::Status Registry::ChangeCode(const v1::ChangeOrganizationCodeRequest& request,
                                  Result* response) {
  const std::string id(IdOf(request.name()));
  const bool known = request.scheme() != v1::Code::SCHEME_UNSPECIFIED &&
                     v1::Code::Scheme_IsValid(request.scheme());
  *response->mutable_event() = EventOf(request, DateOf(writer_.today()));
  const std::string day = DayText(response->event().effective_on());
  EDUPLAN_RETURN_IF_ERROR(Begin({{id}}, {}, day, request.etag()));
  EDUPLAN_RETURN_IF_ERROR(organizations::ChangeCode(
      writer_.set(), id, known ? request.scheme() : SchemeOf(request.code()), request.code(), day));
  return Finish(Event::TYPE_CHANGE_CODE, id, {}, response);
}

}  // namespace eduplan::organizations
