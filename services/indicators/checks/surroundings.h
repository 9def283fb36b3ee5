#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_SURROUNDINGS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_SURROUNDINGS_H_

#include <map>
#include <utility>
#include <vector>

#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// A school that two organizations of the entry level may both have counted: it stands below one by
// its administrative and below the other by its reporting placement, or it is registered a second
// time below the other, its ten digits with and without a number behind (2133000001, 2133000001-2).
struct SharedSchool {
  tree::Forest::Index school;
  tree::Forest::Index holder;  // the other organization
  tree::Forest::Index again;   // the second registration; the school itself if there is none
};

// Who stands around one organization in the tree of a day, found once for each question. Pure.
class Surroundings {
 public:
  using Index = tree::Forest::Index;
  using Nodes = std::vector<Index>;

  // `node` may be kNone: then nobody stands around it. The forest outlives it.
  Surroundings(const tree::Forest& forest, Index node) : forest_(forest), node_(node) {}

  // 0 if it is unknown.
  int Level(tree::Day day) const;
  bool HasChildren(tree::Day day) const;
  // Those of its own level right below its parent, without itself.
  const Nodes& Siblings(tree::Day day);
  // Those whose figures, beside its own part, make its total of what is entered at `entry_level`.
  const Nodes& Parts(int entry_level, tree::Day day);
  // The schools that it shares, where it stands at `entry_level`.
  const std::vector<SharedSchool>& SharedSchools(int entry_level, tree::Day day);
  // Everyone below `holder` who stands below the entry level and has nobody below, placed there by
  // either relation.
  Nodes Details(Index holder, int entry_level, tree::Day day) const;

 private:
  using Question = std::pair<int, tree::Day>;  // entry level and day

  Index HolderOf(Index node, int entry_level, tree::Day day) const;
  void AddShared(Index school, int entry_level, tree::Day day, std::vector<SharedSchool>* shared);

  const tree::Forest& forest_;
  Index node_;
  std::map<tree::Day, Nodes> siblings_;
  std::map<Question, Nodes> parts_;
  std::map<Question, std::vector<SharedSchool>> shared_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_SURROUNDINGS_H_
