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

bool IsSpace(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) ||
         c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff || c == 0xad;
}

char32_t Fold(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) return c - 0xff01 + U'!';
  if (c == 0xfe55) return U':';
  if (c == 0xfe50) return U',';
  if (c == 0xff61) return U'。';
  return IsSpace(c) ? U' ' : c;
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

bool IsDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool EndsSentence(char32_t c) {
  return c == U'。' || c == U';' || c == U'!' || c == U'?' || c == U'…';
}

bool EndsClause(char32_t c) {
  return EndsSentence(c) || c == U',' || c == U'、' || c == U'(' || c == U')' || c == U':';
}

bool IsOneOf(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

WordSet::WordSet(std::initializer_list<std::u32string_view> words)
    : words_(words), starts_([&] {
        std::u32string starts;
        for (std::u32string_view word : words) starts.push_back(word.front());
        return starts;
      }()) {}

bool WordSet::FoundIn(std::u32string_view text) const {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!starts_.Has(text[i])) continue;
    const std::u32string_view rest = text.substr(i);
    for (std::u32string_view word : words_) {
      if (rest.starts_with(word)) return true;
    }
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
