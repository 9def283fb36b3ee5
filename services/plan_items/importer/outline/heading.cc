#include <algorithm>
#include <cstdint>

#include "services/plan_items/importer/outline/outline.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestTopic = 30;     // Before a colon.
constexpr size_t kLongestSetApart = 40;  // Before white space that stands for a delimiter.
constexpr size_t kShortestSetApart = 3;
constexpr size_t kShortestSetWide = 2;  // Before two spaces or a wide one.

int Opens(char32_t c) {
  if (IsOneOf(c, U"(“《【〔")) return 1;
  return IsOneOf(c, U")”》】〕") ? -1 : 0;
}

// Whether the rest of the line is text: a sentence of some length.
bool IsTextFrom(const FlatText& text, size_t at, size_t end) {
  constexpr size_t kShortest = 12;
  constexpr size_t kLooked = 300;
  bool sentence = false;
  size_t i = at;
  for (; i < std::min(end, at + kLooked) && (i == at || text.gap[i] != Gap::kLine); ++i) {
    sentence = sentence || EndsSentence(text.chars[i]);
  }
  return sentence && i - at > kShortest;
}

// 培训教师 300人次 is one phrase; 队伍建设 2023年培训… are a heading and its text.
bool CountsThere(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsDigit(text.chars[end])) ++end;
  return end > at && !text.At(end, U"年") && !text.At(end, U"月");
}

// 立德树人 五育并举: the second half of a heading is as long as the first.
bool OpensSecondHalf(const FlatText& text, size_t at, size_t length) {
  for (size_t i = at + 1; i < std::min(text.size(), at + length); ++i) {
    if (text.gap[i] != Gap::kNone || EndsClause(text.chars[i])) return false;
  }
  return at + length < text.size() && text.gap[at + length] != Gap::kNone;
}

// The white space before `at` as printed; empty if anything else stands there, too.
std::u32string_view SpaceBefore(const FlatText& text, size_t at) {
  const size_t from = text.SourceEnd(at);
  const size_t stop = std::max(from, text.SourceBegin(at));
  const std::u32string_view space = text.source.substr(from, std::min<size_t>(stop - from, 16));
  return std::all_of(space.begin(), space.end(), IsSpace) ? space : std::u32string_view();
}

// "加强队伍建设 全年引进…。": white space between heading and text where the text is not wrapped,
// or more of it than wrapping leaves.
bool IsSetApart(const FlatText& text, size_t begin, size_t at, size_t end) {
  if (text.gap[at] != Gap::kSpace) return false;
  const std::u32string_view space = SpaceBefore(text, at);
  const bool wide = space.size() > 1 || space == U"\u3000";
  if (space.empty() || (text.soft_wrapped && !wide)) return false;
  const size_t length = at - begin;
  if (length < (wide ? kShortestSetWide : kShortestSetApart) || length > kLongestSetApart) {
    return false;
  }
  if (!IsHan(text.chars[at - 1]) && text.chars[at - 1] != U')' && text.chars[at - 1] != U'”') {
    return false;
  }
  if (OpensSecondHalf(text, at, length) || (!wide && CountsThere(text, at))) return false;
  return IsTextFrom(text, at, end);
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
