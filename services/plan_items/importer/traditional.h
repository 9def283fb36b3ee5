// Texts in traditional characters.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer {

// Whether the text is printed in traditional characters: told by a share of characters that have
// simplified forms which no simplified text reaches.
bool IsTraditional(std::u32string_view text);

// The same text, character by character in simplified forms (ICU's Hant-Hans).
std::u32string Simplified(std::u32string_view text);

}  // namespace eduplan::importer
