// Characters of the symbol fonts: w:sym.
#pragma once

#include <string_view>

namespace eduplan::importer::word {

// What the character `code` of `font` shows: U+F0B3 of Symbol is ≥. 0 if it is not known what.
char32_t SymbolOf(std::string_view font, char32_t code);

}  // namespace eduplan::importer::word
