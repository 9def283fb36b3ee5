#include "services/plan_items/importer/source_text.h"

#include <algorithm>

namespace eduplan::importer {
namespace {

size_t Utf8Width(char32_t c) {
  if (c < 0x80) return 1;
  if (c < 0x800) return 2;
  return c < 0x10000 ? 3 : 4;
}

size_t Width(const std::string& charset, char32_t c) {
  if (charset == "UTF-8") return Utf8Width(c);
  return charset.starts_with("UTF-16") ? (c < 0x10000 ? 2 : 4) : 0;
}

}  // namespace

Origin OriginOf(const SourceText& text, size_t begin, size_t end) {
  const auto after = [](size_t position, const OriginMark& mark) { return position < mark.begin; };
  const auto find = [&](size_t position) {
    const auto next = std::upper_bound(text.marks.begin(), text.marks.end(), position, after);
    return next == text.marks.begin() ? nullptr : &*(next - 1);
  };
  const OriginMark* first = find(begin);
  if (first == nullptr) return {};
  Origin origin{
      .page = first->page, .paragraph = first->paragraph, .place = text.places[first->place]};
  if (text.charset.empty()) return origin;
  const auto byte_of = [&](const OriginMark& mark, size_t position) {
    uint64_t byte = mark.byte;
    for (size_t i = mark.begin; i < position; ++i) byte += Width(text.charset, text.chars[i]);
    return byte;
  };
  origin.byte_begin = byte_of(*first, begin);
  const OriginMark* last = end > begin ? find(end - 1) : first;
  origin.byte_end = byte_of(*last, end);
  return origin;
}

}  // namespace eduplan::importer
