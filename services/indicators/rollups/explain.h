#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/model/rollup.h"
#include "services/indicators/rollups/rollup_reader.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// Each organization that takes part in the total of one indicator for one base period, the root's
// own part first, then by place in the tree; details below a contributor only where they have a
// value. Pure.
std::vector<v1::Contributor> ListContributors(const RollupInput& input,
                                              const Definition& definition,
                                              tree::Forest::Index root,
                                              const std::vector<ValueRow>& rows);
// 本级 + children = total, in Chinese.
std::string Reconcile(const Definition& definition,
                      const std::vector<v1::Contributor>& contributors, const v1::RollupCell& cell);

// Answers what a total is made of, from one snapshot and without the cache. Thread-safe.
class RollupExplainer {
 public:
  RollupExplainer(change_log::ChangeLog& changes, tree::Replica& replica, CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), catalogue_(catalogue) {}
  // `query.indicators` holds one indicator.
  absl::StatusOr<v1::ExplainRollupResponse> Explain(const RollupQuery& query);

 private:
  absl::Status ExplainIn(sql::Transaction& transaction, const RollupQuery& query, int64_t sequence,
                         v1::ExplainRollupResponse* response);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_
