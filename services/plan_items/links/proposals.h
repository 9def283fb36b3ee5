#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PROPOSALS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PROPOSALS_H_

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/visibility.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::plan_items {

// The reading methods of LinkService. Thread-safe.
class Proposals {
 public:
  Proposals(change_log::ChangeLog& changes, tree::Replica& replica, Visibility& visibility,
            IndicatorSource& indicators)
      : changes_(changes), replica_(replica), visibility_(visibility), indicators_(indicators) {}

  absl::StatusOr<v1::ListLinkProposalsResponse> List(const server::Call& call,
                                                     const v1::ListLinkProposalsRequest& request);
  absl::StatusOr<v1::ListLinksResponse> ListLinks(const server::Call& call,
                                                  const v1::ListLinksRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  Visibility& visibility_;
  IndicatorSource& indicators_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PROPOSALS_H_
