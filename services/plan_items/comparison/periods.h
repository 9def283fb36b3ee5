// Which period the figures of a plan are of, and how one plan's relates to another's.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PERIODS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PERIODS_H_

#include <optional>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/comparison/plan_view.h"
#include "services/platform/calendar/period.h"

namespace eduplan::comparison {

// What a plan reports on and what it plans for; nothing where it does neither or does not say. A
// summary and plan reports on its first period and plans for its last.
struct PlanPeriods {
  std::optional<calendar::Period> reported;
  std::optional<calendar::Period> planned;

  // What the plan as a whole is of.
  const std::optional<calendar::Period>& Main() const { return reported ? reported : planned; }
};
PlanPeriods PeriodsOf(v1::DocumentKind kind, const std::vector<std::string>& periods);

bool Reports(v1::DocumentKind kind);  // summaries
bool Plans(v1::DocumentKind kind);    // key points and plans, and what is both

// What a plan is of and for when.
struct PlanTime {
  v1::DocumentKind kind = v1::DOCUMENT_KIND_UNSPECIFIED;
  PlanPeriods periods;
};
PlanTime TimeOf(const v1::Plan& plan);
PlanTime TimeOf(const PlanView& view);

// How `base` relates to `plan`.
v1::BaseRelation RelationOf(const PlanTime& plan, const PlanTime& base);

// What the section that a figure stands in speaks of, or else what its kind tells.
std::optional<calendar::Period> PeriodOf(const PlanView& view, const PlanPeriods& periods,
                                         const FigureView& figure);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PERIODS_H_
