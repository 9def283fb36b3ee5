// From bytes to Unicode: byte order mark, UTF-8 (strict), UTF-16, GB18030.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::importer {

// Decodes a text. `charset` is what the sender declared, or "" to find out: a byte order mark, then
// UTF-16 by its zero bytes, then UTF-8, then GB18030. Bytes that fit none are INVALID_ARGUMENT
// naming the byte offset (from 0) and the line (from 1); so is a NUL or other control character.
// Line ends come out as '\n'.
absl::StatusOr<std::u32string> Decode(std::string_view bytes, std::string_view charset = {});

// Line (from 1) of a position in decoded text.
size_t LineOf(std::u32string_view text, size_t position);

// UTF-8 of any code points; surrogates become U+FFFD.
std::string ToUtf8(std::u32string_view text);

}  // namespace eduplan::importer
