#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_COMPARE_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_COMPARE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/seals/filed_version.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

using ValuesByCode = std::map<std::string, ValueRow, std::less<>>;  // without cleared ones

// An organization's filed values of a period as of `sequence` (kCurrent: now).
absl::StatusOr<ValuesByCode> ReadAsOf(sql::Transaction& transaction, std::string_view period,
                                      const std::string& organization, int64_t sequence);
// The same as the version says that they were last submitted, each cell as of its own sequence.
absl::StatusOr<ValuesByCode> ReadSubmitted(sql::Transaction& transaction, std::string_view period,
                                           const std::string& organization,
                                           const FiledVersion& version);

// Cell by cell in catalogue order; only of `members` unless it is null. A cell differs if anything
// does that its reporter gave.
v1::CompareSealResponse CompareValues(const Catalogue& catalogue,
                                      const std::set<std::string, std::less<>>* members,
                                      const ValuesByCode& from, const ValuesByCode& to);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_COMPARE_H_
