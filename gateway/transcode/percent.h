#ifndef EDUPLAN_GATEWAY_TRANSCODE_PERCENT_H_
#define EDUPLAN_GATEWAY_TRANSCODE_PERCENT_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace eduplan::transcode {

enum class PercentRule {
  kAll,           // a single path segment
  kKeepReserved,  // several path segments: an escaped RFC 3986 reserved character stays escaped
  kForm,          // a query name or value: like kAll, and + is a space
};

// Unescapes into `out`. On a broken escape returns its byte offset, and `out` is unspecified.
std::optional<size_t> PercentDecode(absl::string_view text, PercentRule rule, std::string& out);

// The offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and values
// past U+10FFFF included), or nothing when all of it is.
std::optional<size_t> FindInvalidUtf8(absl::string_view text);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_PERCENT_H_
