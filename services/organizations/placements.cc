#include "services/organizations/placements.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/functional/function_ref.h"

namespace eduplan::organizations {
namespace {

std::vector<Placement> OfRelation(const std::vector<Placement>& placements, int relation) {
  std::vector<Placement> result;
  for (const Placement& placement : placements) {
    if (placement.relation == relation) {
      result.push_back(placement);
    }
  }
  return result;
}

std::vector<Placement> Administrative(const std::vector<Placement>& placements) {
  return OfRelation(placements, kAdministrative);
}

// Walks upward from `id`, each time with the days on which the whole way so far holds.
bool ReachesItself(const PlacementsById& placements, std::string_view id,
                   absl::FunctionRef<std::vector<Placement>(const std::vector<Placement>&)> tree) {
  struct Step {
    std::string node;
    Span span;
  };
  std::vector<Step> steps = {{std::string(id), Span{"", std::string(kForever)}}};
  while (!steps.empty()) {
    const Step step = std::move(steps.back());
    steps.pop_back();
    const auto found = placements.find(step.node);
    if (found == placements.end()) {
      continue;
    }
    for (const Placement& placement : tree(found->second)) {
      const Span span = Common(step.span, placement.span);
      if (span.from >= span.to) {
        continue;
      }
      if (placement.parent == id) {
        return true;
      }
      steps.push_back({placement.parent, span});
    }
  }
  return false;
}

}  // namespace

std::string ParentOn(const std::vector<Placement>& placements, int relation, std::string_view day) {
  for (const Placement& placement : placements) {
    if (placement.relation == relation && placement.span.Holds(day)) {
      return placement.parent;
    }
  }
  return "";
}

std::vector<Placement> Moved(std::vector<Placement> placements, int relation,
                             std::string_view parent, std::string_view day) {
  std::erase_if(placements, [&](const Placement& placement) {
    return placement.relation == relation && placement.span.from >= day;
  });
  for (Placement& placement : placements) {
    if (placement.relation == relation) {
      placement.span.to = std::min(placement.span.to, std::string(day));
    }
  }
  placements.push_back({relation, std::string(parent), {std::string(day), std::string(kForever)}});
  std::sort(placements.begin(), placements.end(), [](const Placement& a, const Placement& b) {
    return std::tie(a.relation, a.span.from) < std::tie(b.relation, b.span.from);
  });
  return placements;
}

std::vector<Placement> Effective(const std::vector<Placement>& placements) {
  std::vector<Placement> result = OfRelation(placements, kReporting);
  const std::vector<Placement> reporting = result;  // by day, disjoint
  for (const Placement& administrative : OfRelation(placements, kAdministrative)) {
    Placement rest = administrative;
    for (const Placement& over : reporting) {
      if (!over.span.Overlaps(rest.span)) {
        continue;
      }
      if (rest.span.from < over.span.from) {
        Placement before = rest;
        before.span.to = over.span.from;
        result.push_back(before);
      }
      rest.span.from = std::min(over.span.to, rest.span.to);
    }
    if (rest.span.from < rest.span.to) {
      result.push_back(rest);
    }
  }
  return result;
}

bool StandsAboveItself(const PlacementsById& placements, std::string_view id) {
  return ReachesItself(placements, id, Administrative) || ReachesItself(placements, id, Effective);
}

}  // namespace eduplan::organizations
