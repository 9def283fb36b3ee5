#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/links/completion.h"
#include "services/plan_items/links/decisions.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/links/link_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// AcceptLinks. Decisions are stored with the very requests that write their values, before these
// are sent: see Completion. Thread-safe.
class Acceptance {
 public:
  Acceptance(change_log::ChangeLog& changes, tree::Access& access, IndicatorSource& indicators,
             Completion& completion)
      : changes_(changes), access_(access), indicators_(indicators), completion_(completion) {}

  absl::StatusOr<v1::AcceptLinksResponse> Accept(const server::Call& call,
                                                 const v1::AcceptLinksRequest& request);

 private:
  struct Known;
  absl::StatusOr<Known> ReadKnown(const PlanId& plan);
  absl::Status MayDecide(const server::Call& call, const PlanId& plan,
                         const std::vector<Decided>& decided);
  // Asks the indicators whether they would take the values; OK while they cannot be reached.
  absl::Status Check(const server::Call& call, const PlanId& plan, std::vector<Decided> decided);
  absl::Status Decide(const server::Call& call, const PlanId& plan,
                      const v1::AcceptLinksRequest& request, const Known& known,
                      std::vector<Decided>& decided, v1::AcceptLinksResponse* response);
  absl::Status AddDecisions(change_log::Change& change, const PlanId& plan, const Known& known,
                            const linking::Linker* definitions, std::vector<Decided>& decided,
                            v1::AcceptLinksResponse* response);
  absl::StatusOr<v1::AcceptLinksResponse> Respond(const server::Call& call, const PlanId& plan,
                                                  const std::vector<Decided>& decided,
                                                  const Completion::Outcome& outcome,
                                                  v1::AcceptLinksResponse response);

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  IndicatorSource& indicators_;
  Completion& completion_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_
