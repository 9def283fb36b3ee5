#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// Of `organizations` those whose values of the period may not be written.
absl::StatusOr<std::vector<std::string>> SealedOrganizations(
    sql::Transaction& transaction, std::string_view period,
    const std::vector<std::string>& organizations);
// FAILED_PRECONDITION (SEALED) naming the place.
absl::Status SealedError(std::string_view place, std::string_view organization,
                         std::string_view period);

// OPEN with sequence 0 if it was never sealed.
absl::StatusOr<v1::Seal> ReadSeal(sql::Transaction& transaction, std::string_view organization,
                                  std::string_view period);
// Moves the seal. The same `transition` as the last move answers the same; FAILED_PRECONDITION
// (INVALID_TRANSITION) for a way that does not exist.
absl::StatusOr<v1::Seal> MoveSeal(change_log::Change& change, std::string_view organization,
                                  std::string_view period, v1::Seal::State target,
                                  std::string_view transition, std::string_view reason);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_
