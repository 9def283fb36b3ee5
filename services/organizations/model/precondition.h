#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_PRECONDITION_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_PRECONDITION_H_

#include <string_view>

#include "services/platform/status/error.h"

namespace eduplan::organizations {

// FAILED_PRECONDITION naming a field of the request.
inline status::Error Precondition(std::string_view reason, std::string_view field,
                                  std::string_view english, std::string_view chinese) {
  status::Error error(absl::StatusCode::kFailedPrecondition, reason);
  error.Message(english, chinese).Field(field, english);
  return error;
}

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_PRECONDITION_H_
