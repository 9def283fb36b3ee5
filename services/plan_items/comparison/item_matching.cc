#include "services/plan_items/comparison/item_matching.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/comparison/grams.h"
#include "services/plan_items/comparison/item_gaps.h"
#include "services/plan_items/comparison/sequence.h"

namespace eduplan::comparison {
namespace {

// How alike two items are at least: anywhere, beside or below what is matched, to be thought of.
constexpr double kAnywhere = 0.5;
constexpr double kInPlace = 0.35;
constexpr double kThinkable = 0.3;
// A pair goes into the sequence only if neither has a likelier one by more than this.
constexpr double kNearlyBest = 0.85;
constexpr size_t kLikeliest = 8;
constexpr int kRounds = 4;
// Identical items are tried each against each up to so many pairs.
constexpr size_t kMostTried = 256;

using Hashes = std::vector<uint64_t>;
using Groups = absl::flat_hash_map<uint64_t, std::pair<std::vector<int>, std::vector<int>>>;

uint64_t OwnHash(const ItemView& item) {
  return ContentHash(item.text, ContentHash(item.heading));
}

// Of each item: its own words; with its parent's; with those of all above it.
struct ItemHashes {
  Hashes own;
  Hashes with_parent;
  Hashes with_all;
};

ItemHashes HashesOf(const PlanView& view) {
  ItemHashes hashes;
  for (const ItemView& item : view.items) {
    const uint64_t own = OwnHash(item);
    const auto parent = static_cast<size_t>(item.parent);
    const bool top = item.parent < 0;
    hashes.own.push_back(own);
    hashes.with_parent.push_back(ContentHash("", own ^ (top ? 1 : 31 * hashes.own[parent])));
    hashes.with_all.push_back(ContentHash("", own ^ (top ? 1 : 31 * hashes.with_all[parent])));
  }
  return hashes;
}

class ItemMatcher {
 public:
  ItemMatcher(const PlanView& left, const PlanView& right, const Corpus& corpus)
      : left_(left),
        right_(right),
        corpus_(corpus),
        matching_(left.items.size(), right.items.size()) {}

  Matching Run() {
    MatchIdentical();
    FindCandidates();
    MatchInOrder();
    MatchElsewhere();
    MatchParents(left_, right_, corpus_, matching_);
    MatchElsewhere();
    FillGaps(left_, right_, corpus_, matching_);
    return std::move(matching_);
  }

 private:
  void MatchIdentical();
  // Matches groups of as many left as right, in order; all of them or only pairs.
  void MatchGroups(const Hashes& left, const Hashes& right, bool only_pairs);
  Groups GroupsOf(const Hashes& left, const Hashes& right) const;
  void FindCandidates();
  void Consider(int left, int right) {
    const double alike = corpus_.Alike(left, right);
    if (alike >= kThinkable) candidates_.push_back({left, right, alike});
  }
  void MatchInOrder();
  // Matches the best of the candidates that are left, some rounds, as each match speaks for others.
  void MatchElsewhere();
  bool MatchRound();
  double ParentsAlike(int left, int right) const;
  double Context(int left, int right) const;

  const PlanView& left_;
  const PlanView& right_;
  const Corpus& corpus_;
  Matching matching_;
  std::vector<Pair> candidates_;  // ordered by (left, right); score: how alike
};

void ItemMatcher::MatchIdentical() {
  const ItemHashes left = HashesOf(left_);
  const ItemHashes right = HashesOf(right_);
  MatchGroups(left.with_all, right.with_all, false);
  MatchGroups(left.with_parent, right.with_parent, false);
  MatchGroups(left.own, right.own, true);
  for (const auto& [hash, group] : GroupsOf(left.own, right.own)) {
    const auto& [lefts, rights] = group;
    if (lefts.size() * rights.size() <= kMostTried) {
      for (const int l : lefts) {
        for (const int r : rights) Consider(l, r);
      }
    } else {
      for (size_t i = 0; i < std::min(lefts.size(), rights.size()); ++i) {
        Consider(lefts[i], rights[i]);
      }
    }
  }
}

Groups ItemMatcher::GroupsOf(const Hashes& left, const Hashes& right) const {
  Groups groups;
  for (size_t i = 0; i < left.size(); ++i) {
    if (matching_.right_of[i] == kUnmatched) groups[left[i]].first.push_back(static_cast<int>(i));
  }
  for (size_t i = 0; i < right.size(); ++i) {
    if (matching_.left_of[i] != kUnmatched) continue;
    const auto group = groups.find(right[i]);
    if (group != groups.end()) group->second.second.push_back(static_cast<int>(i));
  }
  return groups;
}

void ItemMatcher::MatchGroups(const Hashes& left, const Hashes& right, bool only_pairs) {
  for (const auto& [hash, group] : GroupsOf(left, right)) {
    const auto& [lefts, rights] = group;
    if (lefts.size() != rights.size() || (only_pairs && lefts.size() > 1)) continue;
    for (size_t i = 0; i < lefts.size(); ++i) matching_.Match(lefts[i], rights[i]);
  }
}

void ItemMatcher::FindCandidates() {
  for (size_t i = 0; i < left_.items.size(); ++i) {
    const int l = static_cast<int>(i);
    if (!matching_.LeftIsFree(l)) continue;
    for (const int r : corpus_.NearOfLeft(l, kLikeliest)) {
      if (matching_.RightIsFree(r)) Consider(l, r);
    }
  }
  const auto place = [](const Pair& pair) { return std::pair(pair.left, pair.right); };
  std::sort(candidates_.begin(), candidates_.end(),
            [&](const Pair& a, const Pair& b) { return place(a) < place(b); });
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end(),
                                [&](const Pair& a, const Pair& b) { return place(a) == place(b); }),
                    candidates_.end());
}

double ItemMatcher::ParentsAlike(int left, int right) const {
  const int above_left = left_.items[static_cast<size_t>(left)].parent;
  const int above_right = right_.items[static_cast<size_t>(right)].parent;
  if (matching_.AreMatched(above_left, above_right)) return 1;
  if (above_left < 0 || above_right < 0) return 0;
  return corpus_.Alike(above_left, above_right);
}

void ItemMatcher::MatchInOrder() {
  std::vector<double> best_of_left(left_.items.size());
  std::vector<double> best_of_right(right_.items.size());
  for (Pair& each : candidates_) {
    const auto l = static_cast<size_t>(each.left);
    const auto r = static_cast<size_t>(each.right);
    best_of_left[l] = std::max(best_of_left[l], each.score);
    best_of_right[r] = std::max(best_of_right[r], each.score);
  }
  std::vector<Pair> pairs;
  for (const Pair& each : candidates_) {
    const double best = std::max(best_of_left[static_cast<size_t>(each.left)],
                                 best_of_right[static_cast<size_t>(each.right)]);
    if (each.score < kAnywhere || each.score < kNearlyBest * best) continue;
    pairs.push_back(each);
    pairs.back().score += ParentsAlike(each.left, each.right) / 10;
  }
  for (size_t i = 0; i < left_.items.size(); ++i) {
    const int r = matching_.right_of[i];
    if (r != kUnmatched) pairs.push_back({static_cast<int>(i), r, 1});
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::pair(a.left, a.right) < std::pair(b.left, b.right);
  });
  for (const size_t i : HeaviestSequence(pairs)) matching_.Match(pairs[i].left, pairs[i].right);
}

// What stands around two items, as far as it is matched: up to 0.4.
double ItemMatcher::Context(int left, int right) const {
  const ItemView& a = left_.items[static_cast<size_t>(left)];
  const ItemView& b = right_.items[static_cast<size_t>(right)];
  double context = 0;
  if (matching_.AreMatched(a.parent, b.parent)) context += 0.15;
  if (matching_.AreMatched(left - 1, right - 1)) context += 0.1;
  const bool both_last = left + 1 == static_cast<int>(left_.items.size()) &&
                         right + 1 == static_cast<int>(right_.items.size());
  if (both_last || (left + 1 < static_cast<int>(left_.items.size()) &&
                    matching_.AreMatched(left + 1, right + 1))) {
    context += 0.1;
  }
  return a.marker == b.marker ? context + 0.05 : context;
}

void ItemMatcher::MatchElsewhere() {
  for (int round = 0; round < kRounds && MatchRound(); ++round) {
  }
}

bool ItemMatcher::MatchRound() {
  std::vector<Pair> open;
  for (const Pair& each : candidates_) {
    if (!matching_.LeftIsFree(each.left) || !matching_.RightIsFree(each.right)) continue;
    const double context = Context(each.left, each.right);
    if (each.score < kAnywhere && (each.score < kInPlace || context < 0.15)) continue;
    open.push_back({each.left, each.right, each.score + context});
  }
  std::stable_sort(open.begin(), open.end(),
                   [](const Pair& a, const Pair& b) { return a.score > b.score; });
  bool any = false;
  for (const Pair& each : open) {
    if (!matching_.LeftIsFree(each.left) || !matching_.RightIsFree(each.right)) continue;
    matching_.Match(each.left, each.right);
    any = true;
  }
  return any;
}

std::vector<Texts> TextsOf(const PlanView& view) {
  std::vector<Texts> texts;
  texts.reserve(view.items.size());
  for (const ItemView& item : view.items) texts.push_back({item.heading, item.text});
  return texts;
}

}  // namespace

Corpus CorpusOf(const PlanView& left, const PlanView& right) {
  return Corpus(TextsOf(left), TextsOf(right));
}

Matching MatchItems(const PlanView& left, const PlanView& right, const Corpus& corpus) {
  return ItemMatcher(left, right, corpus).Run();
}

}  // namespace eduplan::comparison
