#ifndef EDUPLAN_GATEWAY_OPENAPI_DOCUMENT_H_
#define EDUPLAN_GATEWAY_OPENAPI_DOCUMENT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace eduplan::openapi {

// The OpenAPI 3.1 document of some services: a path for each google.api.http rule, parameters,
// bodies and schemas with the protos' comments, the error schema and bearer security.
//
// `descriptor_set` is a serialized FileDescriptorSet with all imports and source info. The same
// input gives the same bytes. INVALID_ARGUMENT when it is no such set, NOT_FOUND for a service that
// is not in it.
absl::StatusOr<std::string> MakeDocument(absl::string_view descriptor_set,
                                         const std::vector<std::string>& services,
                                         absl::string_view title, absl::string_view version);

}  // namespace eduplan::openapi

#endif  // EDUPLAN_GATEWAY_OPENAPI_DOCUMENT_H_
