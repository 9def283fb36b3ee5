#ifndef EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_
#define EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace eduplan::transcode {

inline constexpr int kMaxJsonDepth = 64;

// Where a text begins in a longer one; lines and columns (in characters) count from 1.
struct TextPlace {
  size_t line = 1;
  size_t column = 1;
  size_t byte = 0;

  void Advance(char c) {
    ++byte;
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++column;
    }
  }
};

// The error of CheckJson.
absl::Status BadJson(absl::string_view reason, const TextPlace& place, absl::string_view why,
                     absl::string_view why_chinese);

// Refuses text that is not exactly one strict JSON value (RFC 8259) in UTF-8, nested at most
// kMaxJsonDepth deep. INVALID_ARGUMENT names the byte offset of invalid UTF-8, else line and
// column. protobuf's own reader is lenient (single quotes, bare keys) and is given only what
// passes here. Places are those of the whole text when this one begins at `origin`.
absl::Status CheckJson(absl::string_view text, const TextPlace& origin = {});

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_JSON_TEXT_H_
