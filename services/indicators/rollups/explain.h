#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/rollups/computer.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::indicators {

// Answers what a total is made of, and what moved it, from one snapshot. Thread-safe.
class RollupExplainer {
 public:
  RollupExplainer(change_log::ChangeLog& changes, MomentComputer& computer)
      : changes_(changes), computer_(computer) {}

  // `question` is about one organization, period and indicator. `since`: also what moved the total
  // since then.
  absl::StatusOr<v1::ExplainRollupResponse> Explain(const Question& question,
                                                    const std::optional<absl::Time>& since);

 private:
  absl::Status ExplainIn(const Question& question, MomentComputer::Opened& opened,
                         const std::optional<change_log::Tick>& since,
                         v1::ExplainRollupResponse* response);

  change_log::ChangeLog& changes_;
  MomentComputer& computer_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPLAIN_H_
