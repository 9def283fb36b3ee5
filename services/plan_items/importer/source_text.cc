#include "services/plan_items/importer/source_text.h"

#include <algorithm>

#include "services/plan_items/importer/byte_width.h"

namespace eduplan::importer {
namespace {

// Bytes of the characters from `begin` to `end`, `mark` being the last one before them.
uint64_t BytesOf(const SourceText& text, const OriginMark& mark, size_t begin, size_t end) {
  if (begin >= end) return 0;
  const ByteWidth width(text.charset);
  uint64_t bytes = 0;
  if (begin == mark.begin && mark.width > 0) {
    bytes = mark.width;
    ++begin;
  }
  for (size_t i = begin; i < end; ++i) bytes += width(text.chars[i]);
  return bytes;
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
  origin.byte_begin = first->byte + BytesOf(text, *first, first->begin, begin);
  const OriginMark* last = end > begin ? find(end - 1) : first;
  const uint64_t byte_end = last == first ? origin.byte_begin + BytesOf(text, *first, begin, end)
                                          : last->byte + BytesOf(text, *last, last->begin, end);
  // A page's text may be shown before what it stood behind in the file.
  origin.byte_end = std::max(origin.byte_begin, byte_end);
  return origin;
}

}  // namespace eduplan::importer
