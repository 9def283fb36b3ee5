#include "services/plan_items/comparison/sequence.h"

#include <algorithm>

namespace eduplan::comparison {
namespace {

constexpr int kNone = -1;

struct Best {
  double weight = 0;
  int pair = kNone;  // the last of the chain
};

// The heaviest chain that ends at or before a place, as a Fenwick tree over places.
class HeaviestBefore {
 public:
  explicit HeaviestBefore(size_t places) : tree_(places + 1) {}

  Best Before(size_t place) const {
    Best best;
    for (size_t i = place; i > 0; i -= i & (~i + 1)) {
      if (tree_[i].weight > best.weight) best = tree_[i];
    }
    return best;
  }
  void Put(size_t place, const Best& chain) {
    for (size_t i = place + 1; i < tree_.size(); i += i & (~i + 1)) {
      if (chain.weight > tree_[i].weight) tree_[i] = chain;
    }
  }

 private:
  std::vector<Best> tree_;
};

}  // namespace

std::vector<size_t> HeaviestSequence(std::span<const Pair> pairs) {
  int last = kNone;
  for (const Pair& pair : pairs) last = std::max(last, pair.right);
  HeaviestBefore chains(static_cast<size_t>(last + 1));
  std::vector<int> before(pairs.size(), kNone);
  Best best;
  for (size_t i = 0; i < pairs.size(); ++i) {
    // Of one left the larger right comes first, so that none is put behind another of its own.
    size_t end = i + 1;
    while (end < pairs.size() && pairs[end].left == pairs[i].left) ++end;
    for (size_t j = end; j-- > i;) {
      const auto place = static_cast<size_t>(pairs[j].right);
      const Best chain = chains.Before(place);
      before[j] = chain.pair;
      const Best longer = {chain.weight + pairs[j].score, static_cast<int>(j)};
      chains.Put(place, longer);
      if (longer.weight > best.weight) best = longer;
    }
    i = end - 1;
  }
  std::vector<size_t> sequence;
  for (int at = best.pair; at != kNone; at = before[static_cast<size_t>(at)]) {
    sequence.push_back(static_cast<size_t>(at));
  }
  std::reverse(sequence.begin(), sequence.end());
  return sequence;
}

}  // namespace eduplan::comparison
