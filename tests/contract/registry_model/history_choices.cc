// Whom and what a history chooses, and what its corrections change.
#include <algorithm>

#include "tests/contract/registry_model/history.h"

namespace eduplan::registry_model {

int History::Day() {
  return chance_.Of(model_.days().event_days());
}

int History::Someone(int day) {
  const bool anyone = chance_.Percent(12);
  return Pick([&](int i) { return anyone || now().row(i).ExistsOn(day); });
}

bool History::ExistsFrom(int index, int day) const {
  for (int i = day; i < model_.days().size(); ++i) {
    if (!now().row(index).ExistsOn(i)) {
      return false;
    }
  }
  return true;
}

std::pair<int, int> History::Levels(int index, int day) const {
  int highest = 0, lowest = 0;
  for (int i = day; i < model_.days().size(); ++i) {
    if (const int level = now().row(index).on(i).standing.level; level > 0) {
      highest = highest == 0 ? level : std::min(highest, level);
      lowest = std::max(lowest, level);
    }
  }
  return {highest, lowest};
}

int History::Above(int level, int day) {
  const bool sensible = !chance_.Percent(10);
  return Pick([&](int i) {
    return sensible ? ExistsFrom(i, day) && Levels(i, day).second <= level
                    : now().row(i).ExistsOn(day);
  });
}

int History::Like(int index, int day) {
  const bool sensible = !chance_.Percent(10);
  const auto [highest, lowest] = Levels(index, day);
  return Pick([&, level = highest](int i) {
    return i != index && (sensible ? ExistsFrom(i, day) && Levels(i, day).second <= level &&
                                         Levels(i, day).second >= level - 1
                                   : now().row(i).ExistsOn(day));
  });
}

std::string History::Code(int day) {
  std::string code;
  for (int tries = 0; tries < 6; ++tries) {
    code = chance_.Percent(80) ? std::to_string(330100 + chance_.Below(350))
                               : "Q-" + std::to_string(chance_.Below(60));
    if (code.size() == 6 && code[4] == '7') {
      code[4] = '6';  // county parts of 7x are codes of another scheme
    }
    bool is_free = true;
    for (int i = 0; i < now().size(); ++i) {
      for (int later = day; later < model_.days().size(); ++later) {
        const Cell& cell = now().row(i).on(later);
        is_free &= !cell.exists() || (cell.division_code != code && cell.other_code != code);
      }
    }
    if (is_free || chance_.Percent(15)) {
      break;
    }
  }
  return code;
}

v1::OrganizationKind History::Kind(int level) {
  return level == v1::LEVEL_SCHOOL ? v1::ORGANIZATION_KIND_SCHOOL
         : chance_.Percent(75)     ? v1::ORGANIZATION_KIND_BUREAU
         : chance_.Percent(50)     ? v1::ORGANIZATION_KIND_ZONE
                                   : v1::ORGANIZATION_KIND_OTHER;
}

std::string History::ResourceNameOf(int index) {
  return ResourceName(now().row(index).id);
}

std::vector<int> History::ChildrenFrom(int index, int day) const {
  std::vector<int> children;
  for (int i = 0; i < now().size(); ++i) {
    const auto& cells = now().row(i).cells;
    if (std::any_of(cells.begin() + day, cells.end(), [&](const Cell& cell) {
          return cell.parent == index || cell.reporting_parent == index;
        })) {
      children.push_back(i);
    }
  }
  return children;
}

Request History::Correct() {
  static const std::vector<std::string> kLists = {"names", "standings", "codes", "placements"};
  v1::CorrectOrganizationRequest request;
  const int index = chance_.Below(now().size());
  *request.mutable_organization() =
      Expected(now(), index, model_.days(), model_.days().day(today_));
  request.set_reason("更正");
  for (const std::string& list : kLists) {
    if (chance_.Percent(30) || (list == kLists.back() && request.update_mask().paths().empty())) {
      request.mutable_update_mask()->add_paths(list);
      Vary(index, request.mutable_organization(), list);
    }
  }
  return request;
}

void History::Vary(int index, v1::Organization* organization, const std::string& list) {
  const Days& days = model_.days();
  if (list == "names") {
    if (chance_.Percent(30)) {
      v1::DatedName* alias = organization->add_names();
      alias->set_display_name(Alias());
      alias->set_type(v1::DatedName::TYPE_ALIAS);
      *alias->mutable_from() = Date(Day());
    }
    VaryOne(organization->mutable_names(), [&](v1::DatedName& name) {
      name.set_display_name(name.type() == v1::DatedName::TYPE_ALIAS ? Alias() : Name());
    });
  } else if (list == "codes") {
    VaryOne(organization->mutable_codes(), [&](v1::Code& code) {
      code.set_code(Code(code.has_from() ? days.IndexOf(code.from()) : 0));
      code.set_scheme(code.code()[0] == 'Q' ? v1::Code::SCHEME_OTHER : v1::Code::SCHEME_GBT2260);
    });
  } else if (list == "placements") {
    VaryOne(organization->mutable_placements(), [&](v1::Placement& placement) {
      const int day = placement.has_from() ? days.IndexOf(placement.from()) : 0;
      placement.set_parent(ResourceNameOf(Above(std::max(1, Levels(index, day).first), day)));
    });
  } else {
    auto* standings = organization->mutable_standings();
    VaryOne(standings, [&](v1::Standing& standing) {
      standing.set_level(
          static_cast<v1::Level>(std::clamp(standing.level() + chance_.Weighted({50, 0, 50}) - 1, 1,
                                            static_cast<int>(v1::LEVEL_SCHOOL))));
    });
    // Only on its own days does an organization begin or end, so that updates have theirs.
    for (v1::Standing& standing : *standings) {
      for (google::type::Date* date : {standing.has_from() ? standing.mutable_from() : nullptr,
                                       standing.has_to() ? standing.mutable_to() : nullptr}) {
        if (date != nullptr && !days.IsEventDay(days.IndexOf(*date))) {
          *date = Date(days.IndexOf(*date) + 1);
        }
      }
    }
  }
}

template <typename Fact, typename ChangeValue>
void History::VaryOne(google::protobuf::RepeatedPtrField<Fact>* facts, ChangeValue change_value) {
  const Days& days = model_.days();
  if (facts->empty()) {
    change_value(*facts->Add());
    return;
  }
  const int at = chance_.Below(facts->size());
  Fact& fact = *facts->Mutable(at);
  const int from = fact.has_from() ? days.IndexOf(fact.from()) : 0;
  const int to = fact.has_to() ? days.IndexOf(fact.to()) : days.size();
  int day = Day();
  for (int tries = 0; tries < 8 && (day <= from || day >= to); ++tries) {
    day = Day();
  }
  switch (chance_.Weighted({30, 25, 20, 10, 15})) {
    case 0:  // another value
      change_value(fact);
      break;
    case 1: {  // another value for a part of its days
      Fact& rest = *facts->Add();
      rest = facts->Get(at);
      *facts->Mutable(at)->mutable_to() = Date(day);
      *rest.mutable_from() = Date(day);
      change_value(rest);
      break;
    }
    case 2:  // it began on another day, and what was before ended then
      if (at > 0 && facts->Get(at - 1).has_to() && days.IndexOf(facts->Get(at - 1).to()) == from) {
        *facts->Mutable(at - 1)->mutable_to() = Date(day);
      }
      *fact.mutable_from() = Date(day);
      break;
    case 3:  // it never was
      facts->DeleteSubrange(at, 1);
      break;
    default:  // it ended on another day, or did not
      if (fact.has_to() && chance_.Percent(50)) {
        fact.clear_to();
      } else {
        *fact.mutable_to() = Date(day);
      }
  }
}

}  // namespace eduplan::registry_model
