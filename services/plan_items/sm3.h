#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_SM3_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_SM3_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::plan_items {

// The SM3 digest (GB/T 32905) in 64 lower-case hex digits. Fails only if the OpenSSL of the machine
// has no SM3.
absl::StatusOr<std::string> Sm3Hex(std::string_view bytes);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_SM3_H_
