#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONSISTENCY_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONSISTENCY_H_

#include <string>

#include "absl/status/status.h"
#include "services/organizations/model/change_set.h"

namespace eduplan::organizations {

// The fields of a request that errors name.
struct BlamedFields {
  std::string self = "name";
  std::string parent = "parent";
  std::string reporting_parent = "parent";
  std::string code = "code";
};

// Whether the registry will be in order after the change, on every day of the past and the future:
// - what holds one at a time does not overlap; an official name holds whenever it exists;
// - a parent exists as long as the child stands under it, and is of no lower level;
// - once it has stood under a parent it always does, while it exists (no orphan);
// - nobody stands above itself, in the administrative tree or in the one that counts;
// - no two bear one code on the same day.
// `set` holds the changed ones, everyone who ever stands above them, the children ever of those
// whose standings change, and everyone who bears one of their codes. FAILED_PRECONDITION, or
// ALREADY_EXISTS for a code, in terms of the request's fields. Pure.
absl::Status CheckConsistent(const ChangeSet& set, const BlamedFields& fields);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONSISTENCY_H_
