#ifndef EDUPLAN_SERVICES_DOCUMENTS_SM3_H_
#define EDUPLAN_SERVICES_DOCUMENTS_SM3_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::documents {

// SM3 (GB/T 32905-2016) in 64 hex digits. INTERNAL when OpenSSL has no SM3.
absl::StatusOr<std::string> Sm3Hex(std::string_view data);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_SM3_H_
