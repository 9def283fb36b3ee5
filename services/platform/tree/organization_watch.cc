#include "services/platform/tree/organization_watch.h"

#include <string>
#include <string_view>

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

}  // namespace

void AddToDelta(const v1::WatchOrganizationsResponse& message, Delta* delta) {
  for (const v1::Organization& organization : message.organizations()) {
    const std::string id = IdOf(organization.name());
    delta->nodes.push_back({.id = id,
                            .name = organization.display_name(),
                            .level = static_cast<int>(organization.level()),
                            .kind = static_cast<int>(organization.kind()),
                            .from = DayOf(organization.from()),
                            .to = organization.has_to() ? DayOf(organization.to()) : kForever});
    for (const v1::Placement& placement : organization.placements()) {
      delta->edges.push_back({.child = id,
                              .parent = IdOf(placement.parent()),
                              .relation = placement.relation() == v1::Placement::RELATION_REPORTING
                                              ? Relation::kReporting
                                              : Relation::kAdministrative,
                              .from = DayOf(placement.from()),
                              .to = placement.has_to() ? DayOf(placement.to()) : kForever});
    }
  }
  delta->replaces_all = delta->replaces_all || message.snapshot_begins();
  delta->sequence = message.sequence();
}

}  // namespace eduplan::tree
