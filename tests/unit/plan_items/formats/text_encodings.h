// Texts in the encodings that offices use, made without the importer's own decoders.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace eduplan::importer {

// By iconv; the test fails if the text does not fit the encoding. "UTF-16LE" and the like have no
// byte order mark.
std::string Encode(std::u32string_view text, const char* encoding);

// Characters and marks as they come in Chinese papers, by chance.
class RandomText {
 public:
  explicit RandomText(uint32_t seed) : random_(seed) {}

  size_t Number(size_t least, size_t most);
  // One of the 3,755 common characters of GB 2312.
  char32_t CommonHan();
  // Of such characters, with a mark here and there.
  std::u32string Chinese(size_t length);
  // Of letters, digits and marks, with up to `han` common characters among them, each behind a
  // space (behind a letter it may be that letter's accent in another encoding).
  std::u32string MostlyAscii(size_t length, size_t han);

 private:
  std::mt19937 random_;
};

}  // namespace eduplan::importer
