// From bytes to characters, in runs that each know the byte where every character begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/plan_items/importer/formats/text/charset.h"

namespace eduplan::importer {

struct Block {
  const char32_t* chars;
  const uint32_t* at;  // The byte where each begins, counted from `base`.
  size_t size;
  uint64_t base;
};

// What it returns ends the reading if it is an error.
using BlockSink = absl::FunctionRef<absl::Status(const Block&)>;

// LF, CR (CR LF is one line end), NEL, VT, FF and the separators of Unicode.
constexpr bool EndsLine(char32_t c) {
  return (c >= U'\n' && c <= U'\r') || c == U'\u0085' || c == U'\u2028' || c == U'\u2029';
}

// Reads `bytes` from `begin` on (behind a byte order mark). INVALID_ARGUMENT, naming the byte and
// the line, for one that does not belong to `charset`.
absl::Status ReadBlocks(std::string_view bytes, size_t begin, Charset charset, BlockSink sink);

// The first byte that is not UTF-8, or npos; how many sequences of three or four bytes are sound
// and how many are not.
struct Utf8Check {
  size_t bad_offset = std::string_view::npos;
  size_t good = 0;
  size_t bad = 0;
  bool plain = true;  // ASCII without control characters.
};
Utf8Check CheckUtf8(std::string_view bytes);

}  // namespace eduplan::importer
