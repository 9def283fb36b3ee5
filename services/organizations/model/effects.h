#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EFFECTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EFFECTS_H_

#include <vector>

#include "eduplan/organization/v1/organization_event.pb.h"
#include "services/organizations/model/change_set.h"

namespace eduplan::organizations {

// What a settled change does, compared day by day with what was recorded: one effect for each fact
// of each organization that becomes another, from the first day on which it does. By organization,
// then by day. descendant_count is left to the caller. Pure.
std::vector<eduplan::organization::v1::Effect> EffectsOf(const ChangeSet& set);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EFFECTS_H_
