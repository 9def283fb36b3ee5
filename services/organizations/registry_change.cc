// Changes to organizations that exist: their own facts and their place in the tree.
#include <algorithm>
#include <array>
#include <utility>

#include "nlohmann/json.hpp"
#include "services/organizations/access.h"
#include "services/organizations/convert.h"
#include "services/organizations/registry.h"
#include "services/organizations/validate.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::array<std::string_view, 3> kUpdatable = {"display_name", "kind", "to"};

// Bears the name from `today` on; a name that would never have held a day is dropped.
void Rename(Record* record, std::string_view display_name, std::string_view today) {
  const std::string day = std::max(std::string(today), record->span.from);
  std::erase_if(record->names, [&](const DatedName& name) { return name.span.from >= day; });
  if (!record->names.empty()) {
    record->names.back().span.to = day;
  }
  record->names.push_back({std::string(display_name), {day, std::string(kForever)}});
}

}  // namespace

absl::StatusOr<Record> Registry::Update(const v1::UpdateOrganizationRequest& request) {
  const std::string id(IdOf(request.organization().name()));
  EDUPLAN_ASSIGN_OR_RETURN(const PlacementsById placements, store_.PlacementsUpward(id));
  // Who may manage it is who may manage its parent; a root is its own administrator's.
  std::string above = ParentOn(placements.at(id), kAdministrative, today_);
  const std::string concerned[] = {above.empty() ? id : above};
  EDUPLAN_RETURN_IF_ERROR(AuthorizeManage(store_, change_.principal(), concerned, today_));
  EDUPLAN_ASSIGN_OR_RETURN(Record record, Existing(id));
  EDUPLAN_RETURN_IF_ERROR(
      api::CheckEtag(request.organization().etag(), record.sequence, NameOf(id)));

  v1::Organization before;
  ToProto(record, today_, &before);
  v1::Organization after = before;
  EDUPLAN_RETURN_IF_ERROR(
      api::ApplyMask(request.update_mask(), kUpdatable, request.organization(), &after));
  std::vector<Problem> problems = CheckDisplayName(after.display_name());
  Draft draft = DraftOf(after, &problems);
  for (Problem& problem : Normalize(&draft)) {
    if (problem.column == "to" || problem.column == "kind") {
      problems.push_back(std::move(problem));
    }
  }
  EDUPLAN_RETURN_IF_ERROR(InvalidDraft(problems, "organization."));
  if (after.display_name() != before.display_name()) {
    Rename(&record, after.display_name(), today_);
  }
  record.kind = draft.kind;
  EDUPLAN_RETURN_IF_ERROR(ApplyEnd(record, draft.span));
  EDUPLAN_RETURN_IF_ERROR(Write(record, "updated", "{}"));
  return record;
}

absl::Status Registry::ApplyEnd(Record& record, const Span& span) {
  if (span.to < record.span.to) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::string child, store_.ChildAfter(record.id, span.to));
    if (!child.empty()) {
      return status::Error(absl::StatusCode::kFailedPrecondition, "CHILDREN_REMAIN")
          .Message(text::Cat(NameOf(child), " still stands under it on that day"),
                   text::Cat("届时 ", NameOf(child), " 仍为其下级"))
          .Field("organization.to", "move or close what stands under it first")
          .With("child", NameOf(child));
    }
  } else if (span.to > record.span.to) {
    const Span added = {record.span.to, span.to};
    for (const DatedCode& dated : record.codes) {
      if (dated.span.Overlaps(added)) {
        EDUPLAN_RETURN_IF_ERROR(CheckCodeFree(dated.code, Common(dated.span, added), record.id));
      }
    }
    for (const Placement& placement : record.placements) {
      if (placement.span.Overlaps(added)) {
        EDUPLAN_RETURN_IF_ERROR(CheckParent(placement.parent, record.level,
                                            Common(placement.span, span), "organization.to"));
      }
    }
  }
  record.span.to = span.to;
  return absl::OkStatus();
}

absl::StatusOr<Record> Registry::Move(const v1::MoveOrganizationRequest& request,
                                      std::string_view day) {
  const std::string id(IdOf(request.name()));
  const std::string parent(IdOf(request.parent()));
  const int relation =
      request.relation() == v1::Placement::RELATION_REPORTING ? kReporting : kAdministrative;
  EDUPLAN_ASSIGN_OR_RETURN(PlacementsById placements, store_.PlacementsUpward(parent));
  EDUPLAN_ASSIGN_OR_RETURN(PlacementsById own, store_.PlacementsUpward(id));
  placements.insert(own.begin(), own.end());
  // Everyone it leaves and whom it comes to: only an administrator above them all may do that.
  std::vector<std::string> concerned = {parent};
  for (const Placement& placement : placements[id]) {
    if (placement.span.to > day) {
      concerned.push_back(placement.parent);
    }
  }
  if (concerned.size() == 1) {
    EDUPLAN_RETURN_IF_ERROR(AuthorizeRoots(store_, change_.principal(), {{id}}));
  }
  EDUPLAN_RETURN_IF_ERROR(AuthorizeManage(store_, change_.principal(), concerned, today_));
  EDUPLAN_ASSIGN_OR_RETURN(Record record, Existing(id));
  EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(request.etag(), record.sequence, NameOf(id)));
  if (!record.span.Holds(day)) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "ORGANIZATION_CLOSED")
        .Message(text::Cat(NameOf(id), " does not exist on ", day),
                 text::Cat(NameOf(id), " 在 ", day, " 不存在"))
        .Field("effective_on", "not a day on which the organization exists");
  }
  EDUPLAN_RETURN_IF_ERROR(
      CheckParent(parent, record.level, {std::string(day), record.span.to}, "parent"));
  if (relation == kReporting && ParentOn(record.placements, kAdministrative, day).empty()) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "REPORTING_PARENT_WITHOUT_PARENT")
        .Message("an organization without an administrative parent has no reporting parent",
                 "没有行政上级的机构不能设归口上级")
        .Field("relation", "needs an administrative parent on that day");
  }
  record.placements = Moved(std::move(record.placements), relation, parent, day);
  placements[id] = record.placements;
  if (StandsAboveItself(placements, id)) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "CYCLE")
        .Message(text::Cat(NameOf(parent), " stands below ", NameOf(id)),
                 text::Cat(NameOf(parent), " 是 ", NameOf(id), " 的下级，不能作为其上级"))
        .Field("parent", "would make a cycle")
        .With("parent", NameOf(parent));
  }
  EDUPLAN_RETURN_IF_ERROR(
      Write(record, "moved",
            nlohmann::json{
                {"parent", NameOf(parent)}, {"effective_on", day}, {"document", request.document()}}
                .dump()));
  return record;
}

}  // namespace eduplan::organizations
