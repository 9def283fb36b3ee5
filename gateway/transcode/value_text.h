#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace eduplan::transcode {

// Sets (or appends to) a scalar or enum field. INVALID_ARGUMENT says what was expected.
absl::Status SetScalarFromText(google::protobuf::Message& holder,
                               const google::protobuf::FieldDescriptor& field,
                               std::string_view text);

// Reads a message which has a textual form; see SetFromText.
absl::Status ParseMessageText(std::string_view text, google::protobuf::Message& message);

}  // namespace eduplan::transcode
