#ifndef EDUPLAN_TESTS_CHAOS_RUN_H_
#define EDUPLAN_TESTS_CHAOS_RUN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/chaos/common.h"
#include "tests/chaos/history.h"
#include "tests/chaos/totals.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// What happened in a run.
struct Course {
  History history;
  int write_attempts = 0;
  int64_t most_cached = 0;  // entries in Redis
  absl::Duration recovery;  // until all was answered once everything was mended
  std::map<std::string, int> disturbances;
  std::map<std::string, int> failures;  // calls by name, code and reason
  std::vector<std::string> surprises;   // failures that a disturbed system may not have
  std::string Text() const;
};

struct RunOptions {
  absl::Duration duration;
  uint64_t seed = 1;
  int readers = 8;
  bool disturbed = true;
  // Where a reader reads; the service itself if there is none.
  std::function<std::unique_ptr<Totals>(Totals& service)> totals = nullptr;
};

// Eight writers and the readers at work while everything is disturbed; then, with everything
// mended, every replica is read once more and every version listed. Fails where that cannot be
// done.
absl::Status Play(World& world, const RunOptions& options, Course* course);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_RUN_H_
