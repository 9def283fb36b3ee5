#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_

#include <map>
#include <string>
#include <vector>

#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/indicators/model/rollup.h"

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
// were reported. STOCK: itself, else the last part. TO_DATE: the cumulative at its end less that at
// its start.
Derived DeriveOverTime(const Definition& definition, int index, const calendar::Period& period,
                       const StatesByPeriod& states);

// The cell of a table: value, text, parts and completeness.
v1::RollupCell PresentCell(const Definition& definition, const calendar::Period& period,
                           const Derived& derived);

// Value of a state: exact for sums, rounded to the indicator's decimals for quotients; empty if
// there is nothing to total. `numerator` and `denominator` may be null.
std::string PresentValue(const Definition& definition, const State& state, std::string* numerator,
                         std::string* denominator);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_PRESENT_H_
