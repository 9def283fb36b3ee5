#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_SHARES_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_SHARES_H_

#include "absl/status/status.h"
#include "eduplan/organization/v1/organization_service.pb.h"

namespace eduplan::organizations {

// The key of everything that has no apportioning key of its own.
inline constexpr char kDefaultKey[] = "default";

// INVALID_ARGUMENT naming the field of `targets` if a share is no decimal above 0 and at most 1
// with at most 9 decimals, a key is malformed or given twice, the targets do not all have the same
// keys, "default" among them, or the shares of a key do not add up to 1 exactly. Writes the default
// key where it was left out. Pure.
absl::Status CheckShares(eduplan::organization::v1::SplitOrganizationRequest* request);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_SHARES_H_
