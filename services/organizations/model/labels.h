#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_LABELS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_LABELS_H_

#include <optional>
#include <string_view>

#include "eduplan/organization/v1/organization_service.pb.h"

namespace eduplan::organizations {

namespace v1 = ::eduplan::organization::v1;

// Reads what people write for a level or kind: the enum's name with or without its prefix in any
// case ("COUNTY"), or Chinese ("县级", "县").
std::optional<v1::Level> ParseLevel(std::string_view text);
std::optional<v1::OrganizationKind> ParseKind(std::string_view text);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_LABELS_H_
