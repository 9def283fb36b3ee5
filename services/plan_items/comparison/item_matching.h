// Which item of one plan is which of another.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_MATCHING_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_MATCHING_H_

#include <cstddef>
#include <vector>

#include "services/plan_items/comparison/corpus.h"
#include "services/plan_items/comparison/plan_view.h"

namespace eduplan::comparison {

inline constexpr int kUnmatched = -1;

// Each item has at most one match.
struct Matching {
  Matching(size_t left, size_t right) : right_of(left, kUnmatched), left_of(right, kUnmatched) {}

  std::vector<int> right_of;  // of each left item
  std::vector<int> left_of;   // of each right item

  void Match(int left, int right) {
    right_of[static_cast<size_t>(left)] = right;
    left_of[static_cast<size_t>(right)] = left;
  }
  bool LeftIsFree(int left) const { return right_of[static_cast<size_t>(left)] == kUnmatched; }
  bool RightIsFree(int right) const { return left_of[static_cast<size_t>(right)] == kUnmatched; }
  bool AreMatched(int left, int right) const {
    return left == kUnmatched ? right == kUnmatched : right_of[static_cast<size_t>(left)] == right;
  }
};

// The items' texts, to be compared.
Corpus CorpusOf(const PlanView& left, const PlanView& right);

// Items of the same words are matched first, then those that are alike and in order, then those
// that are alike and stand elsewhere, then parents by their children, then what stands in the same
// gap. `corpus` is that of both. About linear in the items.
Matching MatchItems(const PlanView& left, const PlanView& right, const Corpus& corpus);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_ITEM_MATCHING_H_
