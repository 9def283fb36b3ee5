#include "services/plan_items/comparison/quantities.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "services/plan_items/comparison/amount.h"
#include "services/plan_items/comparison/corpus.h"
#include "services/plan_items/comparison/sequence.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

// How alike names are at least: by themselves, in items that are about the same, to be named at
// all.
constexpr double kByName = 0.75;
constexpr double kInSameItem = 0.5;
constexpr double kNearly = 0.5;
// Items that are as alike as this are about the same.
constexpr double kItemsAlike = 0.35;
constexpr size_t kLikeliest = 12;
constexpr size_t kMostTried = 1024;

// What the figures count, as texts to be compared.
struct Subjects {
  explicit Subjects(const PlanView& view) {
    words.reserve(view.figures.size());
    for (const FigureView& each : view.figures) {
      const v1::Measurement& figure = *each.figure;
      words.push_back(text::Cat(figure.name(), " ", figure.row_heading(), " ",
                                figure.column_heading(), " ", figure.per()));
    }
    for (const std::string& each : words) texts.push_back({each, ""});
  }
  std::vector<std::string> words;
  std::vector<Texts> texts;
};

bool MayBeOne(const v1::Measurement& a, const v1::Measurement& b) {
  const auto is_level = [](const v1::Measurement& figure) {
    return figure.change() == v1::CHANGE_LEVEL || figure.change() == v1::CHANGE_UNSPECIFIED;
  };
  const bool same_change = is_level(a) ? is_level(b) : a.change() == b.change();
  return SameDimension(a, b) && same_change && a.per().empty() == b.per().empty() &&
         a.part_of().empty() == b.part_of().empty();
}

class QuantityMatcher {
 public:
  QuantityMatcher(const PlanView& left, const PlanView& right, const Matching& items,
                  const Corpus& texts)
      : left_(left),
        right_(right),
        items_(items),
        texts_(texts),
        left_subjects_(left),
        right_subjects_(right),
        names_(left_subjects_.texts, right_subjects_.texts) {}

  std::vector<SameQuantity> Run();

 private:
  const v1::Measurement& Left(int index) const {
    return *left_.figures[static_cast<size_t>(index)].figure;
  }
  const v1::Measurement& Right(int index) const {
    return *right_.figures[static_cast<size_t>(index)].figure;
  }
  bool ItemsAreAlike(int left, int right) const {
    const int a = left_.figures[static_cast<size_t>(left)].item;
    const int b = right_.figures[static_cast<size_t>(right)].item;
    if (a < 0 || b < 0) return a == b;
    return items_.AreMatched(a, b) || texts_.Alike(a, b) >= kItemsAlike;
  }
  void Consider(int left, int right);
  void ConsiderThoseOfMatchedItems();

  const PlanView& left_;
  const PlanView& right_;
  const Matching& items_;
  const Corpus& texts_;
  const Subjects left_subjects_;
  const Subjects right_subjects_;
  const Corpus names_;
  std::vector<Pair> pairs_;
};

void QuantityMatcher::Consider(int left, int right) {
  const v1::Measurement& a = Left(left);
  const v1::Measurement& b = Right(right);
  if (a.name().empty() || b.name().empty() || !MayBeOne(a, b)) return;
  const double alike = names_.Alike(left, right);
  if (alike < kInSameItem) return;
  const bool same_item = ItemsAreAlike(left, right);
  if (!same_item && alike < kByName) return;
  pairs_.push_back({left, right, alike + (same_item ? 0.25 : 0)});
}

void QuantityMatcher::ConsiderThoseOfMatchedItems() {
  std::vector<std::vector<int>> by_item(right_.items.size() + 1);
  for (size_t i = 0; i < right_.figures.size(); ++i) {
    by_item[static_cast<size_t>(right_.figures[i].item + 1)].push_back(static_cast<int>(i));
  }
  std::vector<size_t> of_item(left_.items.size() + 1);
  for (const FigureView& each : left_.figures) ++of_item[static_cast<size_t>(each.item + 1)];
  for (size_t i = 0; i < left_.figures.size(); ++i) {
    const int item = left_.figures[i].item;
    const int match = item < 0 ? item : items_.right_of[static_cast<size_t>(item)];
    if (item >= 0 && match == kUnmatched) continue;
    const std::vector<int>& there = by_item[static_cast<size_t>(match + 1)];
    if (there.size() * of_item[static_cast<size_t>(item + 1)] > kMostTried) continue;
    for (const int r : there) Consider(static_cast<int>(i), r);
  }
}

std::vector<SameQuantity> QuantityMatcher::Run() {
  for (size_t i = 0; i < left_.figures.size(); ++i) {
    const int l = static_cast<int>(i);
    for (const int r : names_.NearOfLeft(l, kLikeliest)) Consider(l, r);
  }
  ConsiderThoseOfMatchedItems();
  // The first of equals is the one that stands first.
  std::stable_sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) {
    return std::pair(a.right, a.left) < std::pair(b.right, b.left);
  });
  std::stable_sort(pairs_.begin(), pairs_.end(),
                   [](const Pair& a, const Pair& b) { return a.score > b.score; });
  // Taken: by figure, and by the kind of the figure on the other side.
  std::map<std::pair<int, int>, bool> left_taken;
  std::map<std::pair<int, int>, bool> right_taken;
  std::vector<SameQuantity> same;
  for (const Pair& pair : pairs_) {
    bool& of_left = left_taken[{pair.left, Right(pair.right).kind()}];
    bool& of_right = right_taken[{pair.right, Left(pair.left).kind()}];
    if (of_left || of_right) continue;
    of_left = of_right = true;
    same.push_back({pair.left, pair.right});
  }
  std::sort(same.begin(), same.end(), [](const SameQuantity& a, const SameQuantity& b) {
    return std::pair(a.right, a.left) < std::pair(b.right, b.left);
  });
  return same;
}

}  // namespace

std::vector<SameQuantity> SameQuantities(const PlanView& left, const PlanView& right,
                                         const Matching& items, const Corpus& texts) {
  return QuantityMatcher(left, right, items, texts).Run();
}

std::vector<bool> NamedInRight(const PlanView& left, const PlanView& right) {
  const Subjects left_subjects(left);
  const Subjects right_subjects(right);
  const Corpus names(left_subjects.texts, right_subjects.texts);
  std::vector<bool> named(left.figures.size());
  for (size_t i = 0; i < left.figures.size(); ++i) {
    const int l = static_cast<int>(i);
    for (const int r : names.NearOfLeft(l, kLikeliest)) {
      if (names.Alike(l, r) < kNearly) continue;
      if (!SameDimension(*left.figures[i].figure, *right.figures[static_cast<size_t>(r)].figure)) {
        continue;
      }
      named[i] = true;
      break;
    }
  }
  return named;
}

}  // namespace eduplan::comparison
