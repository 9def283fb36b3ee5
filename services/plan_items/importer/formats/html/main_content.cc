#include "services/plan_items/importer/formats/html/main_content.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// Characters of a line with a mark from which on it is prose.
constexpr uint32_t kProse = 12;

// More text than this in one block proves no more, and more links in one no less.
constexpr double kMostText = 300;
constexpr double kMostLinks = 40;

constexpr double kShortLine = 0.3;  // Of text without a mark: headings, but dates and slogans too.
constexpr double kAnyLink = 4;
constexpr double kHinted = 1.3;
constexpr double kAgainst = 10;
constexpr double kHintedAgainst = 0.25;
constexpr double kMostAgainst = 60;

// The text is in the smallest element that holds this share of it.
constexpr double kMainShare = 0.9;

constexpr size_t kLongestSignature = 60;

struct Range {
  size_t begin = 0;
  size_t end = 0;
};

bool IsLinks(const TextBlock& block) {
  return block.linked * 10 > block.text * 6;
}

bool IsProse(const TextBlock& block) {
  return !IsLinks(block) && block.clauses > 0 && block.text - block.linked >= kProse;
}

class MainContent {
 public:
  MainContent(const std::vector<Element>& elements, const std::vector<TextBlock>& blocks,
              const SourceText& text)
      : elements_(elements), blocks_(blocks), text_(text), hints_(blocks.size()) {
    std::vector<Hint> nearest(elements.size(), Hint::kNone);
    for (size_t i = 0; i < elements.size(); ++i) {
      const Hint outer = i == 0 ? Hint::kNone : nearest[elements[i].parent];
      const Hint own = elements[i].hint;
      // Inside a list of links nothing is text again.
      const bool stays = own == Hint::kNone || (own == Hint::kText && outer != Hint::kNone);
      nearest[i] = stays ? outer : own;
    }
    for (size_t i = 0; i < blocks.size(); ++i) hints_[i] = nearest[blocks[i].element];
  }

  std::vector<std::optional<AsideKind>> Kinds(std::optional<size_t> title) {
    std::vector<std::optional<AsideKind>> kinds(blocks_.size(), AsideKind::kNavigation);
    const Range range = BestRange();
    const uint32_t main = MainElement(range);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (hints_[i] == Hint::kNotes) {
        kinds[i] = AsideKind::kFootnote;
      } else if (i < range.begin || i >= range.end) {
        if (hints_[i] == Hint::kAdvertisement) kinds[i] = AsideKind::kAdvertisement;
      } else {
        kinds[i] = KindInside(i);
      }
    }
    DropOutside(main, range, kinds);
    if (title && *title < range.end) kinds[*title] = std::nullopt;
    return kinds;
  }

 private:
  bool IsAgainst(size_t block) const {
    return hints_[block] == Hint::kNavigation || hints_[block] == Hint::kAdvertisement;
  }

  double ScoreOf(size_t i) const {
    const TextBlock& block = blocks_[i];
    const double plain = block.text - block.linked;
    double score = 0;
    if (block.linked * 2 > block.text) {
      score = -std::min<double>(block.linked, kMostLinks) - kAnyLink;
    } else if (block.clauses > 0) {
      score = std::min(plain, kMostText);
    } else {
      score = kShortLine * plain;
    }
    if (IsAgainst(i)) return -std::min(kHintedAgainst * std::abs(score) + kAgainst, kMostAgainst);
    return score > 0 && hints_[i] == Hint::kText ? kHinted * score : score;
  }

  // The stretch of blocks with the greatest sum.
  Range BestRange() const {
    Range best{0, 0};
    double best_sum = 0;
    double sum = 0;
    size_t begin = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (sum <= 0) {
        sum = 0;
        begin = i;
      }
      sum += ScoreOf(i);
      if (sum <= best_sum) continue;
      best_sum = sum;
      best = {begin, i + 1};
    }
    return best;
  }

  // The smallest element that holds most of the sentences of the range.
  uint32_t MainElement(Range range) const {
    std::vector<double> scores(elements_.size(), 0);
    double all = 0;
    for (size_t i = range.begin; i < range.end; ++i) {
      const double score = IsProse(blocks_[i]) ? std::max(ScoreOf(i), 0.0) : 0;
      scores[blocks_[i].element] += score;
      all += score;
    }
    for (size_t i = elements_.size(); i-- > 1;) scores[elements_[i].parent] += scores[i];
    if (all == 0) return 0;
    uint32_t main = 0;
    for (uint32_t i = 0; i < elements_.size(); ++i) {
      if (elements_[i].parent == main && scores[i] >= kMainShare * all) main = i;
    }
    return main;
  }

  std::optional<AsideKind> KindInside(size_t i) const {
    const TextBlock& block = blocks_[i];
    if (hints_[i] == Hint::kAdvertisement) return AsideKind::kAdvertisement;
    if (hints_[i] == Hint::kNavigation) return AsideKind::kNavigation;
    if (!IsLinks(block) || Begins(block, U"附件")) return std::nullopt;
    return AsideKind::kAdvertisement;
  }

  // Short lines beside the main element are none of the document, unless they stand with its
  // sentences, in a table of data, or are its date.
  void DropOutside(uint32_t main, Range range, std::vector<std::optional<AsideKind>>& kinds) const {
    for (size_t i = range.begin; i < range.end;) {
      if (IsWithin(blocks_[i].element, main)) {
        ++i;
        continue;
      }
      const uint32_t branch = BranchOf(blocks_[i].element, main);
      size_t end = i;
      bool keep = false;
      size_t text = 0;
      while (end < range.end && IsWithin(blocks_[end].element, branch) &&
             !IsWithin(blocks_[end].element, main)) {
        keep = keep || (!kinds[end] && (IsProse(blocks_[end]) || blocks_[end].is_row));
        text += blocks_[end++].text;
      }
      const bool behind = i > range.begin && branch > main;
      keep = keep || (behind && text <= kLongestSignature && EndsWithDate(blocks_[end - 1]));
      for (; i < end; ++i) {
        if (!keep && !kinds[i]) kinds[i] = AsideKind::kNavigation;
      }
    }
  }

  bool IsWithin(uint32_t element, uint32_t outer) const {
    return element >= outer && element < elements_[outer].end;
  }

  // The outermost ancestor that does not hold `main`.
  uint32_t BranchOf(uint32_t element, uint32_t main) const {
    while (element != 0 && !IsWithin(main, elements_[element].parent)) {
      element = elements_[element].parent;
    }
    return element;
  }

  std::u32string_view TextOf(const TextBlock& block) const {
    std::u32string_view text(text_.chars);
    text = text.substr(block.begin, block.end - block.begin);
    while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
    return text;
  }

  bool Begins(const TextBlock& block, std::u32string_view word) const {
    return TextOf(block).starts_with(word);
  }

  bool EndsWithDate(const TextBlock& block) const {
    const std::u32string_view text = TextOf(block);
    return text.ends_with(U'日') && text.find(U'年') != std::u32string_view::npos &&
           text.find_first_of(U"：:") == std::u32string_view::npos;
  }

  const std::vector<Element>& elements_;
  const std::vector<TextBlock>& blocks_;
  const SourceText& text_;
  std::vector<Hint> hints_;
};

}  // namespace

std::vector<std::optional<AsideKind>> SetAside(const std::vector<Element>& elements,
                                               const std::vector<TextBlock>& blocks,
                                               const SourceText& text,
                                               std::optional<size_t> title) {
  return MainContent(elements, blocks, text).Kinds(title);
}

}  // namespace eduplan::importer
