#include "services/organizations/reading/tree_walk.h"

#include <algorithm>
#include <utility>

#include "services/organizations/store/store.h"

namespace eduplan::organizations {

using Index = tree::Forest::Index;

TreeWalk::TreeWalk(const tree::Forest& forest, Index root, tree::Day at, int deepest)
    : forest_(forest), root_(root), at_(at), deepest_(deepest), stack_({root}) {}

bool TreeWalk::Resume(Index last) {
  std::vector<Index> way = {last};
  while (way.back() != root_) {
    const Index above = forest_.Parent(way.back(), at_);
    if (above == tree::Forest::kNone || way.size() > kDeepest) {
      return false;
    }
    way.push_back(above);
  }
  stack_.clear();
  for (size_t i = way.size() - 1; i > 0; --i) {
    PushChildren(way[i], way[i - 1]);
  }
  last_ = last;
  return true;
}

Index TreeWalk::Next() {
  if (const Index node = std::exchange(last_, tree::Forest::kNone); node != tree::Forest::kNone) {
    PushChildren(node, tree::Forest::kNone);
  }
  if (stack_.empty()) {
    return tree::Forest::kNone;
  }
  last_ = stack_.back();
  stack_.pop_back();
  return last_;
}

void TreeWalk::PushChildren(Index node, Index child) {
  const std::vector<Index> children = forest_.Children(node, at_);
  auto next = child == tree::Forest::kNone ? children.begin()
                                           : std::find(children.begin(), children.end(), child);
  if (child != tree::Forest::kNone && next != children.end()) {
    ++next;
  }
  for (auto other = children.end(); other != next;) {
    --other;
    // Each node has one parent on a day, so only the root could come round again.
    if (*other != root_ && (deepest_ <= 0 || forest_.At(*other, at_).level <= deepest_)) {
      stack_.push_back(*other);
    }
  }
}

}  // namespace eduplan::organizations
