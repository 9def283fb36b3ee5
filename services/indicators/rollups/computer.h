#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_COMPUTER_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_COMPUTER_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/rollups/moment.h"
#include "services/indicators/rollups/question.h"
#include "services/indicators/rollups/rollup_cache.h"
#include "services/indicators/rollups/snapshot.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// Names the versions of everything that an answer is made from.
std::string MadeFrom(const Question& question, const Plan& plan, const Versions& versions);

// Computes what answers are made from, each in one snapshot of the database. Thread-safe.
class MomentComputer {
 public:
  MomentComputer(change_log::ChangeLog& changes, tree::Replica& replica, CatalogueStore& catalogue,
                 RollupCache& cache)
      : changes_(changes), replica_(replica), catalogue_(catalogue), cache_(cache) {}

  // As things stand, using and filling the cache; or as known at the question's read_time.
  // NOT_FOUND for an organization that the tree did not know.
  absl::StatusOr<Moment> Compute(const Question& question);

  // The same in a transaction of the caller's, who goes on in the snapshot. `tick`: that of the
  // question's read_time, nothing without one.
  struct Opened {
    Snapshot snapshot;
    Moment moment;
  };
  absl::StatusOr<Opened> ComputeIn(sql::Transaction& transaction, const Question& question,
                                   const std::optional<change_log::Tick>& tick);
  absl::StatusOr<std::optional<change_log::Tick>> TickOf(const Question& question);

  // The tree that the question's answer is of, as far as is known before.
  absl::StatusOr<std::shared_ptr<const tree::Forest>> ForestOf(const Question& question);

 private:
  absl::Status OpenAsOf(const change_log::Tick& tick, Opened* opened);
  absl::Status OpenNow(const Question& question, Opened* opened);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  CatalogueStore& catalogue_;
  RollupCache& cache_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_COMPUTER_H_
