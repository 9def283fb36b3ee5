// Numbers as ECMA-376, part 1, 17.18.59 (ST_NumberFormat) prints them.
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/formats/word_xml/number_format.h"

namespace eduplan::importer::word {
namespace {

std::string Print(std::string_view format, int64_t number) {
  return ToUtf8(FormatNumber(NumberFormatOf(format), number));
}

TEST(DocxNumberFormatTest, ChineseCounting) {
  EXPECT_EQ(Print("chineseCounting", 1), "一");
  EXPECT_EQ(Print("chineseCounting", 10), "十");
  EXPECT_EQ(Print("chineseCounting", 12), "十二");
  EXPECT_EQ(Print("chineseCounting", 20), "二十");
  EXPECT_EQ(Print("chineseCounting", 99), "九十九");
  EXPECT_EQ(Print("chineseCounting", 105), "一○五");
  EXPECT_EQ(Print("chineseCountingThousand", 21), "二十一");
  EXPECT_EQ(Print("chineseCountingThousand", 105), "一百零五");
  EXPECT_EQ(Print("chineseCountingThousand", 110), "一百一十");
  EXPECT_EQ(Print("chineseCountingThousand", 3006), "三千零六");
  EXPECT_EQ(Print("chineseCountingThousand", 10010), "一万零一十");
  EXPECT_EQ(Print("taiwaneseCounting", 31), "三十一");
  EXPECT_EQ(Print("taiwaneseCountingThousand", 31), "三十一");
  EXPECT_EQ(Print("japaneseCounting", 11), "十一");
  EXPECT_EQ(Print("japaneseCounting", 105), "百五");
  EXPECT_EQ(Print("ideographDigital", 20), "二〇");
}

TEST(DocxNumberFormatTest, FormalAndCyclicalCharacters) {
  EXPECT_EQ(Print("chineseLegalSimplified", 12), "壹拾贰");
  EXPECT_EQ(Print("chineseLegalSimplified", 4), "肆");
  EXPECT_EQ(Print("ideographLegalTraditional", 3), "參");
  EXPECT_EQ(Print("ideographTraditional", 1), "甲");
  EXPECT_EQ(Print("ideographTraditional", 10), "癸");
  EXPECT_EQ(Print("ideographTraditional", 11), "11");
  EXPECT_EQ(Print("ideographZodiac", 12), "亥");
}

TEST(DocxNumberFormatTest, DigitsAndEnclosedDigits) {
  EXPECT_EQ(Print("decimal", 12), "12");
  EXPECT_EQ(Print("decimalZero", 7), "07");
  EXPECT_EQ(Print("decimalZero", 12), "12");
  EXPECT_EQ(Print("decimalFullWidth", 12), "１２");
  EXPECT_EQ(Print("decimalEnclosedCircle", 20), "⑳");
  EXPECT_EQ(Print("decimalEnclosedCircle", 21), "21");
  EXPECT_EQ(Print("decimalEnclosedCircleChinese", 3), "③");
  EXPECT_EQ(Print("decimalEnclosedCircleChinese", 11), "11");
  EXPECT_EQ(Print("decimalEnclosedParen", 2), "⑵");
  EXPECT_EQ(Print("decimalEnclosedFullstop", 2), "⒉");
  EXPECT_EQ(Print("numberInDash", 4), "- 4 -");
}

TEST(DocxNumberFormatTest, LettersAndRomanNumbers) {
  EXPECT_EQ(Print("lowerLetter", 1), "a");
  EXPECT_EQ(Print("lowerLetter", 28), "bb");
  EXPECT_EQ(Print("upperLetter", 26), "Z");
  EXPECT_EQ(Print("lowerRoman", 14), "xiv");
  EXPECT_EQ(Print("upperRoman", 1949), "MCMXLIX");
  EXPECT_EQ(Print("lowerLetter", 1'000'000), "1000000");
  EXPECT_EQ(Print("upperRoman", 1'000'000), "1000000");
}

TEST(DocxNumberFormatTest, BulletsAndNoneAreNoText) {
  EXPECT_EQ(Print("bullet", 1), "");
  EXPECT_EQ(Print("none", 1), "");
}

TEST(DocxNumberFormatTest, CodesOfWord2003AreTheSameFormats) {
  // MSONFC of [MS-OSHARED] 2.2.1.3.
  EXPECT_EQ(NumberFormatOfCode(0), NumberFormat::kDecimal);
  EXPECT_EQ(NumberFormatOfCode(18), NumberFormat::kCircle);
  EXPECT_EQ(NumberFormatOfCode(23), NumberFormat::kBullet);
  EXPECT_EQ(NumberFormatOfCode(37), NumberFormat::kChineseCounting);
  EXPECT_EQ(NumberFormatOfCode(39), NumberFormat::kChineseCountingThousand);
  EXPECT_EQ(NumberFormatOfCode(255), NumberFormat::kNone);
}

}  // namespace
}  // namespace eduplan::importer::word
