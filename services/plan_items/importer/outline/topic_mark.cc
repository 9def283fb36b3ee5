#include <algorithm>

#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

constexpr std::u32string_view kBulletSigns = U"•●◆■▪►★※▲◎➢✓▶➤";
constexpr std::u32string_view kDashes = U"—–-";
constexpr size_t kLongestBracketed = 16;

size_t DashEnd(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at < 2 && IsOneOf(text.chars[end], kDashes)) ++end;
  return end;
}

// 【就业创业】 opening a line. 【字体:大中小】 is none.
size_t BracketedEnd(const FlatText& text, size_t at) {
  if (text.chars[at] != U'【') return at;
  const size_t stop = std::min(text.size(), at + kLongestBracketed);
  size_t end = at + 1;
  while (end < stop && (IsHan(text.chars[end]) || IsOneOf(text.chars[end], U"、“”"))) ++end;
  return end < stop && text.chars[end] == U'】' && end > at + 2 ? end + 1 : at;
}

size_t LineEnd(const FlatText& text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && text.gap[end] != Gap::kLine) ++end;
  return end;
}

Marker Uncertain(MarkerKind kind, int form, size_t begin, size_t end) {
  return {.kind = kind, .form = form, .number = 0, .begin = begin, .end = end, .uncertain = true};
}

// 行动一: 任务2: at the beginning of a line. What hangs on to a paper or a site is counted too.
Marker ReadCountedWord(const FlatText& text, size_t at) {
  constexpr std::u32string_view kHanCounting = U"一二三四五六七八九十";
  const size_t word = at + 2;
  if (word >= text.size() || !IsHan(text.chars[at]) || !IsHan(text.chars[at + 1])) return {};
  if (IsOneOf(text.chars[at + 1], kHanCounting)) return {};
  if (LongestAt(text, at, {U"附件", U"附表", U"附录", U"专栏", U"范文", U"图片", U"相关"}))
    return {};
  const bool han = IsOneOf(text.chars[word], kHanCounting);
  size_t end = word;
  int number = 0;
  for (; end < text.size() && end - word < 2; ++end) {
    const char32_t c = text.chars[end];
    if (han ? !IsOneOf(c, kHanCounting) : !IsDigit(c)) break;
    if (!han) number = number * 10 + static_cast<int>(c - U'0');
  }
  if (end == word || end >= text.size() || text.chars[end] != U':') return {};
  if (han) number = static_cast<int>(HanValue(text.view(word, end)));
  if (number <= 0) return {};
  Marker marker = Uncertain(MarkerKind::kTopic, 2, at, end + 1);
  marker.number = number;
  return marker;
}

}  // namespace

bool IsBulletSign(char32_t c) {
  return IsOneOf(c, kBulletSigns);
}

Marker ReadBullet(const FlatText& text, size_t position) {
  if (text.chars[position] == U'·' && position + 1 < text.size() &&
      IsHan(text.chars[position + 1])) {
    return Uncertain(MarkerKind::kBullet, static_cast<int>(kBulletSigns.size()) + 1, position,
                     position + 1);
  }
  // As Markdown has it; a mask stands right before a word.
  if (text.chars[position] == U'*' && position + 1 < text.size() &&
      text.gap[position + 1] == Gap::kSpace && IsHan(text.chars[position + 1])) {
    return Uncertain(MarkerKind::kBullet, static_cast<int>(kBulletSigns.size()) + 2, position,
                     position + 1);
  }
  const size_t sign = kBulletSigns.find(text.chars[position]);
  if (sign != std::u32string_view::npos) {
    return Uncertain(MarkerKind::kBullet, static_cast<int>(sign) + 1, position, position + 1);
  }
  const size_t end = DashEnd(text, position);
  if (end == position || end >= text.size() || text.gap[end] == Gap::kLine) return {};
  // -6 is a number, ——6·6爱眼日 an item.
  const bool word = IsHan(text.chars[end]) || IsOneOf(text.chars[end], U"“《") ||
                    (end - position == 2 && IsDigit(text.chars[end]));
  if (!word) return {};
  return Uncertain(MarkerKind::kBullet, 0, position, end);
}

Marker ReadTopic(const FlatText& text, size_t position) {
  if (const size_t end = BracketedEnd(text, position); end > position) {
    return Uncertain(MarkerKind::kTopic, 1, position, end);
  }
  if (const Marker counted = ReadCountedWord(text, position); counted.end > 0) return counted;
  if (!std::binary_search(text.topics.begin(), text.topics.end(), position)) return {};
  return Uncertain(MarkerKind::kTopic, 0, position, LineEnd(text, position));
}

Marker ReadChapterTitle(const FlatText& text, size_t position) {
  constexpr size_t kLongest = 14;
  const auto title = std::upper_bound(text.title_ends.begin(), text.title_ends.end(), position);
  if (position == 0 || title == text.title_ends.end() || *title - position > kLongest) return {};
  if (LineEnd(text, position) != *title || !EndsSentence(text.chars[position - 1])) return {};
  const std::u32string_view words = text.view(position, *title);
  if (!std::all_of(words.begin(), words.end(), IsHan)) return {};
  const Marker below = ReadMarker(text, *title);
  if (below.end == 0 || below.kind <= MarkerKind::kHanComma) return {};
  return {.kind = MarkerKind::kTopic, .form = 3, .begin = position, .end = *title};
}

bool StandsBetweenParagraphs(const FlatText& text, const Marker& topic) {
  constexpr size_t kLongest = 12;
  constexpr size_t kShortestParagraph = 40;
  if (topic.kind != MarkerKind::kTopic || topic.form != 0 || topic.begin == 0) return false;
  const std::u32string_view words = text.view(topic.begin, topic.end);
  const bool short_words =
      words.size() <= kLongest &&
      std::all_of(words.begin(), words.end(), [](char32_t c) { return IsHan(c) || c == U'、'; });
  if (!short_words || !EndsSentence(text.chars[topic.begin - 1])) return false;
  if (topic.end >= text.size()) return false;
  const size_t below = LineEnd(text, topic.end);
  return below - topic.end >= kShortestParagraph && EndsSentence(text.chars[below - 1]);
}

}  // namespace eduplan::importer
