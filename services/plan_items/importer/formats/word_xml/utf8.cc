#include "services/plan_items/importer/formats/word_xml/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace eduplan::importer::word {

void AppendUtf8(std::string_view utf8, std::u32string& to) {
  const auto* const bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT_OR_FFFD(bytes, at, size, c);
    to.push_back(static_cast<char32_t>(c));
  }
}

std::u32string FromUtf8(std::string_view utf8) {
  std::u32string text;
  AppendUtf8(utf8, text);
  return text;
}

}  // namespace eduplan::importer::word
