#include "services/organizations/model/events.h"

#include <algorithm>

#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/organizations/model/precondition.h"
#include "services/organizations/model/validate.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// Ends it; it must have existed the day before too, or it would have ended without a day.
absl::Status End(ChangeSet& set, std::string_view id, std::string_view day,
                 std::string_view field) {
  const Record& record = *set.Find(id);
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(record, day, field));
  const bool began_then =
      std::any_of(record.standings.begin(), record.standings.end(),
                  [&](const Standing& standing) { return standing.span.from == day; }) &&
      std::none_of(record.standings.begin(), record.standings.end(),
                   [&](const Standing& standing) { return standing.span.to == day; });
  if (began_then) {
    return Precondition("NEVER_EXISTS", "effective_on",
                        text::Cat(NameOf(id), " begins on that very day"),
                        text::Cat(NameOf(id), " 于当日才设立"));
  }
  EndOn(&set.Edit(id), day);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckExistsOn(const Record& record, std::string_view day, std::string_view field) {
  if (record.ExistsOn(day)) {
    return absl::OkStatus();
  }
  return status::Error(absl::StatusCode::kFailedPrecondition, "ORGANIZATION_CLOSED")
      .Message(text::Cat(NameOf(record.id), " does not exist on ", day),
               text::Cat(NameOf(record.id), " 在 ", day, " 不存在"))
      .Field(field, text::Cat(NameOf(record.id), " does not exist on that day"))
      .With("organization", NameOf(record.id));
}

absl::Status Rename(ChangeSet& set, std::string_view id, std::string_view display_name,
                    std::string_view day) {
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(id), day, "effective_on"));
  SetName(&set.Edit(id), display_name, day);
  return absl::OkStatus();
}

absl::Status Move(ChangeSet& set, std::string_view id, int relation, std::string_view parent,
                  std::string_view day) {
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(id), day, "effective_on"));
  SetParent(&set.Edit(id), relation, parent, day);
  return absl::OkStatus();
}

absl::Status Merge(ChangeSet& set, std::string_view target, std::span<const std::string> sources,
                   std::string_view day) {
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(target), day, "name"));
  for (const std::string& source : sources) {
    EDUPLAN_RETURN_IF_ERROR(End(set, source, day, "sources"));
    for (const std::string& child : set.ChildrenAfter(source, day)) {
      Redirect(&set.Edit(child), source, target, day);
    }
  }
  return absl::OkStatus();
}

absl::Status Split(ChangeSet& set, const SplitPlan& plan, std::string_view day) {
  const auto is_target = [&](std::string_view id) {
    return std::find(plan.targets.begin(), plan.targets.end(), id) != plan.targets.end();
  };
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(plan.source), day, "effective_on"));
  for (const std::string& target : plan.targets) {
    EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(target), day, "targets"));
  }
  const std::vector<std::string> children = set.ChildrenAfter(plan.source, day);
  for (const auto& [child, target] : plan.children) {
    if (!is_target(target)) {
      return Precondition("NOT_A_TARGET", "children",
                          text::Cat(NameOf(target), " is not one of the targets"),
                          text::Cat(NameOf(target), " 不在拆分目标之列"));
    }
    if (std::find(children.begin(), children.end(), child) == children.end()) {
      return Precondition(
          "NOT_A_CHILD", "children",
          text::Cat(NameOf(child), " does not stand under ", NameOf(plan.source), " on that day"),
          text::Cat(NameOf(child), " 届时不是 ", NameOf(plan.source), " 的下级"));
    }
  }
  if (!plan.other_children_to.empty() && !is_target(plan.other_children_to)) {
    return Precondition("NOT_A_TARGET", "other_children_to",
                        text::Cat(NameOf(plan.other_children_to), " is not one of the targets"),
                        text::Cat(NameOf(plan.other_children_to), " 不在拆分目标之列"));
  }
  for (const std::string& child : children) {
    const auto assigned = plan.children.find(child);
    const std::string& to =
        assigned == plan.children.end() ? plan.other_children_to : assigned->second;
    if (!to.empty() && to != plan.source && !is_target(child)) {
      Redirect(&set.Edit(child), plan.source, to, day);
    }
  }
  return is_target(plan.source) ? absl::OkStatus() : End(set, plan.source, day, "effective_on");
}

absl::Status Close(ChangeSet& set, std::string_view id, std::string_view move_children_to,
                   std::string_view day) {
  EDUPLAN_RETURN_IF_ERROR(End(set, id, day, "effective_on"));
  if (!move_children_to.empty()) {
    EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(move_children_to), day, "move_children_to"));
    for (const std::string& child : set.ChildrenAfter(id, day)) {
      Redirect(&set.Edit(child), id, move_children_to, day);
    }
  }
  return absl::OkStatus();
}

absl::Status Reopen(ChangeSet& set, std::string_view id, std::string_view parent,
                    std::string_view day) {
  const Record& record = *set.Find(id);
  if (record.ExistsOn(day)) {
    return Precondition("ORGANIZATION_EXISTS", "effective_on",
                        text::Cat(NameOf(id), " exists on ", day),
                        text::Cat(NameOf(id), " 在 ", day, " 存在"));
  }
  if (day < record.Life().from) {
    return Precondition("NOT_CLOSED", "effective_on",
                        text::Cat(NameOf(id), " has not existed before ", day),
                        text::Cat(NameOf(id), " 在 ", day, " 之前从未存在"));
  }
  // The last standing before the day: what it was, it is again.
  Standing last = record.standings.front();
  for (const Standing& standing : record.standings) {
    last = standing.span.to <= day ? standing : last;
  }
  Record& edited = set.Edit(id);
  SetStanding(&edited, last.level, last.kind, day);
  if (!parent.empty()) {
    SetParent(&edited, kAdministrative, parent, day);
  }
  return absl::OkStatus();
}

absl::Status ChangeLevel(ChangeSet& set, std::string_view id, const NewStanding& standing,
                         std::string_view day) {
  const Standing* now = set.Find(id)->StandingOn(day);
  if (now == nullptr) {
    return CheckExistsOn(*set.Find(id), day, "effective_on");
  }
  const int level = standing.level > 0 ? standing.level : now->level;
  const int kind = standing.kind > 0 ? standing.kind : now->kind;
  Record& record = set.Edit(id);
  SetStanding(&record, level, kind, day);
  if (!standing.display_name.empty()) {
    SetName(&record, standing.display_name, day);
  }
  if (!standing.code.empty()) {
    SetCode(&record, SchemeOf(standing.code), standing.code, day);
  }
  if (!standing.parent.empty()) {
    SetParent(&record, kAdministrative, standing.parent, day);
  }
  return absl::OkStatus();
}

absl::Status ChangeCode(ChangeSet& set, std::string_view id, int scheme, std::string_view code,
                        std::string_view day) {
  EDUPLAN_RETURN_IF_ERROR(CheckExistsOn(*set.Find(id), day, "effective_on"));
  SetCode(&set.Edit(id), scheme, code, day);
  return absl::OkStatus();
}

}  // namespace eduplan::organizations
