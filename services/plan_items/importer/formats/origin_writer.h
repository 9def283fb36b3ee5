// Writes a text character by character, with marks that tell where in the file each stands.
#pragma once

#include <cstddef>
#include <cstdint>

#include "services/plan_items/importer/byte_width.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

class OriginWriter {
 public:
  // Writes to the end of `text`, whose charset is set.
  explicit OriginWriter(SourceText& text) : text_(text), width_of_(text.charset) {}

  // What follows stands in the next paragraph.
  void BeginParagraph() {
    ++paragraph_;
    fresh_ = true;
  }
  uint32_t paragraph() const { return paragraph_; }

  // What follows stands at SourceText::places[place].
  void SetPlace(uint32_t place) {
    place_ = place;
    fresh_ = true;
  }

  // For a character that stands for the layout, and for no bytes.
  void AppendLayout(char32_t c) {
    text_.chars.push_back(c);
    fresh_ = true;
  }

  // `byte`: of the file, where `c` begins.
  void Append(char32_t c, uint64_t byte) {
    if (fresh_ || byte != next_ || text_.chars.size() - last_ >= kStride) Mark(byte, 0);
    text_.chars.push_back(c);
    next_ = byte + width_of_(c);
  }

  // For a character that takes `width` bytes of the file, whatever its charset says.
  void Append(char32_t c, uint64_t byte, size_t width) {
    if (width == width_of_(c)) return Append(c, byte);
    Mark(byte, static_cast<uint32_t>(width));
    text_.chars.push_back(c);
    next_ = byte + width;
  }

 private:
  // So far is counted at most to find the byte of a character.
  static constexpr size_t kStride = 256;

  void Mark(uint64_t byte, uint32_t width) {
    last_ = text_.chars.size();
    text_.marks.push_back(
        {.begin = last_, .paragraph = paragraph_, .byte = byte, .place = place_, .width = width});
    fresh_ = false;
  }

  SourceText& text_;
  ByteWidth width_of_;
  uint32_t paragraph_ = 0;
  uint32_t place_ = 0;
  bool fresh_ = true;
  size_t last_ = 0;    // Where the last mark is.
  uint64_t next_ = 0;  // The byte behind the last character.
};

}  // namespace eduplan::importer
