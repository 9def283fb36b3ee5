#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_SET_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_SET_STORE_H_

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "services/indicators/model/definition.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// Sets in their table. Each function works inside the caller's transaction; errors of the database
// are the driver's.

// The set as known at `sequence` (now unless said otherwise), in the state it has today in
// Asia/Shanghai. NOT_FOUND if there is, or was, none.
absl::StatusOr<v1::IndicatorSet> ReadSet(sql::Transaction& transaction, std::string_view id,
                                         int64_t sequence = std::numeric_limits<int64_t>::max());
// At most `limit` sets as known at `sequence`, by id, after `last_id`.
absl::StatusOr<std::vector<v1::IndicatorSet>> ListSets(sql::Transaction& transaction,
                                                       int64_t sequence, std::string_view last_id,
                                                       int limit);
// Supersedes what stands under the set's name, if anything.
absl::Status ReplaceSet(change_log::Change& change, const v1::IndicatorSet& set);

// Before, in or after its time on that day.
v1::IndicatorSet::State StateOn(const v1::IndicatorSet& set, absl::CivilDay day);
// FAILED_PRECONDITION (SET_EXPIRED, SET_NOT_YET_VALID) unless it is in force.
absl::Status RequireValid(const v1::IndicatorSet& set);

// A set and the places of its members in a catalogue.
struct SetView {
  v1::IndicatorSet proto;
  std::vector<int> members;  // in the order of the set
};
// INVALID_ARGUMENT (UNKNOWN_INDICATOR) naming the member that the catalogue does not have.
absl::StatusOr<SetView> ViewSet(v1::IndicatorSet set, const Catalogue& catalogue);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_SET_STORE_H_
