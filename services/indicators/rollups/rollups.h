#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/rollups/explain.h"
#include "services/indicators/rollups/rollup_reader.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::indicators {

// The methods of IndicatorService about rollups. Thread-safe.
class Rollups {
 public:
  Rollups(RollupReader& reader, RollupExplainer& explainer, tree::Replica& replica,
          tree::Access& access)
      : reader_(reader), explainer_(explainer), replica_(replica), access_(access) {}

  absl::StatusOr<v1::Rollup> Get(const server::Call& call, const v1::GetRollupRequest& request);
  absl::StatusOr<v1::ExplainRollupResponse> Explain(const server::Call& call,
                                                    const v1::ExplainRollupRequest& request);

 private:
  // Name, permission, token and read_time are the same for both.
  template <typename Request>
  absl::StatusOr<RollupQuery> QueryOf(const server::Call& call, const Request& request);

  RollupReader& reader_;
  RollupExplainer& explainer_;
  tree::Replica& replica_;
  tree::Access& access_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_
