#ifndef EDUPLAN_TESTS_CHAOS_NEMESIS_H_
#define EDUPLAN_TESTS_CHAOS_NEMESIS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// Breaks what may break, at random and several things at once, and mends it a little later: Redis,
// the way of each replica to Redis and to PostgreSQL, the replicas themselves. Of the main thread.
// It waits for nothing that it has broken, so that all is mended in time.
class Nemesis {
 public:
  Nemesis(World& world, uint64_t seed) : world_(world), random_(seed) {}

  // For so long; everything is mended in the end.
  void Run(absl::Duration duration);
  // What was done, and how often.
  const std::map<std::string, int>& done() const { return done_; }
  // The most entries that Redis was seen to hold.
  int64_t most_cached() const { return most_cached_; }

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
  void BreakReplica(int replica);
  void Mend(bool all);
  // `part` is broken for a time up to `longest`.
  void Broken(const std::string& what, Part& part, absl::Duration longest,
              std::function<void()> mend);
  absl::Duration UpTo(absl::Duration longest);

  World& world_;
  std::mt19937_64 random_;
  Part redis_;
  Part replica_;  // one at a time
  std::array<Part, World::kReplicas> to_redis_;
  std::array<Part, World::kReplicas> to_postgres_;
  std::map<std::string, int> done_;
  int64_t most_cached_ = 0;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_NEMESIS_H_
