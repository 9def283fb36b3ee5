#include <algorithm>

#include "services/plan_items/importer/figures/figures.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestTitle = 150;  // Of a document named in 《》.
constexpr size_t kLongestSlogan = 30;  // Longer quotations are sentences with figures of their own.

struct Pair {
  char32_t open;
  char32_t close;
  size_t longest;
};

constexpr Pair kPairs[] = {{U'《', U'》', kLongestTitle},  {U'“', U'”', kLongestSlogan},
                           {U'‘', U'’', kLongestSlogan},   {U'「', U'」', kLongestSlogan},
                           {U'〔', U'〕', kLongestSlogan}, {U'[', U']', kLongestSlogan},
                           {U'【', U'】', kLongestSlogan}};

void Mark(std::vector<uint8_t>& names, size_t open, size_t close) {
  std::fill(names.begin() + static_cast<std::ptrdiff_t>(open),
            names.begin() + static_cast<std::ptrdiff_t>(close) + 1, uint8_t{1});
}

void MarkPair(const FlatText& text, const Pair& pair, std::vector<uint8_t>& names) {
  size_t open = text.size();
  size_t depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text.chars[i];
    if (depth > 0 && i - open > pair.longest) depth = 0;
    if (c == pair.open) {
      if (depth++ == 0) open = i;
    } else if (c == pair.close && depth > 0 && --depth == 0) {
      Mark(names, open, i);
    }
  }
}

// The ASCII mark does not tell opening from closing: the nearer two with no sentence between them.
void MarkStraightQuotes(const FlatText& text, std::vector<uint8_t>& names) {
  size_t open = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text.chars[i];
    if (c == U'。' || text.gap[i] == Gap::kLine) open = text.size();
    if (c != U'"') continue;
    if (open < i && i - open <= kLongestSlogan) {
      Mark(names, open, i);
      open = text.size();
    } else {
      open = i;
    }
  }
}

}  // namespace

std::vector<uint8_t> MarkNames(const FlatText& text) {
  std::vector<uint8_t> names(text.size(), 0);
  for (const Pair& pair : kPairs) MarkPair(text, pair, names);
  MarkStraightQuotes(text, names);
  return names;
}

}  // namespace eduplan::importer
