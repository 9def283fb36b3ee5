// The requests that change several organizations at once.
#include <algorithm>
#include <set>
#include <string>

#include "tests/contract/registry_model/change.h"

namespace eduplan::registry_model {
namespace {

// Only the default key, in hundredths: histories have no others.
absl::Status CheckShares(const v1::SplitOrganizationRequest& request) {
  int sum = 0;
  for (const v1::SplitTarget& target : request.targets()) {
    for (const v1::Share& share : target.shares()) {
      sum += std::stoi(share.share().substr(2));
    }
  }
  return sum == 100 && request.targets_size() >= 2 ? absl::OkStatus()
                                                   : Refuse("the shares do not add up to 1");
}

}  // namespace

absl::Status Change::Apply(const v1::MergeOrganizationsRequest& request) {
  const int day = DayOf(request);
  EDUPLAN_ASSIGN_OR_RETURN(const int target, FindExisting(request.name(), day));
  std::set<int> parties = {target};
  for (const std::string& name : request.sources()) {
    EDUPLAN_ASSIGN_OR_RETURN(const int source, FindExisting(name, day));
    if (!parties.insert(source).second) {
      return Refuse("a source is given twice");
    }
    EDUPLAN_RETURN_IF_ERROR(End(source, day));
    for (int child = 0; child < picture_.size(); ++child) {
      Redirect(child, source, target, day);
    }
  }
  return parties.size() > 1 ? absl::OkStatus() : Refuse("no sources");
}

absl::Status Change::Apply(const v1::SplitOrganizationRequest& request) {
  const int day = DayOf(request);
  EDUPLAN_ASSIGN_OR_RETURN(const int source, FindExisting(request.name(), day));
  leaves_successions_ = true;
  EDUPLAN_RETURN_IF_ERROR(CheckShares(request));
  std::set<int> targets;
  std::map<std::string, int> created;  // by the name that the request has for it
  for (const v1::SplitTarget& target : request.targets()) {
    EDUPLAN_ASSIGN_OR_RETURN(const int index, TargetOf(target, source, day, &created));
    if (!targets.insert(index).second) {
      return Refuse("a target is given twice");
    }
  }
  const auto target_of = [&](const std::string& name) {
    const auto found = created.find(name);
    const int index = found == created.end() ? picture_.FindName(name) : found->second;
    return targets.contains(index) ? index : kNobody;
  };
  const int others_to =
      request.other_children_to().empty() ? kNobody : target_of(request.other_children_to());
  if (others_to == kNobody && !request.other_children_to().empty()) {
    return Refuse("other_children_to is no target");
  }
  std::map<int, int> assigned;
  for (const v1::ChildAssignment& assignment : request.children()) {
    const int child = picture_.FindName(assignment.child());
    const int target = target_of(assignment.parent());
    if (target == kNobody || child == kNobody || !StandsUnder(child, source, day) ||
        !assigned.emplace(child, target).second) {
      return Refuse("a child that is none, assigned twice or to what is no target");
    }
  }
  for (int child = 0; child < picture_.size(); ++child) {
    const int target = assigned.contains(child) ? assigned[child] : others_to;
    if (target != kNobody && !targets.contains(child)) {
      Redirect(child, source, target, day);
    }
  }
  return targets.contains(source) ? absl::OkStatus() : End(source, day);
}

absl::Status Change::Apply(const v1::CloseOrganizationRequest& request) {
  const int day = DayOf(request);
  EDUPLAN_ASSIGN_OR_RETURN(const int index, FindExisting(request.name(), day));
  EDUPLAN_RETURN_IF_ERROR(End(index, day));
  if (request.move_children_to().empty()) {
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const int heir, FindExisting(request.move_children_to(), day));
  for (int child = 0; child < picture_.size(); ++child) {
    Redirect(child, index, heir, day);
  }
  return absl::OkStatus();
}

bool Change::StandsUnder(int child, int parent, int day) const {
  const Row& row = picture_.row(child);
  return std::any_of(row.cells.begin() + day, row.cells.end(), [&](const Cell& cell) {
    return cell.parent == parent || cell.reporting_parent == parent;
  });
}

void Change::Redirect(int child, int from, int to, int day) {
  if (!StandsUnder(child, from, day)) {
    return;
  }
  Row& row = picture_.Edit(child);
  for (int i = day; i < row.size(); ++i) {
    Cell& cell = row.cells[static_cast<size_t>(i)];
    cell.parent = cell.parent == from ? to : cell.parent;
    cell.reporting_parent = cell.reporting_parent == from ? to : cell.reporting_parent;
  }
}

absl::StatusOr<int> Change::TargetOf(const v1::SplitTarget& target, int source, int day,
                                     std::map<std::string, int>* created) {
  if (!target.has_new_organization()) {
    return FindExisting(target.organization(), day);
  }
  const v1::Organization& organization = target.new_organization();
  int parent = kNobody, reporting_parent = kNobody;
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(organization.parent(), &parent));
  EDUPLAN_RETURN_IF_ERROR(FindIfGiven(organization.reporting_parent(), &reporting_parent));
  if (parent == kNobody) {
    const Cell& beside = picture_.row(source).on(day);
    parent = beside.parent;
    reporting_parent = reporting_parent == kNobody ? beside.reporting_parent : reporting_parent;
  }
  const int index = Create(organization, parent, reporting_parent, day, days_.size());
  return created->emplace(ResourceName(organization.code()), index).second
             ? absl::StatusOr<int>(index)
             : Refuse("two new ones with the same code");
}

}  // namespace eduplan::registry_model
