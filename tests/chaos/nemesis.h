#ifndef EDUPLAN_TESTS_CHAOS_NEMESIS_H_
#define EDUPLAN_TESTS_CHAOS_NEMESIS_H_

#include <array>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/chaos/common.h"
#include "tests/chaos/history.h"
#include "tests/chaos/reorganizer.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// Breaks what may break, at random and several things at once, and mends it a little later: Redis,
// the way of each replica to Redis and to PostgreSQL, the replicas themselves; and changes the tree
// all the while. Of the main thread.
class Nemesis {
 public:
  Nemesis(World& world, Common& common, History* history, uint64_t seed);

  // For so long; everything is mended in the end.
  void Run(absl::Duration duration);
  // What was done, and how often.
  std::map<std::string, int> done() const;

 private:
  // What can be broken once at a time; each mended when it is due.
  struct Part {
    absl::Time until = absl::InfinitePast();
    std::function<void()> mend = nullptr;
    bool broken() const { return mend != nullptr; }
  };

  void Break();
  void BreakRedis();
  void BreakWayToRedis(int replica);
  void BreakWayToPostgres(int replica);
  void BreakReplica();
  void Mend(bool all);
  // `part` is broken for a time up to `longest`.
  void Broken(const std::string& what, Part& part, absl::Duration longest,
              std::function<void()> mend);
  absl::Duration UpTo(absl::Duration longest);

  World& world_;
  std::mt19937_64 random_;
  Reorganizer reorganizer_;
  Part redis_;
  Part replica_;  // one at a time
  std::array<Part, World::kReplicas> to_redis_;
  std::array<Part, World::kReplicas> to_postgres_;
  std::map<std::string, int> done_;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_NEMESIS_H_
