#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SET_MEMBERS_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SET_MEMBERS_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// Codes of the indicators of a set as it stands. NOT_FOUND if there is no such set.
absl::StatusOr<std::set<std::string, std::less<>>> SetMembers(sql::Transaction& transaction,
                                                              std::string_view set);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SET_MEMBERS_H_
