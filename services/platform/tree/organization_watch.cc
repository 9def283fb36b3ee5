#include "services/platform/tree/organization_watch.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/platform/status/text.h"

namespace eduplan::tree {
namespace {

namespace v1 = ::eduplan::organization::v1;

std::string IdOf(std::string_view name, std::string_view collection = "organizations/") {
  return std::string(name.starts_with(collection) ? name.substr(collection.size()) : name);
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

// "0.6" in billionths, which the registry's shares are exact in; 0 for what is no share.
int64_t BillionthsOf(std::string_view share) {
  constexpr size_t kDecimals = 9;
  const size_t point = std::min(share.find('.'), share.size());
  const std::string_view whole = share.substr(0, point);
  const std::string_view decimals = point == share.size() ? "" : share.substr(point + 1);
  if (whole.size() > 1 || decimals.size() > kDecimals) {
    return 0;
  }
  std::string digits = text::Cat(whole, decimals);
  digits.append(kDecimals - decimals.size(), '0');
  int64_t billionths = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), billionths);
  return error == std::errc() && end == digits.data() + digits.size() ? billionths : 0;
}

void AddSuccessions(const v1::OrganizationEvent& event, Delta* delta) {
  for (const v1::Succession& succession : event.successions()) {
    Succession added = {.event = IdOf(event.name(), "organizationEvents/"),
                        .source = IdOf(succession.source()),
                        .target = IdOf(succession.target()),
                        .from = DayOf(event.effective_on()),
                        .shares = {},
                        .sequence = event.sequence()};
    for (const v1::Share& share : succession.shares()) {
      added.shares.push_back({share.key(), BillionthsOf(share.share())});
    }
    delta->successions.push_back(std::move(added));
  }
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
  for (const v1::OrganizationEvent& event : message.events()) {
    AddSuccessions(event, delta);
  }
  delta->replaces_all = delta->replaces_all || message.snapshot_begins();
  delta->sequence = message.sequence();
}

}  // namespace eduplan::tree
