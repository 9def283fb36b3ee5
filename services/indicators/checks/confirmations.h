#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_CONFIRMATIONS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_CONFIRMATIONS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// SQL over finding_confirmations. Each function works inside the caller's transaction.

// Puts its confirmation on each WARNING that was confirmed; one statement, or none without any.
absl::Status AddConfirmations(sql::Transaction& transaction, std::string_view organization,
                              std::string_view period, std::vector<v1::CheckFinding>* findings);

// Confirms findings, or confirms them anew with this reason; leaves an event and an audit row.
absl::Status StoreConfirmations(change_log::Change& change, std::string_view organization,
                                std::string_view period,
                                std::span<const v1::CheckFinding* const> findings,
                                std::string_view reason);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_CONFIRMATIONS_H_
