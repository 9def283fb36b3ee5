#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DERIVE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DERIVE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/indicators/model/rational.h"
#include "services/indicators/model/state.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// States of a node by base period.
using StatesByPeriod = std::map<std::string, States>;

// The periods whose entries the totals of `period` may be derived from, itself first: finer ones
// within it, those that end with it, and those that end where it starts.
std::vector<calendar::Period> BasePeriods(const calendar::Period& period);

// One indicator's total for a period, derived over time.
struct Derived {
  State state;
  State cumulative;  // TO_DATE: at the end of the period
  bool has_cumulative = false;
  std::vector<std::string> sources;  // the periods it was read from
  bool incomplete = false;           // a part of the period is missing altogether
};

// FLOW: the period itself where somebody reported for it, else the sum of the coarsest parts that
// were reported; of what cannot be added over time from totals alone (MIN, MAX, MEDIAN, COUNT_TRUE,
// SHARE_TRUE, NONE) incomplete. STOCK: itself, else the last part. TO_DATE: the cumulative at its
// end less that at its start, incomplete where more or fewer reported the one than the other.
Derived DeriveOverTime(const Definition& definition, int index, const calendar::Period& period,
                       const StatesByPeriod& states);

// The exact value of a state; nothing if there is nothing to total, or a divisor is 0.
std::optional<Rational> ExactValue(const Definition& definition, const State& state);

// A total with its exact value: of a FORMULA the value is the formula's, and the counts are those
// of its worst operand.
struct Total {
  const Definition* definition = nullptr;  // the edition; null if there is none for the period
  Derived derived;
  std::optional<Rational> value;
};

// The total of an indicator at a node for a period. `states` must hold the base periods of the
// period and, for a FORMULA, of those that it refers to (see PeriodsOf). Pure.
Total TotalOf(const Catalogue& catalogue, int index, const calendar::Period& period,
              const StatesByPeriod& states);

// The periods whose totals an indicator's total for `period` is made from: itself, and what
// formulas refer to.
std::vector<calendar::Period> PeriodsOf(const Catalogue& catalogue, int index,
                                        const calendar::Period& period);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DERIVE_H_
