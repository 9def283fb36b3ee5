#include <algorithm>
#include <cstdint>

#include "services/plan_items/importer/outline/outline.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestTopic = 30;     // Before a colon.
constexpr size_t kLongestSetApart = 40;  // Before white space that stands for a delimiter.
constexpr size_t kShortestSetApart = 4;

int Opens(char32_t c) {
  if (IsOneOf(c, U"(“《【〔")) return 1;
  return IsOneOf(c, U")”》】〕") ? -1 : 0;
}

// "加强队伍建设 全年引进…。": white space between heading and text where the text is not wrapped.
bool IsSetApart(const FlatText& text, size_t begin, size_t at, size_t end) {
  if (text.soft_wrapped || text.gap[at] != Gap::kSpace) return false;
  const size_t length = at - begin;
  if (length < kShortestSetApart || length > kLongestSetApart) return false;
  if (!IsHan(text.chars[at - 1]) && text.chars[at - 1] != U')' && text.chars[at - 1] != U'”') {
    return false;
  }
  // A heading in two halves stands alone on its line.
  constexpr size_t kShortestText = 12;
  for (size_t i = at + 1; i < std::min(end, at + kShortestText); ++i) {
    if (text.gap[i] == Gap::kLine) return false;
  }
  const size_t stop = std::min(end, at + 300);
  return end - at > 12 && text.view(at, stop).find(U'。') != std::u32string_view::npos;
}

// A heading of its own line ends there, unless it is cut after a comma.
bool EndsAtLine(const FlatText& text, size_t at) {
  return text.gap[at] == Gap::kLine && !IsOneOf(text.chars[at - 1], U",、");
}

// 8月:招生与环境创设, alone on its line with text or items below it: where that line ends; `colon`
// if what stands behind the colon is text.
size_t TopicLineEnd(const FlatText& text, size_t colon, size_t end, bool parent) {
  size_t i = colon + 1;
  for (; i < end && text.gap[i] != Gap::kLine; ++i) {
    const char32_t c = text.chars[i];
    if (i - colon > kLongestTopic || EndsSentence(c) || IsOneOf(c, U",:(") || IsDigit(c)) {
      return colon;
    }
  }
  constexpr size_t kShortest = 4;
  return i - colon > kShortest && (parent || i < end) ? i : colon;
}

// `wraps_from`: a line of so many characters and more goes on in the next one.
size_t FindHeadingEnd(const FlatText& text, size_t begin, size_t end, bool parent,
                      size_t wraps_from) {
  int depth = 0;
  size_t inside = end;  // First full stop inside a bracket, in case that is never closed.
  for (size_t i = begin; i < end; ++i) {
    if (i > begin && ((i - begin < wraps_from && EndsAtLine(text, i)) ||
                      (depth == 0 && IsSetApart(text, begin, i, end)))) {
      return std::min(i, inside);
    }
    const char32_t c = text.chars[i];
    depth = std::max(0, depth + Opens(c));
    if (EndsSentence(c)) {
      if (depth == 0) return i;
      if (c == U'。') inside = std::min(inside, i);
      if (i - inside > 100) return inside;
    }
    if (c == U':' && depth == 0 && i > begin + 1 && i - begin <= kLongestTopic) {
      return TopicLineEnd(text, i, end, parent);
    }
  }
  return inside;
}

}  // namespace

namespace {

// 一是 opens a sentence, and a mark inside a line stands in one: where such a line breaks without a
// full stop, the width of the page broke it.
size_t WrapsFrom(const Marker& marker) {
  constexpr size_t kShortestWrapped = 24;
  if (!marker.at_line) return 0;
  return marker.kind == MarkerKind::kInline ? kShortestWrapped : SIZE_MAX;
}

}  // namespace

void SplitHeading(const FlatText& text, Node& node, bool parent) {
  if (IsHeadingItself(node.marker)) {
    const bool bracketed = node.marker.kind == MarkerKind::kTopic && node.marker.form == 1;
    node.heading_begin = node.marker.begin + (bracketed ? 1 : 0);
    node.heading_end = node.marker.end - (bracketed ? 1 : 0);
    node.body_begin = node.marker.end;
    while (node.body_begin < node.body_end && text.chars[node.body_begin] == U':')
      ++node.body_begin;
    return;
  }
  node.heading_begin = std::min(node.marker.end, node.body_end);
  while (node.heading_begin < node.body_end && IsOneOf(text.chars[node.heading_begin], U",:、")) {
    ++node.heading_begin;
  }
  node.heading_end =
      FindHeadingEnd(text, node.heading_begin, node.body_end, parent, WrapsFrom(node.marker));
  node.body_begin = node.heading_end;
  while (node.body_begin < node.body_end && IsOneOf(text.chars[node.body_begin], U"。;:!?…")) {
    ++node.body_begin;
  }
  while (node.heading_end > node.heading_begin &&
         IsOneOf(text.chars[node.heading_end - 1], U",、")) {
    --node.heading_end;
  }
}

}  // namespace eduplan::importer
