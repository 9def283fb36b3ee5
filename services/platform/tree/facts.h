#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
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
  friend bool operator==(const State&, const State&) = default;
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
  friend bool operator==(const Edge&, const Edge&) = default;
};

// A part of a whole.
inline constexpr int64_t kWhole = 1'000'000'000;
inline constexpr std::string_view kDefaultKey = "default";
struct Share {
  std::string key;  // by what it is apportioned; kDefaultKey for all that has no key of its own
  int64_t billionths = 0;  // above 0, at most kWhole
  friend bool operator==(const Share&, const Share&) = default;
};

// From a day on, `target` goes on with a share of what `source` was: the source itself with the
// part that stays. The shares of one source in one event add up to the whole, for each key.
struct Succession {
  std::string event;
  std::string source;
  std::string target;
  Day from = 0;
  std::vector<Share> shares;
  int64_t sequence = 0;  // of the registry when it was recorded: the order of events of one day
  friend bool operator==(const Succession&, const Succession&) = default;
};

// What one transaction changed: each node whole with all its edges upward.
struct Delta {
  bool replaces_all = false;  // a snapshot: forget what was known
  std::vector<Node> nodes;
  std::vector<Edge> edges;  // of the nodes above, complete for each; others are not looked at
  int64_t sequence = 0;
  // Added to those known, in the place of those of the same events.
  std::vector<Succession> successions;
  bool replaces_successions = false;  // forget those known; a snapshot does so too
  // Nodes to be as if they had never been heard of, to go back to a time before; none of `nodes`.
  std::vector<std::string> unknown;
};

// Puts the states in the order of their days and drops empty ones. Where two overlap, the one that
// begins later counts from its first day on.
void Normalize(std::vector<State>* states);
bool IsNormal(const std::vector<State>& states);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FACTS_H_
