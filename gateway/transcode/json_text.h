#ifndef EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_
#define EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace eduplan::transcode {

inline constexpr int kMaxJsonDepth = 64;

// Refuses text that is not exactly one strict JSON value (RFC 8259) in UTF-8, nested at most
// kMaxJsonDepth deep. INVALID_ARGUMENT names the byte offset of invalid UTF-8, else line and
// column. protobuf's own reader is lenient (single quotes, bare keys) and is given only what passes
// here.
absl::Status CheckJson(absl::string_view text);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_
