#include "services/plan_items/comparison/item_gaps.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/plan_items/comparison/sequence.h"

namespace eduplan::comparison {
namespace {

// How alike two items of one gap are at least, where there are others and where they are alone.
constexpr double kAmongOthers = 0.25;
constexpr double kAlone = 0.12;
// One child is no proof that parents are the same unless their words are a little alike.
constexpr double kOnlyChild = 0.2;
constexpr size_t kMostTried = 400;
constexpr int kRounds = 8;

// The free items that follow one matched neighbour below one pair of parents.
struct Gap {
  std::vector<int> left;
  std::vector<int> right;
};
using GapKey = std::pair<int, int>;  // parent and neighbour before, both as right indexes; -1: none

void CollectLeft(const PlanView& left, const Matching& matching, std::map<GapKey, Gap>& gaps) {
  std::vector<int> neighbour(left.items.size() + 1, kUnmatched);  // by parent + 1
  for (size_t i = 0; i < left.items.size(); ++i) {
    const int parent = left.items[i].parent;
    const int right_parent =
        parent < 0 ? kUnmatched : matching.right_of[static_cast<size_t>(parent)];
    int& before = neighbour[static_cast<size_t>(parent) + 1];
    if (matching.right_of[i] != kUnmatched) {
      before = matching.right_of[i];
    } else if (parent < 0 || right_parent != kUnmatched) {
      gaps[{right_parent, before}].left.push_back(static_cast<int>(i));
    }
  }
}

void CollectRight(const PlanView& right, const Matching& matching, std::map<GapKey, Gap>& gaps) {
  std::vector<int> neighbour(right.items.size() + 1, kUnmatched);
  for (size_t i = 0; i < right.items.size(); ++i) {
    const int parent = right.items[i].parent;
    int& before = neighbour[static_cast<size_t>(parent) + 1];
    if (matching.left_of[i] != kUnmatched) {
      before = static_cast<int>(i);
    } else if (const auto gap = gaps.find({parent, before}); gap != gaps.end()) {
      gap->second.right.push_back(static_cast<int>(i));
    }
  }
}

bool Fill(const Gap& gap, const Corpus& corpus, Matching& matching) {
  if (gap.right.empty() || gap.left.size() * gap.right.size() > kMostTried) return false;
  const bool alone = gap.left.size() == 1 && gap.right.size() == 1;
  std::vector<Pair> pairs;
  for (const int l : gap.left) {
    for (const int r : gap.right) {
      const double alike = corpus.Alike(l, r);
      if (alike >= (alone ? kAlone : kAmongOthers)) pairs.push_back({l, r, alike});
    }
  }
  const std::vector<size_t> sequence = HeaviestSequence(pairs);
  for (const size_t i : sequence) matching.Match(pairs[i].left, pairs[i].right);
  return !sequence.empty();
}

}  // namespace

void MatchParents(const PlanView& left, const PlanView& right, const Corpus& corpus,
                  Matching& matching) {
  // Children come after their parents: going backwards a parent's children are settled before it.
  std::map<std::pair<int, int>, int> votes;
  const auto vote = [&](int l, int r) {
    const int above_left = left.items[static_cast<size_t>(l)].parent;
    const int above_right = right.items[static_cast<size_t>(r)].parent;
    if (above_left >= 0 && above_right >= 0) ++votes[{above_left, above_right}];
  };
  for (int l = static_cast<int>(left.items.size()) - 1; l >= 0; --l) {
    if (matching.LeftIsFree(l)) {
      int best = kUnmatched;
      int most = 0;
      for (auto at = votes.lower_bound({l, 0}); at != votes.end() && at->first.first == l; ++at) {
        if (at->second > most && matching.RightIsFree(at->first.second)) {
          most = at->second;
          best = at->first.second;
        }
      }
      if (most > 1 || (most == 1 && corpus.Alike(l, best) >= kOnlyChild)) matching.Match(l, best);
    }
    if (!matching.LeftIsFree(l)) vote(l, matching.right_of[static_cast<size_t>(l)]);
  }
}

void FillGaps(const PlanView& left, const PlanView& right, const Corpus& corpus,
              Matching& matching) {
  // Each round may open the gaps of one level more.
  bool any = true;
  for (int round = 0; any && round < kRounds; ++round) {
    std::map<GapKey, Gap> gaps;
    CollectLeft(left, matching, gaps);
    CollectRight(right, matching, gaps);
    any = false;
    for (const auto& [key, gap] : gaps) any |= Fill(gap, corpus, matching);
  }
}

}  // namespace eduplan::comparison
