#include "services/plan_items/importer/source_text.h"

#include <algorithm>

#include "services/plan_items/importer/byte_width.h"

namespace eduplan::importer {
namespace {

// Where the bytes of the characters from mark.begin to `position` end.
uint64_t ByteAt(const SourceText& text, const OriginMark& mark, size_t position) {
  if (position <= mark.begin) return mark.byte;
  const ByteWidth width(text.charset);
  uint64_t byte = mark.byte + (mark.width > 0 ? mark.width : width(text.chars[mark.begin]));
  for (size_t i = mark.begin + 1; i < position; ++i) byte += width(text.chars[i]);
  return byte;
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
  origin.byte_begin = ByteAt(text, *first, begin);
  const OriginMark* last = end > begin ? find(end - 1) : first;
  // A page's text may be shown before what it stood behind in the file.
  origin.byte_end = std::max(origin.byte_begin, ByteAt(text, *last, end));
  return origin;
}

}  // namespace eduplan::importer
