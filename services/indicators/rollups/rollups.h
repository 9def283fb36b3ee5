#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/rollups/explain.h"
#include "services/indicators/rollups/rollup_reader.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::indicators {

// The methods of RollupService. Thread-safe.
class Rollups {
 public:
  Rollups(RollupReader& reader, RollupExplainer& explainer, tree::Replica& replica,
          tree::Access& access)
      : reader_(reader), explainer_(explainer), replica_(replica), access_(access) {}

  absl::Status Get(const server::Call& call, const v1::GetRollupRequest& request,
                   v1::Rollup* response);
  absl::StatusOr<v1::ExplainRollupResponse> Explain(const server::Call& call,
                                                    const v1::ExplainRollupRequest& request);
  absl::StatusOr<v1::QueryRollupsResponse> Query(const server::Call& call,
                                                 const v1::QueryRollupsRequest& request);
  absl::StatusOr<v1::RankRollupsResponse> Rank(const server::Call& call,
                                               const v1::RankRollupsRequest& request);

 private:
  // What all requests have in common.
  template <typename Request>
  absl::Status FillCommon(const server::Call& call, const Request& request, Question* question);
  // Name and permission of those about one organization and period.
  template <typename Request>
  absl::StatusOr<Question> QuestionOf(const server::Call& call, const Request& request);

  // The answer for the organizations named and, if `parent` is given, all that stand right below it
  // in the tree that the answer is of; null if there are none.
  absl::StatusOr<std::shared_ptr<const RollupAnswer>> Ask(Question& question,
                                                          std::vector<std::string> named,
                                                          const std::string& parent);

  RollupReader& reader_;
  RollupExplainer& explainer_;
  tree::Replica& replica_;
  tree::Access& access_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ROLLUPS_H_
