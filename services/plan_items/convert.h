#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_CONVERT_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_CONVERT_H_

#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// What the importer read, as the API shows it.
v1::ParsedPlan ToProto(const importer::ParsedPlan& plan);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_CONVERT_H_
