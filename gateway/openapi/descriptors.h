#ifndef EDUPLAN_GATEWAY_OPENAPI_DESCRIPTORS_H_
#define EDUPLAN_GATEWAY_OPENAPI_DESCRIPTORS_H_

#include "absl/strings/string_view.h"

namespace eduplan::openapi {

// The serialized FileDescriptorSet of eduplan's protos with their comments, linked in.
absl::string_view Descriptors();

}  // namespace eduplan::openapi

#endif  // EDUPLAN_GATEWAY_OPENAPI_DESCRIPTORS_H_
