#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/model/present.h"
#include "services/indicators/rollups/rollup_cache.h"
#include "services/indicators/rollups/versions.h"
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
  // A total as it was answered under a tick of the clock. Under a later one it holds as well if
  // everything it is made from has the same versions still, which `made_from` names.
  struct Answer {
    change_log::Tick tick;
    std::string made_from;
    std::shared_ptr<const v1::Rollup> rollup;  // as_of is that of the tick
  };
  // The latest answers by what was asked; the least recently used are forgotten.
  class Answers {
   public:
    std::shared_ptr<const Answer> Find(const std::string& question);
    void Put(const std::string& question, std::shared_ptr<const Answer> answer);

   private:
    static constexpr size_t kMost = 2048;
    using Order = std::list<std::pair<std::string, std::shared_ptr<const Answer>>>;
    std::mutex mutex_;
    Order order_;  // most recently used first
    absl::flat_hash_map<std::string_view, Order::iterator> by_question_;  // texts of order_
  };
  // Everything one answer is made from, of one moment.
  struct Moment {
    Versions versions;
    std::shared_ptr<const Catalogue> catalogue;
    std::shared_ptr<const tree::Forest> forest;
    StatesByPeriod states;
  };

  // The answer under the tick of the versions.
  std::shared_ptr<const Answer> Renew(const Answer& answer, const std::string& question,
                                      const Versions& versions);
  absl::StatusOr<v1::Rollup> ReadOrCompute(const RollupQuery& query, const std::string& question,
                                           const Versions& versions);
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
  Answers answers_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_
