#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_TOKEN_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_TOKEN_H_

#include <cstdint>
#include <string>

#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// This service's part of a consistency token.
inline std::string TokenOf(int64_t sequence) {
  return change_log::MakeToken("organizations", sequence);
}

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_TOKEN_H_
