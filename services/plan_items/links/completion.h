#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_COMPLETION_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_COMPLETION_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/links/link_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/client/behalf.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// Sends what decisions have pending. Each request was stored with its decision and has an id of its
// own that the indicators know again, whether the one who decided sends it or the service on their
// behalf. So whatever is killed in between, and whoever goes on, nothing is written twice.
// Requests go in the order of the decisions, and none overtakes one that is not answered. What was
// still being written when its plan was deleted is taken back in the change that records it.
// Thread-safe.
class Completion {
 public:
  // What was sent.
  struct Outcome {
    std::vector<std::string> moved;  // figures whose links moved
    std::vector<v1::LinkFinding> findings;
    std::string token;
    bool undecided = false;  // the indicators did not answer: the rest is still pending
  };

  Completion(change_log::ChangeLog& changes, IndicatorSource& indicators, client::Behalf behalf)
      : changes_(changes), indicators_(indicators), behalf_(std::move(behalf)) {}

  // What the caller has pending, with the caller's token.
  absl::StatusOr<Outcome> Own(const server::Call& call, const PlanId& plan);
  // What somebody has pending, on their behalf: they were allowed to when they decided.
  absl::StatusOr<Outcome> OnBehalf(const Waiting& waiting, absl::Time deadline);
  // What others have pending, on their behalf.
  absl::Status Others(const server::Call& call, const PlanId& plan);

 private:
  struct Sender;

  absl::StatusOr<Outcome> Send(const Sender& sender, const PlanId& plan);
  absl::Status Prepare(const Sender& sender, const PlanId& plan);
  absl::Status SendOne(const Sender& sender, const PlanId& plan, const std::string& id,
                       Outcome* outcome);
  // What becomes of the links that are in an answered request; no figures if another was faster.
  absl::StatusOr<std::vector<std::string>> Record(
      const Sender& sender, const PlanId& plan, const LinkWrite& write,
      const absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>& answer);
  absl::StatusOr<std::vector<StoredLink>> Pending(const PlanId& plan, std::string_view principal);

  change_log::ChangeLog& changes_;
  IndicatorSource& indicators_;
  const client::Behalf behalf_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_COMPLETION_H_
