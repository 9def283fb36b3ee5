#include "services/plan_items/comparison/moves.h"

#include "services/plan_items/comparison/sequence.h"

namespace eduplan::comparison {

std::vector<bool> MovedItems(const PlanView& left, const PlanView& right, const Matching& items) {
  std::vector<bool> moved(left.items.size());
  std::vector<std::vector<Pair>> siblings(left.items.size() + 1);  // by the parent's index + 1
  for (size_t i = 0; i < left.items.size(); ++i) {
    const int match = items.right_of[i];
    if (match == kUnmatched) continue;
    const int parent = left.items[i].parent;
    if (items.AreMatched(parent, right.items[static_cast<size_t>(match)].parent)) {
      siblings[static_cast<size_t>(parent) + 1].push_back({static_cast<int>(i), match, 1});
    } else {
      moved[i] = true;
    }
  }
  for (const std::vector<Pair>& pairs : siblings) {
    for (const Pair& pair : pairs) moved[static_cast<size_t>(pair.left)] = true;
    for (const size_t i : HeaviestSequence(pairs))
      moved[static_cast<size_t>(pairs[i].left)] = false;
  }
  return moved;
}

}  // namespace eduplan::comparison
