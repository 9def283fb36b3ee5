#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUP_READER_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUP_READER_H_

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "services/indicators/catalogue_store.h"
#include "services/indicators/present.h"
#include "services/indicators/rollup_cache.h"
#include "services/indicators/versions.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

struct RollupQuery {
  std::string organization;
  calendar::Period period;
  std::vector<std::string> indicators;  // codes; all if empty
  int64_t least_sequence = 0;           // from a consistency token
  std::optional<absl::Time> read_time;  // as known then
  absl::Time deadline;
};

// The read protocol: versions from the database first, then entries by the names that these give,
// then, for what is not cached, one computation in one snapshot. Thread-safe.
class RollupReader {
 public:
  RollupReader(change_log::ChangeLog& changes, tree::Replica& replica, CatalogueStore& catalogue,
               RollupCache& cache);

  // NOT_FOUND if the organization is in no tree yet; UNAVAILABLE if the database is behind the
  // token.
  absl::StatusOr<v1::Rollup> Get(const RollupQuery& query);

 private:
  // Totals ready to be answered, by the versions of everything in them; the same reason that makes
  // entries immutable makes these so.
  class Finished {
   public:
    std::shared_ptr<const v1::Rollup> Find(const std::string& key);
    void Put(const std::string& key, std::shared_ptr<const v1::Rollup> rollup);

   private:
    static constexpr size_t kMost = 2048;
    using Order = std::list<std::pair<std::string, std::shared_ptr<const v1::Rollup>>>;
    std::mutex mutex_;
    Order order_;  // most recently used first
    absl::flat_hash_map<std::string, Order::iterator> by_key_;
  };
  // Everything one answer is made from, of one moment.
  struct Moment {
    Versions versions;
    std::shared_ptr<const Catalogue> catalogue;
    std::shared_ptr<const tree::Forest> forest;
    StatesByPeriod states;
  };

  absl::StatusOr<v1::Rollup> ReadOrCompute(const RollupQuery& query, const Versions& versions,
                                           const std::string& answer_key);
  absl::StatusOr<v1::Rollup> GetAsOf(const RollupQuery& query);
  absl::StatusOr<Moment> ReadCached(const RollupQuery& query, const Versions& versions);
  absl::StatusOr<Moment> Compute(const RollupQuery& query);
  absl::Status ComputePeriod(sql::Transaction& transaction, const RollupQuery& query,
                             const calendar::Period& period, int64_t sequence, Moment* moment);
  absl::StatusOr<v1::Rollup> Present(const RollupQuery& query, const Moment& moment) const;

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  CatalogueStore& catalogue_;
  RollupCache& cache_;
  VersionReader versions_;
  Finished finished_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUP_READER_H_
