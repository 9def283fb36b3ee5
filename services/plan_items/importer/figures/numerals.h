// Numbers as they are printed: digits, Chinese numerals, masks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Numeral {
  size_t begin = 0;
  size_t end = 0;          // == begin: no numeral.
  std::string value = {};  // Decimal; "" if masked.
  bool masked = false;
  bool han = false;  // Chinese numerals.
};

bool IsHanNumeral(char32_t c);  // 零〇一二两三四五六七八九十百千万亿
bool IsMask(char32_t c);        // x X × * ○ _

// A number that begins at `position`; of Chinese numerals a closing 万 or 亿 is left to the unit
// (三万 is 3 with the unit 万…), as it is printed after digits.
Numeral ReadNumeral(const FlatText& text, size_t position);

// Lengthens a Chinese numeral by its fraction: 九十八点五.
void ReadHanFraction(const FlatText& text, Numeral& numeral);

// Value of Chinese numerals, -1 if they form no number below 10^12. "" is -1.
long long HanValue(std::u32string_view numerals);

}  // namespace eduplan::importer
