#include "services/plan_items/importer/formats/word_xml/number_format.h"

#include <array>

namespace eduplan::importer::word {
namespace {

struct Name {
  std::string_view name;
  int code;  // Of Word 2003.
  NumberFormat format;
};

constexpr Name kNames[] = {
    {"upperRoman", 1, NumberFormat::kUpperRoman},
    {"lowerRoman", 2, NumberFormat::kLowerRoman},
    {"upperLetter", 3, NumberFormat::kUpperLetter},
    {"lowerLetter", 4, NumberFormat::kLowerLetter},
    {"ideographDigital", 10, NumberFormat::kIdeographDigital},
    {"japaneseCounting", 11, NumberFormat::kJapaneseCounting},
    {"decimalFullWidth", 14, NumberFormat::kDecimalFullWidth},
    {"japaneseDigitalTenThousand", 17, NumberFormat::kIdeographDigital},
    {"decimalEnclosedCircle", 18, NumberFormat::kCircle},
    {"decimalFullWidth2", 19, NumberFormat::kDecimalFullWidth},
    {"decimalZero", 22, NumberFormat::kDecimalZero},
    {"bullet", 23, NumberFormat::kBullet},
    {"decimalEnclosedFullstop", 26, NumberFormat::kFullStop},
    {"decimalEnclosedParen", 27, NumberFormat::kParenthesis},
    {"decimalEnclosedCircleChinese", 28, NumberFormat::kCircleChinese},
    {"ideographEnclosedCircle", 29, NumberFormat::kIdeographCircle},
    {"ideographTraditional", 30, NumberFormat::kIdeographTraditional},
    {"ideographZodiac", 31, NumberFormat::kIdeographZodiac},
    {"taiwaneseCounting", 33, NumberFormat::kChineseCounting},
    {"ideographLegalTraditional", 34, NumberFormat::kTraditionalLegal},
    {"taiwaneseCountingThousand", 35, NumberFormat::kChineseCountingThousand},
    {"taiwaneseDigital", 36, NumberFormat::kIdeographDigital},
    {"chineseCounting", 37, NumberFormat::kChineseCounting},
    {"chineseLegalSimplified", 38, NumberFormat::kChineseLegal},
    {"chineseCountingThousand", 39, NumberFormat::kChineseCountingThousand},
    {"numberInDash", 57, NumberFormat::kNumberInDash},
    {"none", 255, NumberFormat::kNone},
};

// Digits from zero and the characters for ten, hundred, thousand and ten thousand.
struct Numerals {
  std::u32string_view digits;
  std::u32string_view powers;
};

constexpr Numerals kCounting = {U"零一二三四五六七八九", U"十百千万"};
constexpr Numerals kLegal = {U"零壹贰叁肆伍陆柒捌玖", U"拾佰仟万"};
constexpr Numerals kLegalTraditional = {U"零壹貳參肆伍陸柒捌玖", U"拾佰仟萬"};
constexpr int64_t kMostLetters = 780;  // 30 times the same letter.
constexpr int64_t kMostRoman = 3999;

std::u32string Decimal(int64_t number) {
  std::u32string text;
  for (const char c : std::to_string(number)) text.push_back(static_cast<char32_t>(c));
  return text;
}

// Each digit of the decimal number replaced by its character.
std::u32string Digits(int64_t number, std::u32string_view digits) {
  std::u32string text = Decimal(number);
  for (char32_t& c : text) {
    if (c >= U'0' && c <= U'9') c = digits[c - U'0'];
  }
  return text;
}

// The `count` characters from `first` on stand for 1 to `count`.
std::u32string OneCharacter(int64_t number, char32_t first, int64_t count) {
  if (number < 1 || number > count) return Decimal(number);
  return {static_cast<char32_t>(first + static_cast<char32_t>(number - 1))};
}

std::u32string OneOf(int64_t number, std::u32string_view characters) {
  const auto count = static_cast<int64_t>(characters.size());
  if (number < 1 || number > count) return Decimal(number);
  return {characters[static_cast<size_t>(number - 1)]};
}

// Of 1 to 9999: 三千零五. `one_ten`: 一十 for 十 at the beginning.
std::u32string Below10000(int64_t number, const Numerals& with, bool one_ten) {
  std::u32string text;
  bool zero = false;
  constexpr std::array<int64_t, 4> kPowers = {1, 10, 100, 1000};
  for (size_t power = 4; power-- > 0;) {
    const int64_t digit = number / kPowers[power] % 10;
    if (digit == 0) {
      zero = zero || !text.empty();
      continue;
    }
    if (zero) text.push_back(with.digits[0]);
    zero = false;
    if (digit != 1 || power != 1 || one_ten || !text.empty()) {
      text.push_back(with.digits[static_cast<size_t>(digit)]);
    }
    if (power > 0) text.push_back(with.powers[power - 1]);
  }
  return text;
}

std::u32string Counted(int64_t number, const Numerals& with, bool one_ten) {
  if (number < 1 || number >= 100'000'000) return Decimal(number);
  const int64_t high = number / 10'000;
  const int64_t low = number % 10'000;
  if (high == 0) return Below10000(low, with, one_ten);
  std::u32string text = Below10000(high, with, one_ten) + with.powers[3];
  if (low > 0 && low < 1000) text.push_back(with.digits[0]);
  if (low > 0) text += Below10000(low, with, true);
  return text;
}

// 百 for 一百 and 千 for 一千, and no 零.
std::u32string JapaneseCounted(int64_t number) {
  std::u32string text;
  for (const char32_t c : Counted(number, kCounting, false)) {
    if (c == kCounting.digits[0]) continue;
    const bool power = c == U'十' || c == U'百' || c == U'千';
    if (power && !text.empty() && text.back() == U'一') text.pop_back();
    text.push_back(c);
  }
  return text;
}

// a to z, then aa to zz.
std::u32string Letters(int64_t number, char32_t first) {
  if (number < 1 || number > kMostLetters) return Decimal(number);
  const auto letter = static_cast<char32_t>(first + static_cast<char32_t>((number - 1) % 26));
  return std::u32string(static_cast<size_t>((number - 1) / 26 + 1), letter);
}

std::u32string Roman(int64_t number, bool upper) {
  constexpr std::pair<int64_t, std::u32string_view> kRoman[] = {
      {1000, U"m"}, {900, U"cm"}, {500, U"d"}, {400, U"cd"}, {100, U"c"}, {90, U"xc"}, {50, U"l"},
      {40, U"xl"},  {10, U"x"},   {9, U"ix"},  {5, U"v"},    {4, U"iv"},  {1, U"i"}};
  if (number < 1 || number > kMostRoman) return Decimal(number);
  std::u32string text;
  for (const auto& [value, letters] : kRoman) {
    for (; number >= value; number -= value) text += letters;
  }
  if (!upper) return text;
  for (char32_t& c : text) c -= U'a' - U'A';
  return text;
}

std::u32string Enclosed(NumberFormat format, int64_t number) {
  if (format == NumberFormat::kCircle) return OneCharacter(number, U'①', 20);
  if (format == NumberFormat::kCircleChinese) return OneCharacter(number, U'①', 10);
  if (format == NumberFormat::kParenthesis) return OneCharacter(number, U'⑴', 20);
  if (format == NumberFormat::kFullStop) return OneCharacter(number, U'⒈', 20);
  return OneCharacter(number, U'㊀', 10);
}

std::u32string Ideographic(NumberFormat format, int64_t number) {
  switch (format) {
    case NumberFormat::kChineseCounting:
      if (number >= 100) return Digits(number, U"○一二三四五六七八九");
      return Counted(number, kCounting, false);
    case NumberFormat::kJapaneseCounting:
      return JapaneseCounted(number);
    case NumberFormat::kChineseLegal:
      return Counted(number, kLegal, true);
    case NumberFormat::kTraditionalLegal:
      return Counted(number, kLegalTraditional, true);
    case NumberFormat::kIdeographDigital:
      return Digits(number, U"〇一二三四五六七八九");
    case NumberFormat::kIdeographTraditional:
      return OneOf(number, U"甲乙丙丁戊己庚辛壬癸");
    case NumberFormat::kIdeographZodiac:
      return OneOf(number, U"子丑寅卯辰巳午未申酉戌亥");
    default:
      return Counted(number, kCounting, false);
  }
}

}  // namespace

NumberFormat NumberFormatOf(std::string_view name) {
  for (const Name& known : kNames) {
    if (known.name == name) return known.format;
  }
  return NumberFormat::kDecimal;
}

NumberFormat NumberFormatOfCode(int code) {
  for (const Name& known : kNames) {
    if (known.code == code) return known.format;
  }
  return NumberFormat::kDecimal;
}

std::u32string FormatNumber(NumberFormat format, int64_t number) {
  switch (format) {
    case NumberFormat::kBullet:
    case NumberFormat::kNone:
      return U"";
    case NumberFormat::kDecimal:
      return Decimal(number);
    case NumberFormat::kDecimalZero:
      return (number >= 0 && number < 10 ? U"0" : U"") + Decimal(number);
    case NumberFormat::kDecimalFullWidth:
      return Digits(number, U"０１２３４５６７８９");
    case NumberFormat::kNumberInDash:
      return U"- " + Decimal(number) + U" -";
    case NumberFormat::kLowerLetter:
      return Letters(number, U'a');
    case NumberFormat::kUpperLetter:
      return Letters(number, U'A');
    case NumberFormat::kLowerRoman:
      return Roman(number, false);
    case NumberFormat::kUpperRoman:
      return Roman(number, true);
    case NumberFormat::kCircle:
    case NumberFormat::kCircleChinese:
    case NumberFormat::kParenthesis:
    case NumberFormat::kFullStop:
    case NumberFormat::kIdeographCircle:
      return Enclosed(format, number);
    default:
      return Ideographic(format, number);
  }
}

}  // namespace eduplan::importer::word
