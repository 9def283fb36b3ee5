#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_ASSIGNMENT_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_ASSIGNMENT_H_

#include <vector>

namespace eduplan::plan_items::linking {

// A figure that may stand for a target.
struct Edge {
  int figure = 0;
  int target = 0;
  double score = 0;  // what it gains, above zero
};

// The edges of a one-to-one assignment whose scores have the largest sum, by figure: entry f is the
// place of figure f's edge in `edges`, -1 if it has none. Exact where at most some hundred figures
// and targets hang together; larger groups, which no document has, are matched best score first.
std::vector<int> Assign(int figures, const std::vector<Edge>& edges);

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_ASSIGNMENT_H_
