// How the number of a list item is printed: w:numFmt of WordprocessingML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eduplan::importer::word {

enum class NumberFormat {
  kDecimal,  // Also what every format not listed here is read as.
  kDecimalZero,
  kDecimalFullWidth,
  kCircle,         // ① to ⑳
  kCircleChinese,  // ① to ⑩
  kParenthesis,    // ⑴ to ⒇
  kFullStop,       // ⒈ to ⒛
  kLowerLetter,
  kUpperLetter,
  kLowerRoman,
  kUpperRoman,
  kChineseCounting,          // 九十九, 一○○
  kChineseCountingThousand,  // 九十九, 一百
  kJapaneseCounting,         // 九十九, 百
  kChineseLegal,             // 壹拾贰
  kTraditionalLegal,         // 壹拾貳
  kIdeographDigital,         // 一二
  kIdeographTraditional,     // 甲乙
  kIdeographZodiac,          // 子丑
  kIdeographCircle,          // ㊀㊁
  kNumberInDash,             // - 1 -
  kBullet,
  kNone,
};

// By its name in w:numFmt.
NumberFormat NumberFormatOf(std::string_view name);
// By its code in w:nfc of Word 2003.
NumberFormat NumberFormatOfCode(int code);

// "" for a bullet and for none. A number that a format has no character for is decimal.
std::u32string FormatNumber(NumberFormat format, int64_t number);

}  // namespace eduplan::importer::word
