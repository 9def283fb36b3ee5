// The text that the reading works on: folded, without white space and clutter, each character
// knowing where in the source it stood and what gap was before it.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

enum class Gap : uint8_t { kNone, kSpace, kLine };

struct FlatText {
  std::u32string_view source;
  std::u32string chars;  // Folded: full-width forms as ASCII; no white space but in Latin text.
  std::vector<uint32_t> origin;    // Position in `source` of each of `chars`.
  std::vector<Gap> gap;            // Before each of `chars`.
  std::vector<Table> tables;       // Those with figures, ascending; placed in `chars`.
  std::vector<size_t> title_ends;  // Where lines inside it that look like titles end, ascending.
  std::vector<size_t> topics;      // Where lines that may be headings without a mark begin.
  // The text was wrapped into spaces: a space between two Han characters means nothing.
  bool soft_wrapped = false;
  // Hardly any line breaks: marks may follow the text before them directly.
  bool run_on = false;

  size_t size() const { return chars.size(); }
  std::u32string_view view(size_t begin, size_t end) const {
    return std::u32string_view(chars).substr(begin, end - begin);
  }
  bool At(size_t position, std::u32string_view what) const {
    return position <= chars.size() &&
           std::u32string_view(chars).substr(position, what.size()) == what;
  }
  bool EndsAt(size_t position, std::u32string_view what) const {
    return position >= what.size() && At(position - what.size(), what);
  }
  size_t SourceBegin(size_t position) const {
    return position < origin.size() ? origin[position] : source.size();
  }
  // Where the characters before `position` end in the source.
  size_t SourceEnd(size_t position) const { return position == 0 ? 0 : origin[position - 1] + 1; }
  // The characters as printed (not folded), without white space and clutter.
  std::string Printed(size_t begin, size_t end) const;
};

// These are asked of every character several times, so they stand here to be inlined.

inline bool IsSpace(char32_t c) {
  if (c >= 0x3001 && c < 0xfeff) return false;
  return c == U' ' || c == U'\t' || c == U'\n' || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) ||
         c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff || c == 0xad;
}

// Full-width ASCII forms to ASCII, any white space to ' '.
inline char32_t Fold(char32_t c) {
  if (c >= 0x3001 && c < 0xfe50) return c;
  if (c >= 0xff01 && c <= 0xff5e) return c - 0xff01 + U'!';
  if (c == 0xfe55) return U':';
  if (c == 0xfe50) return U',';
  if (c == 0xff61) return U'。';
  return IsSpace(c) ? U' ' : c;
}
std::u32string Fold(std::u32string_view text);

bool IsHan(char32_t c);

inline bool IsDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// ASCII letter.
inline bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

// 。！？； and folded forms.
inline bool EndsSentence(char32_t c) {
  return c == U'。' || c == U';' || c == U'!' || c == U'?' || c == U'…';
}

// EndsSentence or a comma, colon, bracket or 、 (folded).
inline bool EndsClause(char32_t c) {
  return EndsSentence(c) || c == U',' || c == U'、' || c == U'(' || c == U')' || c == U':';
}

inline bool IsOneOf(char32_t c, std::u32string_view set) {
  for (char32_t one : set) {
    if (one == c) return true;
  }
  return false;
}

// A set of characters of the Basic Multilingual Plane, asked in constant time.
class CharSet {
 public:
  explicit CharSet(std::u32string_view chars) {
    for (char32_t c : chars) bits_.set(c);
  }
  bool Has(char32_t c) const { return c < bits_.size() && bits_.test(c); }

 private:
  std::bitset<0x10000> bits_;
};

// Words looked for all at once. Of most characters one look tells that none begins there.
class WordSet {
 public:
  WordSet(std::initializer_list<std::u32string_view> words)
      : WordSet(std::span<const std::u32string_view>(words.begin(), words.size())) {}
  explicit WordSet(std::span<const std::u32string_view> words);
  bool FoundIn(std::u32string_view text) const;
  // The length of the longest that `text` begins with, 0 if there is none.
  size_t LongestOf(std::u32string_view text) const {
    return text.empty() || !starts_.Has(text.front()) ? 0 : Longest(text);
  }
  size_t LongestAt(const FlatText& text, size_t position) const {
    return position < text.size() ? LongestOf(text.view(position, text.size())) : 0;
  }

 private:
  size_t Longest(std::u32string_view text) const;

  std::vector<std::u32string_view> words_;  // By first character, then the longest first.
  CharSet starts_;
};

// The longest of `words` found at `position`, or 0 if none.
size_t LongestAt(const FlatText& text, size_t position,
                 std::initializer_list<std::u32string_view> words);
// The same, ending at `position`.
size_t LongestEndingAt(const FlatText& text, size_t position,
                       std::initializer_list<std::u32string_view> words);
bool Contains(std::u32string_view text, std::initializer_list<std::u32string_view> words);

}  // namespace eduplan::importer
