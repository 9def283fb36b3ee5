#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CORRECTION_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CORRECTION_H_

#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// The record with the lists of the request's mask replaced by those of its organization. A fact
// without a first day holds from 1949-10-01, one without a last day for ever. INVALID_ARGUMENT
// naming the element of a list. Pure.
absl::StatusOr<Record> Corrected(
    Record record, const eduplan::organization::v1::CorrectOrganizationRequest& request);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CORRECTION_H_
