#include "services/plan_items/importer/formats/html/main_content.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "services/plan_items/importer/formats/html/hints.h"
#include "services/plan_items/importer/formats/html/numbering.h"
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

// Of a list of comments, of news in brief. None of them is much longer than the others, and such a
// list is not nearly all of a page.
constexpr uint32_t kFewestEntries = 4;

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
    const std::vector<bool> lists = EntryLists();
    std::vector<Hint> nearest(elements.size(), Hint::kNone);
    for (size_t i = 0; i < elements.size(); ++i) {
      const Hint outer = i == 0 ? Hint::kNone : nearest[elements[i].parent];
      const Hint own = lists[i] ? Hint::kNavigation : elements[i].hint;
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
  // Elements whose children are entries of several lines, links among them: comments, news in
  // brief.
  std::vector<bool> EntryLists() const {
    std::vector<uint32_t> lines(elements_.size(), 0);
    std::vector<uint32_t> links(elements_.size(), 0);
    for (const TextBlock& block : blocks_) {
      ++lines[block.element];
      if (IsLinks(block)) ++links[block.element];
    }
    std::vector<uint32_t> entries(elements_.size(), 0);
    std::vector<uint32_t> filled(elements_.size(), 0);
    std::vector<uint32_t> largest(elements_.size(), 0);
    for (size_t i = elements_.size(); i-- > 1;) {
      const uint32_t parent = elements_[i].parent;
      lines[parent] += lines[i];
      links[parent] += links[i];
      if (lines[i] > 0) ++filled[parent];
      largest[parent] = std::max(largest[parent], elements_[i].clauses);
      if (lines[i] > 1 && links[i] > 0) ++entries[parent];
    }
    std::vector<bool> lists(elements_.size(), false);
    for (size_t i = 0; i < elements_.size(); ++i) {
      lists[i] = entries[i] >= kFewestEntries && entries[i] * 5 >= filled[i] * 4 &&
                 largest[i] * 3 <= elements_[i].clauses &&
                 elements_[i].clauses * 5 <= elements_[0].clauses * 4;
    }
    return lists;
  }

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
    if (!IsLinks(block) || Begins(block, U"附件") || BeginsItem(block)) return std::nullopt;
    return AsideKind::kAdvertisement;
  }

  // Lines beside the main element are none of the document, unless they stand with items of it, in
  // a table of data, in an element as the one that holds the text, or are its date.
  void DropOutside(uint32_t main, Range range, std::vector<std::optional<AsideKind>>& kinds) const {
    for (size_t i = range.begin; i < range.end;) {
      if (IsWithin(blocks_[i].element, main)) {
        ++i;
        continue;
      }
      const uint32_t branch = BranchOf(blocks_[i].element, main);
      size_t end = i;
      bool item = false;
      bool prose = false;
      size_t text = 0;
      while (end < range.end && IsWithin(blocks_[end].element, branch) &&
             !IsWithin(blocks_[end].element, main)) {
        const TextBlock& block = blocks_[end];
        item = item || (!kinds[end] && (BeginsItem(block) || block.is_row));
        prose = prose || (!kinds[end] && IsProse(block));
        text += block.text;
        ++end;
      }
      const bool behind = i > range.begin && branch > main;
      const bool keep = item || (prose && IsLike(branch, main)) ||
                        (behind && text <= kLongestSignature && EndsWithDate(blocks_[end - 1]));
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

  // Whether a branch is of the same kind as its sibling that holds `main`.
  bool IsLike(uint32_t branch, uint32_t main) const {
    const uint32_t parent = elements_[branch].parent;
    uint32_t sibling = main;
    while (sibling != 0 && elements_[sibling].parent != parent) sibling = elements_[sibling].parent;
    return elements_[branch].tag() == elements_[sibling].tag() &&
           NamesOf(elements_[branch].node) == NamesOf(elements_[sibling].node);
  }

  // 一、 or （一）, not the number of a list of links.
  bool BeginsItem(const TextBlock& block) const {
    const std::u32string begin(TextOf(block).substr(0, 6));
    return BeginsWithNumber(begin) && begin.find_first_of(U"0123456789") == std::u32string::npos;
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
