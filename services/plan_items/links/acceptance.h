#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/links/decisions.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/links/link_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// AcceptLinks. Decisions are stored with the very requests that write their values, before these
// are sent; each request has an id of its own that the indicators know again. So whatever is killed
// in between, the next call sends the same requests and nothing is written twice. A caller's
// pending writes are sent with that caller's token alone, whose retries they are. Thread-safe.
class Acceptance {
 public:
  Acceptance(change_log::ChangeLog& changes, tree::Access& access, IndicatorSource& indicators)
      : changes_(changes), access_(access), indicators_(indicators) {}

  absl::StatusOr<v1::AcceptLinksResponse> Accept(const server::Call& call,
                                                 const v1::AcceptLinksRequest& request);

 private:
  struct Outcome;
  absl::Status MayDecide(const server::Call& call, const PlanId& plan,
                         const v1::AcceptLinksRequest& request);
  // Asks the indicators whether they would take the values; OK while they cannot be reached.
  absl::Status Check(const server::Call& call, const PlanId& plan, std::vector<Decided>& decided);
  absl::Status Decide(const server::Call& call, const PlanId& plan,
                      const v1::AcceptLinksRequest& request, std::vector<Decided>& decided,
                      v1::AcceptLinksResponse* response);
  // Sends what the caller has pending.
  absl::Status Complete(const server::Call& call, const PlanId& plan, Outcome* outcome);
  absl::Status Prepare(const server::Call& call, const PlanId& plan);
  absl::Status Send(const server::Call& call, const PlanId& plan,
                    const std::vector<StoredLink>& links, Outcome* outcome);
  absl::StatusOr<v1::AcceptLinksResponse> Respond(const server::Call& call, const PlanId& plan,
                                                  const std::vector<Decided>& decided,
                                                  const Outcome& outcome,
                                                  v1::AcceptLinksResponse response);
  absl::StatusOr<std::vector<StoredLink>> Pending(const PlanId& plan, const server::Call& call);

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  IndicatorSource& indicators_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_ACCEPTANCE_H_
