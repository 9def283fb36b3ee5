#include "services/plan_items/importer/figures/numerals.h"

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/figures/units.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestNumber = 24;

int HanDigit(char32_t c) {
  switch (c) {
    case U'零':
    case U'〇':
      return 0;
    case U'一':
      return 1;
    case U'二':
    case U'两':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    default:
      return -1;
  }
}

long long HanUnit(char32_t c) {
  switch (c) {
    case U'十':
      return 10;
    case U'百':
      return 100;
    case U'千':
      return 1000;
    case U'万':
      return 10'000;
    case U'亿':
      return 100'000'000;
    default:
      return 0;
  }
}

bool Adjacent(const FlatText& text, size_t i) {
  return i < text.size() && text.gap[i] != Gap::kLine;
}

// "12,345": groups of three after a comma of the width of the digits.
bool IsThousandsComma(const FlatText& text, size_t begin, size_t i) {
  const char32_t printed = text.source[text.origin[i]];
  // In full-width digits the comma is of full width too.
  const bool wide = printed == U'，' && text.source[text.origin[i - 1]] > 0xff00;
  if (i - begin > 3 || (printed != U',' && !wide)) return false;
  for (size_t k = 1; k <= 3; ++k) {
    if (i + k >= text.size() || !IsDigit(text.chars[i + k]) || text.gap[i + k] != Gap::kNone) {
      return false;
    }
  }
  return i + 4 >= text.size() || !IsDigit(text.chars[i + 4]);
}

// Scanners read the zero of a number as a letter or a full stop.
bool IsScannedZero(const FlatText& text, size_t i) {
  const char32_t c = text.chars[i];
  const char32_t next = i + 1 < text.size() ? text.chars[i + 1] : U' ';
  if (c == U'O' || c == U'o') return !IsLatin(next);
  if (c != U'。' || next == U' ') return false;
  if (next == U'%' || next == U'余') return true;
  // 4。套, and the clause ends behind it.
  const Unit unit = ReadUnit(text, i + 1);
  return unit.end > i + 1 && (unit.end >= text.size() || EndsClause(text.chars[unit.end]));
}

Numeral ReadDigits(const FlatText& text, size_t position) {
  Numeral numeral{.begin = position, .end = position};
  bool point = false;
  size_t i = position;
  for (; Adjacent(text, i) || i == position; ++i) {
    const char32_t c = text.chars[i];
    if (i - position > kLongestNumber) return Numeral{.begin = position, .end = position};
    if (IsDigit(c)) {
      numeral.value.push_back(static_cast<char>(c));
    } else if (IsMask(c)) {
      numeral.masked = true;
    } else if (c == U'.' && !point && Adjacent(text, i + 1) &&
               (IsDigit(text.chars[i + 1]) || IsMask(text.chars[i + 1]))) {
      point = true;
      numeral.value.push_back('.');
    } else if (i > position && !numeral.masked && IsScannedZero(text, i)) {
      numeral.value.push_back('0');
    } else if (i > position && !point && c == U',' && IsThousandsComma(text, position, i)) {
      continue;
    } else {
      break;
    }
  }
  numeral.end = i;
  if (numeral.masked) numeral.value.clear();
  return numeral;
}

Numeral ReadHan(const FlatText& text, size_t position) {
  Numeral numeral{.begin = position, .end = position, .han = true};
  size_t end = position;
  while (end < text.size() && (end == position || Adjacent(text, end)) &&
         IsHanNumeral(text.chars[end])) {
    if (++end - position > kLongestNumber) return Numeral{.begin = position, .end = position};
  }
  size_t stop = end;
  const char32_t last = text.chars[end - 1];
  if (end - position > 1 && (last == U'万' || last == U'亿')) --stop;
  const long long value = HanValue(text.view(position, stop));
  if (value < 0) return numeral;
  numeral.end = stop;
  numeral.value = absl::StrCat(value);
  return numeral;
}

}  // namespace

bool IsHanNumeral(char32_t c) {
  return HanDigit(c) >= 0 || HanUnit(c) > 0;
}

bool IsMask(char32_t c) {
  return c == U'x' || c == U'X' || c == U'×' || c == U'*' || c == U'○' || c == U'_';
}

Numeral ReadNumeral(const FlatText& text, size_t position) {
  if (position >= text.size()) return Numeral{.begin = position, .end = position};
  const char32_t c = text.chars[position];
  if (IsDigit(c) || IsMask(c)) return ReadDigits(text, position);
  if (IsHanNumeral(c)) return ReadHan(text, position);
  return Numeral{.begin = position, .end = position};
}

void ReadHanFraction(const FlatText& text, Numeral& numeral) {
  constexpr size_t kLongestFraction = 4;
  if (!text.At(numeral.end, U"点")) return;
  std::string digits;
  size_t end = numeral.end + 1;
  while (end < text.size() && digits.size() < kLongestFraction && HanDigit(text.chars[end]) >= 0) {
    digits.push_back(static_cast<char>('0' + HanDigit(text.chars[end++])));
  }
  if (digits.empty()) return;
  numeral.value += "." + digits;
  numeral.end = end;
}

long long HanValue(std::u32string_view numerals) {
  if (numerals.empty() || numerals.size() > kLongestNumber) return -1;
  long long total = 0;   // Of closed groups of 万 and 亿.
  long long group = 0;   // Below 万.
  long long digit = -1;  // Waiting for its unit.
  for (char32_t c : numerals) {
    if (const int d = HanDigit(c); d >= 0) {
      // 二〇二一 is a year, not a quantity; 三五 an approximation.
      if (digit > 0) return -1;
      digit = d;
      continue;
    }
    const long long unit = HanUnit(c);
    if (unit < 10'000) {
      if (digit < 0 && unit != 10) return -1;
      group += (digit < 0 ? 1 : digit) * unit;
    } else {
      group += digit < 0 ? 0 : digit;
      if (group + total == 0) return -1;
      total = unit == 10'000 ? total + group * unit : (total + group) * unit;
      group = 0;
    }
    digit = -1;
    if (total > 1'000'000'000'000) return -1;
  }
  return total + group + (digit < 0 ? 0 : digit);
}

}  // namespace eduplan::importer
