#include "services/plan_items/comparison/figure_matching.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/comparison/amount.h"
#include "services/plan_items/comparison/grams.h"
#include "services/plan_items/comparison/sequence.h"

namespace eduplan::comparison {
namespace {

constexpr double kAlikeEnough = 0.45;
constexpr size_t kMostTried = 1024;
constexpr size_t kMostOfName = 64;

using Indexes = std::vector<int>;
using Groups = absl::flat_hash_map<uint64_t, std::pair<Indexes, Indexes>>;

// What a figure counts, without how much.
uint64_t SubjectHash(const v1::Measurement& figure) {
  uint64_t hash = ContentHash(figure.name(), figure.change());
  for (const std::string* part : {&figure.unit(), &figure.part_of(), &figure.per(),
                                  &figure.row_heading(), &figure.column_heading()}) {
    hash = ContentHash(*part, hash);
  }
  return hash;
}

uint64_t FigureHash(const v1::Measurement& figure) {
  const uint64_t said = SubjectHash(figure) + 7 * static_cast<uint64_t>(figure.comparator()) +
                        (figure.masked() ? 1 : 0);
  return ContentHash(figure.value(), said + 64 * static_cast<uint64_t>(figure.kind()));
}

class FigureMatcher {
 public:
  FigureMatcher(const PlanView& left, const PlanView& right, const Matching& items)
      : left_(left),
        right_(right),
        items_(items),
        matching_(left.figures.size(), right.figures.size()) {}

  Matching Run() {
    MatchGroups(FigureHash, true, false);
    MatchGroups(SubjectHash, true, true);
    MatchAlike();
    MatchGroups(FigureHash, false, true);
    MatchGroups(SubjectHash, false, true);
    return std::move(matching_);
  }

 private:
  // Groups the free figures by a hash and, if `in_item`, by their item, as the right has it. Those
  // of an item that has no match come into no group of `in_item`, those without a name into none
  // beyond items.
  template <typename Hash>
  Groups GroupsOf(Hash hash, bool in_item) const;
  // Matches each group in order; only those of as many left as right if `only_even`.
  template <typename Hash>
  void MatchGroups(Hash hash, bool in_item, bool only_even);
  // Matches what is alike and in order within an item.
  void MatchAlike();
  double Score(const Grams& left_name, const v1::Measurement& left, const Grams& right_name,
               const v1::Measurement& right) const;

  const PlanView& left_;
  const PlanView& right_;
  const Matching& items_;
  Matching matching_;
};

template <typename Hash>
Groups FigureMatcher::GroupsOf(Hash hash, bool in_item) const {
  const auto key = [&](const v1::Measurement& figure, int item) {
    return in_item ? hash(figure) ^ ContentHash("", static_cast<uint64_t>(item) + 2) : hash(figure);
  };
  Groups groups;
  for (size_t i = 0; i < left_.figures.size(); ++i) {
    const FigureView& each = left_.figures[i];
    const int item = each.item < 0 ? each.item : items_.right_of[static_cast<size_t>(each.item)];
    if (matching_.right_of[i] != kUnmatched) continue;
    if (in_item ? each.item >= 0 && item < 0 : each.figure->name().empty()) continue;
    groups[key(*each.figure, item)].first.push_back(static_cast<int>(i));
  }
  for (size_t i = 0; i < right_.figures.size(); ++i) {
    const FigureView& each = right_.figures[i];
    if (matching_.left_of[i] != kUnmatched) continue;
    const auto group = groups.find(key(*each.figure, each.item));
    if (group != groups.end()) group->second.second.push_back(static_cast<int>(i));
  }
  return groups;
}

template <typename Hash>
void FigureMatcher::MatchGroups(Hash hash, bool in_item, bool only_even) {
  for (const auto& [key, group] : GroupsOf(hash, in_item)) {
    const auto& [lefts, rights] = group;
    if (only_even && lefts.size() != rights.size()) continue;
    if (!in_item && lefts.size() > 1) continue;
    for (size_t i = 0; i < std::min(lefts.size(), rights.size()); ++i) {
      matching_.Match(lefts[i], rights[i]);
    }
  }
}

double FigureMatcher::Score(const Grams& left_name, const v1::Measurement& left,
                            const Grams& right_name, const v1::Measurement& right) const {
  double score = 0.6 * Alike(left_name, right_name);
  if (left.unit() == right.unit()) {
    score += 0.2;
  } else if (SameDimension(left, right)) {
    score += 0.1;
  }
  if (!left.masked() && left.value() == right.value()) score += 0.15;
  if (left.row_heading() != right.row_heading()) score -= 0.2;
  if (left.column_heading() != right.column_heading()) score -= 0.2;
  return score;
}

void FigureMatcher::MatchAlike() {
  const auto any = [](const v1::Measurement&) { return uint64_t{0}; };
  for (const auto& [key, group] : GroupsOf(any, true)) {
    const auto& [lefts, rights] = group;
    if (lefts.size() * rights.size() > kMostTried) continue;
    std::vector<Grams> right_names;
    for (const int r : rights) {
      right_names.push_back(
          GramsOf(right_.figures[static_cast<size_t>(r)].figure->name(), kMostOfName));
    }
    std::vector<Pair> pairs;
    for (const int l : lefts) {
      const v1::Measurement& left = *left_.figures[static_cast<size_t>(l)].figure;
      const Grams left_name = GramsOf(left.name(), kMostOfName);
      for (size_t i = 0; i < rights.size(); ++i) {
        const v1::Measurement& right = *right_.figures[static_cast<size_t>(rights[i])].figure;
        const double score = Score(left_name, left, right_names[i], right);
        if (score >= kAlikeEnough) pairs.push_back({l, rights[i], score});
      }
    }
    for (const size_t i : HeaviestSequence(pairs)) matching_.Match(pairs[i].left, pairs[i].right);
  }
}

}  // namespace

Matching MatchFigures(const PlanView& left, const PlanView& right, const Matching& items) {
  return FigureMatcher(left, right, items).Run();
}

}  // namespace eduplan::comparison
