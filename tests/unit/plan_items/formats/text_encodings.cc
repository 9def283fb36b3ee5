#include "tests/unit/plan_items/formats/text_encodings.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>

namespace eduplan::importer {
namespace {

std::string Iconv(std::string from, const char* from_encoding, const char* to_encoding) {
  const iconv_t converter = iconv_open(to_encoding, from_encoding);
  std::string to(from.size() * 4 + 16, '\0');
  char* in = from.data();
  char* out = to.data();
  size_t in_left = from.size();
  size_t out_left = to.size();
  const size_t converted = iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  EXPECT_NE(converted, static_cast<size_t>(-1)) << from_encoding << " to " << to_encoding;
  to.resize(to.size() - out_left);
  return to;
}

std::u32string CommonCharacters() {
  std::string rows;
  for (int row = 0xB0; row <= 0xD7; ++row) {
    // The last row has no more than 89.
    for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); ++cell) {
      rows += {static_cast<char>(row), static_cast<char>(cell)};
    }
  }
  const std::string utf32 = Iconv(rows, "GB2312", "UTF-32LE");
  std::u32string text(utf32.size() / 4, U'\0');
  std::copy(utf32.begin(), utf32.end(), reinterpret_cast<char*>(text.data()));
  return text;
}

}  // namespace

std::string Encode(std::u32string_view text, const char* encoding) {
  return Iconv({reinterpret_cast<const char*>(text.data()), text.size() * 4}, "UTF-32LE", encoding);
}

size_t RandomText::Number(size_t least, size_t most) {
  return std::uniform_int_distribution<size_t>(least, most)(random_);
}

char32_t RandomText::CommonHan() {
  static const std::u32string common = CommonCharacters();
  return common[Number(0, common.size() - 1)];
}

std::u32string RandomText::Chinese(size_t length) {
  constexpr std::u32string_view kMarks = U"，。、；：“”（）《》\n";
  std::u32string text;
  while (text.size() < length) {
    const bool mark = !text.empty() && Number(0, 9) == 0;
    text.push_back(mark ? kMarks[Number(0, kMarks.size() - 1)] : CommonHan());
  }
  return text;
}

std::u32string RandomText::MostlyAscii(size_t length, size_t han) {
  constexpr std::u32string_view kAscii = U"abcdefghijklmnopqrstuvwxyzABCDE0123456789 ,.:()-/\n";
  std::u32string text;
  while (text.size() < length) text.push_back(kAscii[Number(0, kAscii.size() - 1)]);
  for (size_t i = 0; i < han; ++i) {
    const size_t at = Number(1, length - 1);
    text[at - 1] = U' ';
    text[at] = CommonHan();
  }
  return text;
}

}  // namespace eduplan::importer
