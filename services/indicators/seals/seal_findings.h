#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_FINDINGS_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_FINDINGS_H_

#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/value.pb.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// FAILED_PRECONDITION if one of the findings stands in the way of filing: the first ERROR, by its
// own reason, or else the first WARNING that is not confirmed (WARNING_NOT_CONFIRMED).
absl::Status RefuseFindings(const std::vector<v1::CheckFinding>& findings);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_FINDINGS_H_
