#ifndef EDUPLAN_GATEWAY_TRANSCODE_REQUEST_BUILDER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_REQUEST_BUILDER_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/path_matcher.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

struct RequestParts {
  absl::string_view query;         // raw, without the question mark
  absl::string_view content_type;  // as sent
  absl::string_view body;
};

// Makes the RPC's request of an HTTP request.
//
// - Body: JSON for the route's body (`*` or a field; an empty body is an empty message). A route
//   whose body is a google.api.HttpBody reads application/json as the whole request, and any other
//   content type as the raw bytes.
// - Query: every field not bound by path or body, dotted, by proto or JSON name, repeated as often
// as
//   the field is. A parameter for a field bound by the path is ignored.
// - Path: wins over the query; a different value in the body is refused.
// - PATCH with a body field and no mask gets the mask of MaskFromJson.
//
// INVALID_ARGUMENT with ErrorInfo, BadRequest and LocalizedMessage names the field or place.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(
    const Route& route, const std::vector<PathBinding>& bindings, const RequestParts& parts);

// An empty message of the route's request type.
std::unique_ptr<google::protobuf::Message> NewRequest(const Route& route);

// Sets what the path says, as BuildRequest does.
absl::Status BindPathValues(const Route& route, const std::vector<PathBinding>& bindings,
                            google::protobuf::Message& message);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_REQUEST_BUILDER_H_
