// How many bytes a character takes in a charset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eduplan::importer {

class ByteWidth {
 public:
  // "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030"; of another every character has width 0.
  explicit ByteWidth(std::string_view charset);

  size_t operator()(char32_t c) const { return c < 0x10000 ? (*basic_)[c] : beyond_; }

 private:
  const std::vector<uint8_t>* basic_;  // Of U+0000 to U+FFFF.
  size_t beyond_;
};

}  // namespace eduplan::importer
