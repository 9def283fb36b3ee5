#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_VALUE_PERMISSION_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_VALUE_PERMISSION_H_

#include "absl/status/status.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/names.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Whether the caller may write and withdraw figures of that kind: as the indicators see it, for
// what is pending may be written without the caller.
absl::Status MayWrite(tree::Access& access, const server::Call& call, const PlanId& plan,
                      v1::LinkValueKind kind);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_VALUE_PERMISSION_H_
