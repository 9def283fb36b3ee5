#include "services/plan_items/importer/text.h"

#include <algorithm>

#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {

std::string FlatText::Printed(size_t begin, size_t end) const {
  std::u32string printed;
  printed.reserve(end - begin);
  for (size_t i = begin; i < end; ++i) {
    printed.push_back(chars[i] == U' ' ? U' ' : source[origin[i]]);
  }
  return ToUtf8(printed);
}

std::u32string Fold(std::u32string_view text) {
  std::u32string folded(text);
  for (char32_t& c : folded) c = Fold(c);
  return folded;
}

bool IsHan(char32_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3007 ||
         (c >= 0x20000 && c <= 0x323af) || (c >= 0xf900 && c <= 0xfaff);
}

WordSet::WordSet(std::span<const std::u32string_view> words)
    : words_(words.begin(), words.end()), starts_([&] {
        std::u32string starts;
        for (std::u32string_view word : words) starts.push_back(word.front());
        return starts;
      }()) {
  std::sort(words_.begin(), words_.end(), [](std::u32string_view a, std::u32string_view b) {
    return a.front() != b.front() ? a.front() < b.front() : a.size() > b.size();
  });
}

size_t WordSet::Longest(std::u32string_view text) const {
  const char32_t first = text.front();
  auto word = std::lower_bound(words_.begin(), words_.end(), first,
                               [](std::u32string_view a, char32_t c) { return a.front() < c; });
  for (; word != words_.end() && word->front() == first; ++word) {
    if (text.starts_with(*word)) return word->size();
  }
  return 0;
}

bool WordSet::FoundIn(std::u32string_view text) const {
  for (size_t i = 0; i < text.size(); ++i) {
    if (LongestOf(text.substr(i)) > 0) return true;
  }
  return false;
}

size_t LongestAt(const FlatText& text, size_t position,
                 std::initializer_list<std::u32string_view> words) {
  size_t longest = 0;
  if (position >= text.size()) return longest;
  const char32_t first = text.chars[position];
  for (std::u32string_view word : words) {
    if (word.front() == first && word.size() > longest && text.At(position, word)) {
      longest = word.size();
    }
  }
  return longest;
}

size_t LongestEndingAt(const FlatText& text, size_t position,
                       std::initializer_list<std::u32string_view> words) {
  size_t longest = 0;
  if (position == 0) return longest;
  const char32_t last = text.chars[position - 1];
  for (std::u32string_view word : words) {
    if (word.back() == last && word.size() > longest && text.EndsAt(position, word)) {
      longest = word.size();
    }
  }
  return longest;
}

bool Contains(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) {
    return text.find(word) != std::u32string_view::npos;
  });
}

}  // namespace eduplan::importer
