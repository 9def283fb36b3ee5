#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_REQUEST_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_REQUEST_H_

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/seals/seal_store.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// A move of a seal, as a request asks for it.
struct SealRequest {
  SealKey key;
  v1::Seal::State target = v1::Seal::STATE_UNSPECIFIED;  // unspecified: reopen
  std::vector<std::string> cells;                        // as given
  v1::Seal::Meanwhile meanwhile = v1::Seal::MEANWHILE_KEEP;
  std::string transition;
  std::string reason;

  // Tells requests apart that ask for something else, whatever their reasons.
  std::string Digest() const;
};

// INVALID_ARGUMENT naming the field.
absl::StatusOr<SealRequest> ParseTransition(const v1::TransitionSealRequest& request);
absl::StatusOr<SealRequest> ParseReopening(const v1::ReopenSealRequest& request);

// Codes of the values that cells stand for: a RATIO's parts come along, since these are what is
// entered. INVALID_ARGUMENT for an unknown indicator (UNKNOWN_INDICATOR), one that is never entered
// (NOT_ENTERED) and, unless `members` is null, one that is not of the set (NOT_IN_SET).
absl::StatusOr<std::vector<std::string>> CodesOf(const Catalogue& catalogue,
                                                 const calendar::Period& period,
                                                 const std::vector<std::string>& cells,
                                                 const std::set<std::string, std::less<>>* members);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_REQUEST_H_
