#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_CACHE_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_CACHE_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/indicators/rollups/moment.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/cache/cache.h"
#include "services/platform/metrics/metrics.h"

namespace eduplan::indicators {

// Entries in Redis, each named by the versions that the database holds for its node, so none is
// ever invalid: losing, flushing or rolling back Redis changes speed only. Thread-safe.
class RollupCache {
 public:
  RollupCache(cache::Cache& cache, metrics::Registry& metrics);

  // The name of a node's entry for a base period and facet under these versions.
  static std::string Key(std::string_view node, std::string_view period, std::string_view facet,
                         const Versions& versions);

  // Entries of `keys` in their order; nullopt where there is no intact one or Redis does not
  // answer.
  std::vector<std::optional<NodeTotals>> Get(const std::vector<std::string>& keys, size_t count);
  void Put(const std::string& key, const NodeTotals& totals);

  // What was last answered to a question, for who asks while the database is away: the only thing
  // here that is overwritten. Bytes as given; nullopt if there is none.
  void PutLast(std::string_view question, std::string_view answer);
  std::optional<std::string> GetLast(std::string_view question);

  // Runs `compute` once at a time per key: in this process by waiting, over the fleet by a lock in
  // Redis that others wait for until it is gone or `deadline`. `ready` is asked after each wait,
  // not before, and ends it when true. Without Redis it goes on at once.
  absl::Status Once(const std::string& key, absl::Time deadline, absl::FunctionRef<bool()> ready,
                    absl::FunctionRef<absl::Status()> compute);

 private:
  cache::Cache& cache_;
  metrics::Counter& hits_;
  metrics::Counter& misses_;
  metrics::Counter& computations_;
  metrics::Counter& waits_;
  metrics::Counter& take_overs_;
  metrics::Histogram& age_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::set<std::string> computing_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_CACHE_H_
