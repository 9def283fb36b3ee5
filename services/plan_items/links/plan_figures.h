#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_FIGURES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/linking/linker.h"
#include "services/plan_items/names.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// A figure of a plan and where it stands.
struct PlanFigure {
  v1::Measurement measurement;
  std::string source;    // name of its item; of the plan for one of the preamble
  std::string heading;   // of its item, without a sentence that follows in it
  std::string previous;  // name of the figure right before it in the sentence

  linking::Figure View() const { return {&measurement, heading, previous}; }
  linking::Key Key() const { return linking::KeyOf(measurement, heading, previous); }
};

// Every figure of a plan as of `sequence`, in document order.
absl::StatusOr<std::vector<PlanFigure>> ReadFigures(sql::Transaction& transaction,
                                                    const PlanId& plan, int64_t sequence);

// The period that it would be a value of: the plan's first, for what was reached, and its last, for
// what is aimed at. Empty if the plan has none.
std::string PeriodOf(const v1::Plan& plan, const v1::Measurement& measurement);
v1::LinkValueKind ValueKindOf(const v1::Measurement& measurement);
// It does not say what a value would be: it is masked, or a bound.
bool NeedsValue(const v1::Measurement& measurement);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PLAN_FIGURES_H_
