// How the registry tells what is in a row.
#include <algorithm>
#include <utility>

#include "tests/contract/registry_model/picture.h"

namespace eduplan::registry_model {
namespace {

namespace v1 = ::eduplan::organization::v1;

// Calls `use` with the value and the days of each longest stretch [from, to) on which it is one.
template <typename Get, typename Use>
void ForEachStretch(const Row& row, Get get, Use use) {
  for (int from = 0; from < row.size();) {
    int to = from + 1;
    while (to < row.size() && get(row.on(to)) == get(row.on(from))) {
      ++to;
    }
    use(get(row.on(from)), from, to);
    from = to;
  }
}

template <typename Fact>
void SetDays(const Days& days, int from, int to, Fact* fact) {
  *fact->mutable_from() = days.date(from);
  if (to < days.size()) {
    *fact->mutable_to() = days.date(to);
  }
}

void AddNames(const Row& row, const Days& days, v1::Organization* organization) {
  const auto add = [&](const std::string& name, v1::DatedName::Type type, int from, int to) {
    v1::DatedName* dated = organization->add_names();
    dated->set_display_name(name);
    dated->set_type(type);
    SetDays(days, from, to, dated);
  };
  ForEachStretch(
      row, [](const Cell& cell) { return cell.name; },
      [&](const std::string& name, int from, int to) {
        if (!name.empty()) {
          add(name, v1::DatedName::TYPE_OFFICIAL, from, to);
        }
      });
  std::set<std::string> aliases;
  for (const Cell& cell : row.cells) {
    aliases.insert(cell.aliases.begin(), cell.aliases.end());
  }
  for (const std::string& alias : aliases) {
    ForEachStretch(
        row, [&](const Cell& cell) { return cell.aliases.contains(alias); },
        [&](bool holds, int from, int to) {
          if (holds) {
            add(alias, v1::DatedName::TYPE_ALIAS, from, to);
          }
        });
  }
}

void AddStandings(const Row& row, const Days& days, v1::Organization* organization) {
  ForEachStretch(
      row, [](const Cell& cell) { return cell.standing; },
      [&](const Standing& stood, int from, int to) {
        if (stood.level > 0) {
          v1::Standing* standing = organization->add_standings();
          standing->set_level(static_cast<v1::Level>(stood.level));
          standing->set_kind(static_cast<v1::OrganizationKind>(stood.kind));
          SetDays(days, from, to, standing);
        }
      });
}

void AddCodes(const Row& row, const Days& days, v1::Organization* organization) {
  std::vector<std::pair<std::pair<int, std::string>, v1::Code>> codes;
  for (const auto& [code_of, scheme] : {std::pair(&Cell::division_code, v1::Code::SCHEME_GBT2260),
                                        std::pair(&Cell::other_code, v1::Code::SCHEME_OTHER)}) {
    ForEachStretch(
        row, [member = code_of](const Cell& cell) { return cell.*member; },
        [&, of = scheme](const std::string& text, int from, int to) {
          if (!text.empty()) {
            v1::Code code;
            code.set_scheme(of);
            code.set_code(text);
            SetDays(days, from, to, &code);
            codes.emplace_back(std::pair(from, text), std::move(code));
          }
        });
  }
  std::sort(codes.begin(), codes.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [order, code] : codes) {
    *organization->add_codes() = std::move(code);
  }
}

void AddPlacements(const Picture& picture, const Row& row, const Days& days,
                   v1::Organization* organization) {
  for (const auto& [parent_of, relation] :
       {std::pair(&Cell::parent, v1::Placement::RELATION_ADMINISTRATIVE),
        std::pair(&Cell::reporting_parent, v1::Placement::RELATION_REPORTING)}) {
    ForEachStretch(
        row, [member = parent_of](const Cell& cell) { return cell.*member; },
        [&, of = relation](int parent, int from, int to) {
          if (parent != kNobody) {
            v1::Placement* placement = organization->add_placements();
            placement->set_parent(ResourceName(picture.row(parent).id));
            placement->set_relation(of);
            SetDays(days, from, to, placement);
          }
        });
  }
}

}  // namespace

v1::Organization Expected(const Picture& picture, int index, const Days& days, absl::CivilDay at) {
  const Row& row = picture.row(index);
  const int day = days.At(at);
  const Cell& cell = row.on(row.WithinExistence(day));
  v1::Organization organization;
  organization.set_name(ResourceName(row.id));
  organization.set_code(cell.code());
  organization.set_display_name(cell.name);
  organization.set_level(static_cast<v1::Level>(cell.standing.level));
  organization.set_kind(static_cast<v1::OrganizationKind>(cell.standing.kind));
  if (cell.parent != kNobody) {
    organization.set_parent(ResourceName(picture.row(cell.parent).id));
  }
  if (cell.reporting_parent != kNobody) {
    organization.set_reporting_parent(ResourceName(picture.row(cell.reporting_parent).id));
  }
  for (const std::string& alias : cell.aliases) {
    organization.add_aliases(alias);
  }
  SetDays(days, row.FirstDay(), row.LastDay() + 1, &organization);
  organization.set_state(row.ExistsOn(day)      ? v1::Organization::STATE_ACTIVE
                         : day < row.FirstDay() ? v1::Organization::STATE_PLANNED
                                                : v1::Organization::STATE_CLOSED);
  AddNames(row, days, &organization);
  AddStandings(row, days, &organization);
  AddCodes(row, days, &organization);
  AddPlacements(picture, row, days, &organization);
  return organization;
}

}  // namespace eduplan::registry_model
