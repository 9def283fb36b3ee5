#include "services/plan_items/importer/formats/word_xml/symbols.h"

#include <utility>

namespace eduplan::importer::word {
namespace {

using Entry = std::pair<char32_t, char32_t>;

// By the code within the font.
constexpr Entry kSymbol[] = {
    {0xA3, U'≤'}, {0xA5, U'∞'}, {0xAB, U'↔'}, {0xAC, U'←'}, {0xAD, U'↑'}, {0xAE, U'→'},
    {0xAF, U'↓'}, {0xB0, U'°'}, {0xB1, U'±'}, {0xB3, U'≥'}, {0xB4, U'×'}, {0xB7, U'•'},
    {0xB8, U'÷'}, {0xB9, U'≠'}, {0xBB, U'≈'}, {0xBC, U'…'}, {0x44, U'Δ'}, {0x53, U'Σ'},
    {0x61, U'α'}, {0x62, U'β'}, {0x6D, U'μ'}, {0x70, U'π'},
};
constexpr Entry kWingdings[] = {
    {0x52, U'☑'}, {0x6C, U'●'}, {0x6E, U'■'}, {0x6F, U'□'}, {0x75, U'◆'},
    {0xA1, U'○'}, {0xA8, U'□'}, {0xAB, U'★'}, {0xE0, U'→'}, {0xFB, U'✗'},
    {0xFC, U'✓'}, {0xFD, U'☒'}, {0xFE, U'☑'},
};
constexpr Entry kWingdings2[] = {
    {0x50, U'✓'}, {0x51, U'☒'}, {0x52, U'☑'}, {0x53, U'☒'}, {0x54, U'☒'}, {0xA3, U'□'},
};

template <size_t size>
char32_t Find(const Entry (&entries)[size], char32_t code) {
  for (const auto& [from, to] : entries) {
    if (from == code) return to;
  }
  return 0;
}

}  // namespace

char32_t SymbolOf(std::string_view font, char32_t code) {
  const bool of_symbol_font = code >= 0xF000 && code <= 0xF0FF;
  const char32_t within = of_symbol_font ? code - 0xF000 : code;
  if (font == "Symbol") {
    // Figures and marks have the place they have in ASCII.
    if (within >= 0x20 && within < 0x40 && within != 0x22 && within != 0x24) return within;
    return Find(kSymbol, within);
  }
  if (font == "Wingdings") {
    if (within >= 0x81 && within <= 0x8A) return U'①' + (within - 0x81);
    if (within >= 0x8C && within <= 0x95) return U'❶' + (within - 0x8C);
    return Find(kWingdings, within);
  }
  if (font == "Wingdings 2") {
    if (within >= 0x6A && within <= 0x73) return U'①' + (within - 0x6A);
    return Find(kWingdings2, within);
  }
  const bool is_private = code >= 0xD800 && code <= 0xF8FF;  // Or half of a pair.
  return is_private || code < 0x20 || code > 0x10FFFF ? 0 : code;
}

}  // namespace eduplan::importer::word
