#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_SEQUENCE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_SEQUENCE_H_

#include <cstddef>
#include <span>
#include <vector>

namespace eduplan::comparison {

// A possible pair of one of the left and one of the right, and what it is worth (> 0).
struct Pair {
  int left = 0;
  int right = 0;
  double score = 0;
};

// Indexes, ascending, of the heaviest set of pairs that go up on both sides: the weighted longest
// common subsequence, of the pairs given only. `pairs` are ordered by (left, right). O(n log n).
std::vector<size_t> HeaviestSequence(std::span<const Pair> pairs);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_SEQUENCE_H_
