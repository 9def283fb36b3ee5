#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace eduplan::tree {

// Days since 1970-01-01; intervals are [from, to).
using Day = int32_t;
inline constexpr Day kAlways = std::numeric_limits<Day>::min();
inline constexpr Day kForever = std::numeric_limits<Day>::max();
Day ToDay(absl::CivilDay day);

// What a node is for a while.
struct State {
  Day from = 0;
  Day to = kForever;
  int level = 0;  // smaller is further up
  int kind = 0;
  std::string name;
};

// Exists on the days of its states, which do not overlap.
struct Node {
  std::string id;
  std::vector<State> states;
};

// A parent of a node for a while. Two relations may hold at once; kReporting wins where both do.
enum class Relation { kAdministrative = 0, kReporting = 1 };
struct Edge {
  std::string child;
  std::string parent;
  Relation relation = Relation::kAdministrative;
  Day from = 0;
  Day to = kForever;
};

// What one transaction changed: each node whole with all its edges upward.
struct Delta {
  bool replaces_all = false;  // a snapshot: forget what was known
  std::vector<Node> nodes;
  std::vector<Edge> edges;  // of the nodes above, complete for each; others are not looked at
  int64_t sequence = 0;
};

// Puts the states in the order of their days and drops empty ones. Where two overlap, the one that
// begins later counts from its first day on.
void Normalize(std::vector<State>* states);
bool IsNormal(const std::vector<State>& states);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_
