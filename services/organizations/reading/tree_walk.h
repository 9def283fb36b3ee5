#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_WALK_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_WALK_H_

#include <vector>

#include "services/platform/tree/forest.h"

namespace eduplan::organizations {

// Goes through what stands at and below a root on a day, parents before children and siblings by
// id; may be begun after any node, at the cost of that node's way up. Pure.
class TreeWalk {
 public:
  // Does not go below the level `deepest` (0: to the end). The root must exist on that day, and
  // the forest must outlive the walk.
  TreeWalk(const tree::Forest& forest, tree::Forest::Index root, tree::Day at, int deepest = 0);

  // Goes on behind `last`; false if it does not stand there.
  bool Resume(tree::Forest::Index last);
  // tree::Forest::kNone at the end.
  tree::Forest::Index Next();

 private:
  // Those of the node's children that come after `child` (kNone: all).
  void PushChildren(tree::Forest::Index node, tree::Forest::Index child);

  const tree::Forest& forest_;
  const tree::Forest::Index root_;
  const tree::Day at_;
  const int deepest_;
  std::vector<tree::Forest::Index> stack_;
  tree::Forest::Index last_ = tree::Forest::kNone;  // whose children are not on the stack yet
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_WALK_H_
