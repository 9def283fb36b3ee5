#include "tests/contract/registry_model/history.h"

#include <algorithm>

namespace eduplan::registry_model {

Request History::Next(absl::CivilDay today) {
  today_ = model_.days().IndexOf(today);
  int alive = 0;
  for (int i = 0; i < now().size(); ++i) {
    alive += now().row(i).ExistsOn(today_) ? 1 : 0;
  }
  if (now().size() < 15) {
    return Create();
  }
  const int more = alive < 50 ? 3 : 1, fewer = alive > 100 ? 3 : 1;
  switch (chance_.Weighted(
      {alive > 115 ? 1 : 14 * more, 8, 10, 17, 8 * fewer, 8, 9 * fewer, 7 * more, 11, 9, 13})) {
    case 0:
      return Create();
    case 1:
      return Update();
    case 2:
      return Rename();
    case 3:
      return Move();
    case 4:
      return Merge();
    case 5:
      return Split();
    case 6:
      return Close();
    case 7:
      return Reopen();
    case 8:
      return ChangeLevel();
    case 9:
      return ChangeCode();
    default:
      return Correct();
  }
}

Request History::Create() {
  v1::CreateOrganizationRequest request;
  v1::Organization& organization = *request.mutable_organization();
  const bool begins = now().size() < 15;
  const int day = begins ? 0 : Day();
  int level = v1::LEVEL_PROVINCE;
  if (now().size() > 1 && !chance_.Percent(2)) {
    const int parent =
        Pick([&](int i) { return ExistsFrom(i, day) && Levels(i, day).second < v1::LEVEL_SCHOOL; });
    organization.set_parent(ResourceNameOf(parent));
    level = std::clamp(Levels(parent, day).second + chance_.Weighted({10, 65, 25}),
                       static_cast<int>(v1::LEVEL_PROVINCE), static_cast<int>(v1::LEVEL_SCHOOL));
    if (!begins && chance_.Percent(10)) {
      organization.set_reporting_parent(ResourceNameOf(Above(level, day)));
    }
  }
  organization.set_level(static_cast<v1::Level>(level));
  organization.set_kind(Kind(level));
  organization.set_display_name(Name());
  if (organization.kind() != v1::ORGANIZATION_KIND_ZONE || chance_.Percent(50)) {
    organization.set_code(Code(day));
  }
  if (day > 0 || chance_.Percent(50)) {
    *organization.mutable_from() = Date(day);
  }
  if (const int end = Day(); end > day && !begins && chance_.Percent(8)) {
    *organization.mutable_to() = Date(end);
  }
  if (chance_.Percent(15)) {
    organization.add_aliases(Alias());
  }
  return request;
}

Request History::Update() {
  v1::UpdateOrganizationRequest request;
  v1::Organization& organization = *request.mutable_organization();
  const int index =
      Pick([&](int i) { return now().row(i).ExistsOn(today_) || chance_.Percent(8); });
  organization.set_name(ResourceNameOf(index));
  auto& mask = *request.mutable_update_mask();
  if (chance_.Percent(40)) {
    organization.set_display_name(Name());
    mask.add_paths("display_name");
  }
  if (chance_.Percent(40)) {
    organization.set_kind(Kind(v1::LEVEL_COUNTY));
    mask.add_paths("kind");
  }
  if (chance_.Percent(25)) {
    mask.add_paths("to");
    if (chance_.Percent(60)) {
      *organization.mutable_to() = Date(Day());
    }
  }
  if (chance_.Percent(50) || mask.paths().empty()) {
    std::set<std::string> aliases;
    for (int n = chance_.Below(3); n > 0; --n) {
      aliases.insert(Alias());
    }
    const Row& row = now().row(index);
    const auto& borne = row.on(row.WithinExistence(today_)).aliases;
    if (!borne.empty() && chance_.Percent(50)) {
      aliases.insert(*borne.begin());
    }
    organization.mutable_aliases()->Assign(aliases.begin(), aliases.end());
    mask.add_paths("aliases");
  }
  return request;
}

Request History::Rename() {
  v1::RenameOrganizationRequest request;
  const int day = Day();
  SetOccasion(Someone(day), day, &request);
  request.set_display_name(Name());
  return request;
}

Request History::Move() {
  v1::MoveOrganizationRequest request;
  const int day = Day();
  const int index = Someone(day);
  SetOccasion(index, day, &request);
  const int level = std::max(1, Levels(index, day).first);
  request.set_parent(chance_.Percent(2) ? "organizations/nobody"
                                        : ResourceNameOf(Above(level, day)));
  if (chance_.Percent(35)) {
    request.set_relation(v1::Placement::RELATION_REPORTING);
  }
  return request;
}

Request History::Merge() {
  v1::MergeOrganizationsRequest request;
  const int day = Day();
  const int target = Someone(day);
  SetOccasion(target, day, &request);
  for (int n = 1 + chance_.Weighted({70, 20, 10}); n > 0; --n) {
    request.add_sources(ResourceNameOf(Like(target, day)));
  }
  return request;
}

Request History::Split() {
  v1::SplitOrganizationRequest request;
  const int day = Day();
  const int source = Someone(day);
  SetOccasion(source, day, &request);
  const Standing standing = now().row(source).on(day).standing;
  const bool stays = chance_.Percent(40);
  const int count = chance_.Percent(75) ? 2 : 3;
  std::vector<std::string> names;
  for (int n = 0; n < count; ++n) {
    v1::SplitTarget& target = *request.add_targets();
    if (n == 0 && stays) {
      target.set_organization(ResourceNameOf(source));
      names.push_back(target.organization());
    } else if (chance_.Percent(45)) {
      target.set_organization(ResourceNameOf(Like(source, day)));
      names.push_back(target.organization());
    } else {
      v1::Organization& created = *target.mutable_new_organization();
      const int level = std::max(standing.level, static_cast<int>(v1::LEVEL_PROVINCE));
      created.set_code(Code(day));
      created.set_display_name(Name());
      created.set_level(static_cast<v1::Level>(level));
      created.set_kind(Kind(level));
      if (chance_.Percent(25)) {
        created.set_parent(ResourceNameOf(Above(level, day)));
      }
      names.push_back(ResourceName(created.code()));
    }
    const bool wrong = chance_.Percent(3);
    target.add_shares()->set_share(wrong ? "0.11" : n == 0 ? "0.60" : count == 2 ? "0.40" : "0.20");
  }
  for (const int child : ChildrenFrom(source, day)) {
    if (chance_.Percent(40)) {
      v1::ChildAssignment& assignment = *request.add_children();
      assignment.set_child(ResourceNameOf(child));
      assignment.set_parent(chance_.Of(names));
    }
  }
  if (chance_.Percent(stays ? 40 : 90)) {
    request.set_other_children_to(chance_.Of(names));
  }
  return request;
}

Request History::Close() {
  v1::CloseOrganizationRequest request;
  const int day = Day();
  const int index = Someone(day);
  SetOccasion(index, day, &request);
  if (chance_.Percent(ChildrenFrom(index, day).empty() ? 10 : 85)) {
    request.set_move_children_to(ResourceNameOf(Like(index, day)));
  }
  return request;
}

Request History::Reopen() {
  v1::ReopenOrganizationRequest request;
  const int day = Day();
  const int index = Pick([&](int i) {
    const Row& row = now().row(i);
    return (!row.ExistsOn(day) && row.FirstDay() < day) || chance_.Percent(1);
  });
  SetOccasion(index, day, &request);
  if (chance_.Percent(75)) {
    const Row& row = now().row(index);
    const int level = row.on(row.WithinExistence(day)).standing.level;
    request.set_parent(ResourceNameOf(Above(level, day)));
  }
  return request;
}

Request History::ChangeLevel() {
  v1::ChangeOrganizationLevelRequest request;
  const int day = Day();
  const int index = Someone(day);
  SetOccasion(index, day, &request);
  int level = std::max(1, now().row(index).on(day).standing.level);
  if (chance_.Percent(65)) {
    level = std::clamp(level + chance_.Weighted({50, 0, 50}) - 1, 1,
                       static_cast<int>(v1::LEVEL_SCHOOL));
    request.set_level(static_cast<v1::Level>(level));
  }
  if (chance_.Percent(30)) {
    request.set_kind(Kind(level));
  }
  if (chance_.Percent(40)) {
    request.set_display_name(Name());
  }
  if (chance_.Percent(40)) {
    request.set_code(Code(day));
  }
  if (chance_.Percent(30)) {
    request.set_parent(ResourceNameOf(Above(level, day)));
  }
  return request;
}

Request History::ChangeCode() {
  v1::ChangeOrganizationCodeRequest request;
  const int day = Day();
  SetOccasion(Someone(day), day, &request);
  request.set_code(Code(day));
  return request;
}

}  // namespace eduplan::registry_model
