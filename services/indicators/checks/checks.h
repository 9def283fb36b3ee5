#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/calendar/period.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// The checks of an organization's values of a period that do not hold, for the indicators of
// `changed` and those whose rules mention one of them (all if `changed` is empty): the definitions'
// own rules, and the whole typed where the 本级 part belongs.
absl::StatusOr<std::vector<v1::CheckFinding>> CheckValues(sql::Transaction& transaction,
                                                          const Catalogue& catalogue,
                                                          const tree::Forest& forest,
                                                          const std::string& organization,
                                                          const calendar::Period& period,
                                                          const std::set<std::string>& changed);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_
