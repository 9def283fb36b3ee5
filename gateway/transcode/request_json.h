#ifndef EDUPLAN_GATEWAY_TRANSCODE_REQUEST_JSON_H_
#define EDUPLAN_GATEWAY_TRANSCODE_REQUEST_JSON_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

bool IsJson(absl::string_view content_type);       // application/json
bool IsJsonLines(absl::string_view content_type);  // application/x-ndjson, application/ndjson

// Reads one JSON value that has passed CheckJson into the route's request: the whole of it, or its
// body field unless that is a google.api.HttpBody. INVALID_ARGUMENT names the field.
absl::Status ReadJson(const Route& route, absl::string_view json,
                      google::protobuf::Message& message);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_REQUEST_JSON_H_
