#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_DECISIONS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_DECISIONS_H_

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/links/link_store.h"
#include "services/plan_items/links/plan_figures.h"

namespace eduplan::plan_items {

// Decisions as they come in a request. Pure.

// A link as it was decided, and the figure that it is of.
struct Decided {
  StoredLink stored;                   // without principal, time and sequence
  const PlanFigure* figure = nullptr;  // null if the plan has it no longer
  int place = 0;                       // in the request
};

// INVALID_ARGUMENT naming the decision and field: an unknown or repeated figure, no indicator, a
// period, value or text that cannot be, one indicator twice; VALUE_REQUIRED where the figure does
// not say its value. Of a figure that is gone its link alone is known, by figure.
absl::StatusOr<std::vector<Decided>> ReadDecisions(
    const v1::AcceptLinksRequest& request, const v1::Plan& plan,
    std::span<const PlanFigure> figures, const absl::flat_hash_map<std::string, StoredLink>& links);

// Whether the same was decided already and has not been refused since.
bool SameDecision(const v1::Link& a, const v1::Link& b);

// What the figure is remembered by.
linking::Decision ToRemember(const Decided& decided);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_DECISIONS_H_
