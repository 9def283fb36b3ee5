#ifndef EDUPLAN_GATEWAY_TRANSCODE_FIELD_PATH_H_
#define EDUPLAN_GATEWAY_TRANSCODE_FIELD_PATH_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

// A way from a message down to one of its fields; all but the last are singular messages.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// Follows a dotted path of proto names or JSON names. NOT_FOUND when there is no such field or it
// leads through a scalar, a list or a map.
absl::StatusOr<FieldPath> ResolveFieldPath(const google::protobuf::Descriptor& root,
                                           absl::string_view dotted);

// The dotted proto names, for messages.
std::string FieldPathName(const FieldPath& path);

// Sets the field from text, or appends where it is repeated. Takes scalars, enums (by name, by name
// without the enum's prefix, by number), bytes (both base64 alphabets), wrappers, Timestamp,
// Duration, FieldMask, Struct and Value as JSON text, and google.type.Date as YYYY-MM-DD.
// INVALID_ARGUMENT (without details) says what was expected.
absl::Status SetFromText(google::protobuf::Message& root, const FieldPath& path,
                         absl::string_view text);

// The message that holds the path's last field, or nullptr when it is not there.
const google::protobuf::Message* FindHolder(const google::protobuf::Message& root,
                                            const FieldPath& path);
google::protobuf::Message* MakeHolder(google::protobuf::Message& root, const FieldPath& path);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_FIELD_PATH_H_
