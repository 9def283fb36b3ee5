#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_COMPARE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_COMPARE_H_

#include <optional>
#include <vector>

#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/indicators/model/derive.h"

namespace eduplan::indicators {

// What a total is compared with; what is absent is not compared.
struct Compared {
  std::optional<Rational> value;

  bool with_previous = false;
  std::optional<Rational> previous;

  bool with_last_year = false;
  std::optional<Rational> last_year;
  bool comparable_boundaries = false;  // last year was put on this year's

  // The target, for the period itself or the year it lies in, and what has been done for it by the
  // period's end.
  std::optional<Rational> target;
  std::optional<calendar::Period> target_period;
  std::optional<Rational> attained;
};

v1::CellComparison Compare(const Definition& definition, const calendar::Period& period,
                           const Compared& compared);

// The periods whose totals make up what has been done, by the end of `period`, for a target of the
// year it lies in: of a FLOW all of its kind from the year's start, else the period itself.
std::vector<calendar::Period> AttainedOver(const Definition& definition,
                                           const calendar::Period& period);
// What they come to.
std::optional<Rational> AttainedBy(const Catalogue& catalogue, int index,
                                   const calendar::Period& period, const StatesByPeriod& states);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_COMPARE_H_
