#ifndef EDUPLAN_GATEWAY_TRANSCODE_VALUE_TEXT_H_
#define EDUPLAN_GATEWAY_TRANSCODE_VALUE_TEXT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

// Sets (or appends to) a scalar or enum field. INVALID_ARGUMENT says what was expected.
absl::Status SetScalarFromText(google::protobuf::Message& holder,
                               const google::protobuf::FieldDescriptor& field,
                               absl::string_view text);

// Reads a message which has a textual form; see SetFromText.
absl::Status ParseMessageText(absl::string_view text, google::protobuf::Message& message);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_VALUE_TEXT_H_
