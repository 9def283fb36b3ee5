#ifndef EDUPLAN_GATEWAY_SERVICES_H_
#define EDUPLAN_GATEWAY_SERVICES_H_

#include <string>

namespace eduplan::gateway {

// The full names of the services behind the gateway. Taken from linked-in descriptors, so that the
// linker keeps them.
std::string OrganizationServiceName();
std::string PlanServiceName();
std::string LinkServiceName();
std::string PlanRevisionServiceName();
std::string IndicatorServiceName();
std::string ValueServiceName();
std::string SealServiceName();
std::string RollupServiceName();
std::string DocumentServiceName();

}  // namespace eduplan::gateway

#endif  // EDUPLAN_GATEWAY_SERVICES_H_
