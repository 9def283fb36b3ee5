#include "services/platform/tree/organization_watch.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eduplan::tree {
namespace {

namespace v1 = ::eduplan::organization::v1;

std::string IdOf(std::string_view name) {
  constexpr std::string_view kCollection = "organizations/";
  return std::string(name.starts_with(kCollection) ? name.substr(kCollection.size()) : name);
}

Day DayOf(const google::type::Date& date) {
  return ToDay(absl::CivilDay(date.year(), date.month(), date.day()));
}
template <typename Dated>
Day FromOf(const Dated& fact) {
  return fact.has_from() ? DayOf(fact.from()) : kAlways;
}
template <typename Dated>
Day ToOf(const Dated& fact) {
  return fact.has_to() ? DayOf(fact.to()) : kForever;
}

using Begin = std::pair<Day, const std::string*>;

// The official names by the day on which each begins. One holds until the next begins, and the
// first before it too, so that no day of a standing is without one.
std::vector<Begin> NamesOf(const v1::Organization& organization) {
  std::vector<Begin> names;
  for (const v1::DatedName& name : organization.names()) {
    if (name.type() != v1::DatedName::TYPE_ALIAS) {
      names.emplace_back(FromOf(name), &name.display_name());
    }
  }
  std::stable_sort(names.begin(), names.end(),
                   [](const Begin& a, const Begin& b) { return a.first < b.first; });
  return names;
}

// What it was and what it was called are two lists of the registry and one of the tree: a standing
// is cut where a name begins.
std::vector<State> StatesOf(const v1::Organization& organization) {
  std::vector<State> states;
  for (const v1::Standing& standing : organization.standings()) {
    states.push_back({FromOf(standing), ToOf(standing), static_cast<int>(standing.level()),
                      static_cast<int>(standing.kind()), ""});
  }
  Normalize(&states);
  const std::vector<Begin> names = NamesOf(organization);
  if (names.empty()) {
    return states;
  }
  std::vector<State> named;
  auto name = names.begin();
  for (State& state : states) {
    while (true) {
      while (name + 1 != names.end() && (name + 1)->first <= state.from) {
        ++name;
      }
      state.name = *name->second;
      if (name + 1 == names.end() || (name + 1)->first >= state.to) {
        break;
      }
      named.push_back(state);
      named.back().to = (name + 1)->first;
      state.from = (name + 1)->first;
    }
    named.push_back(std::move(state));
  }
  return named;
}

}  // namespace

void AddToDelta(const v1::WatchOrganizationsResponse& message, Delta* delta) {
  for (const v1::Organization& organization : message.organizations()) {
    const std::string id = IdOf(organization.name());
    delta->nodes.push_back({.id = id, .states = StatesOf(organization)});
    for (const v1::Placement& placement : organization.placements()) {
      delta->edges.push_back({.child = id,
                              .parent = IdOf(placement.parent()),
                              .relation = placement.relation() == v1::Placement::RELATION_REPORTING
                                              ? Relation::kReporting
                                              : Relation::kAdministrative,
                              .from = FromOf(placement),
                              .to = ToOf(placement)});
    }
  }
  delta->replaces_all = delta->replaces_all || message.snapshot_begins();
  delta->sequence = message.sequence();
}

}  // namespace eduplan::tree
