#include <algorithm>
#include <array>
#include <iterator>

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

// What stands open between the marks of a pair.
struct Open {
  size_t at = 0;
  size_t depth = 0;
};

void Step(const Pair& pair, char32_t c, size_t at, Open& open, std::vector<uint8_t>& names) {
  if (open.depth > 0 && at - open.at > pair.longest) open.depth = 0;
  if (c == pair.open) {
    if (open.depth++ == 0) open.at = at;
  } else if (open.depth > 0) {
    if (--open.depth == 0) Mark(names, open.at, at);
  }
}

bool IsInOneSentence(const FlatText& text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    if (text.chars[i] == U'。' || text.gap[i + 1] == Gap::kLine) return false;
  }
  return true;
}

// The ASCII mark does not tell opening from closing: the nearer two with no sentence between them.
void StepStraight(const FlatText& text, size_t at, size_t& open, std::vector<uint8_t>& names) {
  if (open < at && at - open <= kLongestSlogan && IsInOneSentence(text, open, at)) {
    Mark(names, open, at);
    open = text.size();
  } else {
    open = at;
  }
}

}  // namespace

std::vector<uint8_t> MarkNames(const FlatText& text) {
  static const CharSet kMarks(U"《》“”‘’「」〔〕[]【】\"");
  std::vector<uint8_t> names(text.size(), 0);
  std::array<Open, std::size(kPairs)> open{};
  size_t straight = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text.chars[i];
    if (!kMarks.Has(c)) continue;
    if (c == U'"') StepStraight(text, i, straight, names);
    for (size_t k = 0; k < std::size(kPairs); ++k) {
      if (c == kPairs[k].open || c == kPairs[k].close) Step(kPairs[k], c, i, open[k], names);
    }
  }
  return names;
}

}  // namespace eduplan::importer
