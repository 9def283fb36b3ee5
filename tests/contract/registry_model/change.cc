#include "tests/contract/registry_model/change.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/platform/status/text.h"

namespace eduplan::registry_model {
namespace {

// From `day` on the fact is `value`, until the next change of it that is recorded.
template <typename Value>
void SetFrom(Row& row, int day, Value Cell::* fact, const Value& value) {
  int next = day + 1;
  while (next < row.size() && row.on(next).*fact == row.on(next - 1).*fact) {
    ++next;
  }
  for (int i = day; i < next; ++i) {
    row.cells[static_cast<size_t>(i)].*fact = value;
  }
}

// Six digits are a code of GB/T 2260; a history has others only with letters.
std::string Cell::* MemberOf(std::string_view code) {
  return code.find_first_not_of("0123456789") == std::string_view::npos ? &Cell::division_code
                                                                        : &Cell::other_code;
}

// `to` is the first day on which it is gone for ever.
absl::Status EndForEver(Row& row, int to) {
  int last = to - 1;
  while (last >= 0 && !row.ExistsOn(last)) {
    --last;
  }
  if (last < 0) {
    return Refuse("it would never exist");
  }
  for (int day = last + 1; day < row.size(); ++day) {
    row.cells[static_cast<size_t>(day)].standing = day < to ? row.on(last).standing : Standing();
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Refuse(std::string_view why) {
  return absl::FailedPreconditionError(text::ToAbsl(why));
}

absl::StatusOr<Picture> Change::Finish(const Picture& before, bool may_change_nothing) {
  if (picture_.ChangedSince(before).empty() && !may_change_nothing && !leaves_successions_) {
    return Refuse("nothing would change");
  }
  if (const std::string wrong = picture_.WhatIsWrong(); !wrong.empty()) {
    return Refuse(wrong);
  }
  return std::move(picture_);
}

absl::Status Change::Apply(const v1::CreateOrganizationRequest& request) {
  const v1::Organization& organization = request.organization();
  const int from = organization.has_from() ? days_.IndexOf(organization.from()) : 0;
  const int to = organization.has_to() ? days_.IndexOf(organization.to()) : days_.size();
  int parent = kNobody, reporting_parent = kNobody;
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(organization.parent(), &parent));
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(organization.reporting_parent(), &reporting_parent));
  Create(organization, parent, reporting_parent, from, to);
  return from < to ? absl::OkStatus() : Refuse("it ends before it begins");
}

absl::Status Change::Apply(const v1::UpdateOrganizationRequest& request) {
  const v1::Organization& wanted = request.organization();
  EDUPLAN_ASSIGN_OR_RETURN(const int index, Find(wanted.name()));
  const Row before = picture_.row(index);
  const int day = before.WithinExistence(today_);
  const Cell& cell = before.on(day);
  Row& row = picture_.Edit(index);
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "display_name" && wanted.display_name() != cell.name) {
      SetFrom(row, day, &Cell::name, wanted.display_name());
    } else if (path == "kind" && wanted.kind() != cell.standing.kind) {
      SetFrom(row, day, &Cell::standing, Standing{cell.standing.level, wanted.kind()});
    } else if (path == "aliases") {
      const std::set<std::string> aliases(wanted.aliases().begin(), wanted.aliases().end());
      for (int i = day; i < row.size() && aliases != cell.aliases; ++i) {
        row.cells[static_cast<size_t>(i)].aliases = aliases;
      }
    }
  }
  const auto& paths = request.update_mask().paths();
  const int to = wanted.has_to() ? days_.IndexOf(wanted.to()) : days_.size();
  if (std::find(paths.begin(), paths.end(), "to") == paths.end() || to == before.LastDay() + 1) {
    return absl::OkStatus();
  }
  return EndForEver(row, to);
}

absl::Status Change::Apply(const v1::RenameOrganizationRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(Row* const row, Existing(request));
  SetFrom(*row, DayOf(request), &Cell::name, request.display_name());
  return absl::OkStatus();
}

absl::Status Change::Apply(const v1::MoveOrganizationRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const int parent, Find(request.parent()));
  EDUPLAN_ASSIGN_OR_RETURN(Row* const row, Existing(request));
  const bool reporting = request.relation() == v1::Placement::RELATION_REPORTING;
  SetFrom(*row, DayOf(request), reporting ? &Cell::reporting_parent : &Cell::parent, parent);
  return absl::OkStatus();
}

absl::Status Change::Apply(const v1::ReopenOrganizationRequest& request) {
  const int day = DayOf(request);
  EDUPLAN_ASSIGN_OR_RETURN(const int index, Find(request.name()));
  int parent = kNobody;
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(request.parent(), &parent));
  Row& row = picture_.Edit(index);
  const int last = row.WithinExistence(day);
  if (last >= day) {
    return Refuse(last == day ? "it exists" : "it has not existed before");
  }
  SetFrom(row, day, &Cell::standing, Standing(row.on(last).standing));
  if (parent != kNobody) {
    SetFrom(row, day, &Cell::parent, parent);
  }
  return absl::OkStatus();
}

absl::Status Change::Apply(const v1::ChangeOrganizationLevelRequest& request) {
  const int day = DayOf(request);
  int parent = kNobody;
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(request.parent(), &parent));
  EDUPLAN_ASSIGN_OR_RETURN(Row* const row, Existing(request));
  Standing standing = row->on(day).standing;
  standing.level = request.level() > 0 ? request.level() : standing.level;
  standing.kind = request.kind() > 0 ? request.kind() : standing.kind;
  SetFrom(*row, day, &Cell::standing, standing);
  if (!request.display_name().empty()) {
    SetFrom(*row, day, &Cell::name, request.display_name());
  }
  if (!request.code().empty()) {
    SetFrom(*row, day, MemberOf(request.code()), request.code());
  }
  if (parent != kNobody) {
    SetFrom(*row, day, &Cell::parent, parent);
  }
  return absl::OkStatus();
}

absl::Status Change::Apply(const v1::ChangeOrganizationCodeRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(Row* const row, Existing(request));
  SetFrom(*row, DayOf(request), MemberOf(request.code()), request.code());
  return absl::OkStatus();
}

absl::StatusOr<int> Change::Find(std::string_view name) const {
  const int index = picture_.FindName(name);
  return index != kNobody ? absl::StatusOr<int>(index) : Refuse("nobody has that name");
}

absl::StatusOr<int> Change::FindExisting(std::string_view name, int day) const {
  EDUPLAN_ASSIGN_OR_RETURN(const int index, Find(name));
  return picture_.row(index).ExistsOn(day) ? absl::StatusOr<int>(index)
                                           : Refuse("it does not exist on that day");
}

absl::Status Change::FindIfGiven(std::string_view name, int* index) const {
  if (!name.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(*index, Find(name));
  }
  return absl::OkStatus();
}

int Change::Create(const v1::Organization& organization, int parent, int reporting_parent, int from,
                   int to) {
  Row row = {.id = organization.code(), .cells = {}};
  if (row.id.empty()) {
    row.id = kNoIdYet;
  }
  for (int n = 2; picture_.Find(row.id) != kNobody; ++n) {
    row.id = text::Cat(organization.code(), "-", n);
  }
  row.cells.resize(static_cast<size_t>(days_.size()));
  for (int day = from; day < days_.size(); ++day) {
    Cell& cell = row.cells[static_cast<size_t>(day)];
    if (day < to) {
      cell.standing = {organization.level(), organization.kind()};
    }
    cell.name = organization.display_name();
    cell.*MemberOf(organization.code()) = organization.code();
    cell.parent = parent;
    cell.reporting_parent = reporting_parent;
    cell.aliases = {organization.aliases().begin(), organization.aliases().end()};
  }
  return picture_.Add(std::move(row));
}

absl::Status Change::End(int index, int day) {
  Row& row = picture_.Edit(index);
  if (!row.ExistsOn(day - 1)) {
    return Refuse("it begins on that very day");
  }
  SetFrom(row, day, &Cell::standing, Standing());
  return absl::OkStatus();
}

}  // namespace eduplan::registry_model
