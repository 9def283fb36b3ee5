#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/rollups/answers.h"
#include "services/indicators/rollups/computer.h"
#include "services/indicators/rollups/moment.h"
#include "services/indicators/rollups/question.h"
#include "services/indicators/rollups/rollup_cache.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The read protocol: versions from the database first, then entries by the names that these give,
// then, for what is not cached, one computation in one snapshot. Thread-safe.
class RollupReader {
 public:
  RollupReader(change_log::ChangeLog& changes, tree::Replica& replica, CatalogueStore& catalogue,
               RollupCache& cache, MomentComputer& computer);

  // NOT_FOUND if an organization is in no tree yet; UNAVAILABLE if the database is behind the
  // token, or away: then the last known answer if the question says how old it may be, marked as
  // stale.
  absl::StatusOr<std::shared_ptr<const RollupAnswer>> Get(const Question& question);
  // The definitions as they stand.
  absl::StatusOr<std::shared_ptr<const Catalogue>> Definitions();
  absl::StatusOr<std::shared_ptr<const tree::Forest>> ForestOf(const Question& question) {
    return computer_.ForestOf(question);
  }

 private:
  using Answered = std::shared_ptr<const RollupAnswer>;

  absl::StatusOr<Answered> GetNow(const Question& question, const std::string& key);
  // `catalogue`: the definitions that the versions were chosen by; null if none were in memory.
  absl::StatusOr<Answered> ReadOrCompute(const Question& question, const std::string& key,
                                         const std::shared_ptr<const Catalogue>& catalogue,
                                         const Versions& versions);
  // The answer under the tick of the versions.
  Answered Renew(const RollupAnswer& answer, const std::string& key, const Versions& versions);
  absl::StatusOr<Moment> ReadCached(const Question& question,
                                    const std::shared_ptr<const Catalogue>& catalogue,
                                    const Versions& versions);
  absl::StatusOr<Answered> Present(const Question& question, const Moment& moment) const;
  // The last answer, from this process or the cache, if it is young enough; else `failure`.
  absl::StatusOr<Answered> Stale(const Question& question, const std::string& key,
                                 const absl::Status& failure);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  CatalogueStore& catalogue_;
  RollupCache& cache_;
  MomentComputer& computer_;
  VersionReader versions_;
  Answers answers_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUP_READER_H_
