#include "services/platform/api/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace eduplan::api {

bool IsUtf8(std::string_view text) {
  size_t i = 0;
  const size_t size = text.size();
  while (i < size) {
    // Most text is ASCII in runs: eight bytes at a time.
    uint64_t word = 0;
    while (size - i >= sizeof(word)) {
      std::memcpy(&word, text.data() + i, sizeof(word));
      if ((word & 0x8080808080808080ULL) != 0) break;
      i += sizeof(word);
    }
    if (i == size) break;
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string Excerpt(std::string_view text, size_t bytes) {
  if (!IsUtf8(text.substr(0, bytes)) && !IsUtf8(text)) return "(not UTF-8)";
  if (text.size() <= bytes) return std::string(text);
  size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)).append("…");
}

}  // namespace eduplan::api
