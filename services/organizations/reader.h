#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READER_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READER_H_

#include "absl/status/status.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// Answers what changes nothing. The caller has been authorised. Thread-safe.
class Reader {
 public:
  explicit Reader(change_log::ChangeLog& changes) : changes_(changes) {}

  absl::Status Get(const eduplan::organization::v1::GetOrganizationRequest& request,
                   eduplan::organization::v1::Organization* response);
  absl::Status List(const eduplan::organization::v1::ListOrganizationsRequest& request,
                    eduplan::organization::v1::ListOrganizationsResponse* response);
  absl::Status GetEvent(const eduplan::organization::v1::GetOrganizationEventRequest& request,
                        eduplan::organization::v1::OrganizationEvent* response);
  absl::Status ListEvents(const eduplan::organization::v1::ListOrganizationEventsRequest& request,
                          eduplan::organization::v1::ListOrganizationEventsResponse* response);
  absl::Status Subtree(const eduplan::organization::v1::GetSubtreeRequest& request,
                       eduplan::organization::v1::GetSubtreeResponse* response);
  absl::Status Ancestors(const eduplan::organization::v1::ListAncestorsRequest& request,
                         eduplan::organization::v1::ListAncestorsResponse* response);
  absl::Status Resolve(const eduplan::organization::v1::ResolveOrganizationRequest& request,
                       eduplan::organization::v1::ResolveOrganizationResponse* response);

 private:
  change_log::ChangeLog& changes_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READER_H_
