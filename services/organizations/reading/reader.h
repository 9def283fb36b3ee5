#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_READER_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_READER_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/reading/answer_cache.h"
#include "services/organizations/reading/moment.h"

namespace eduplan::organizations {

// Answers about organizations and events one by one. The caller has been authorised. Each function
// gives up at the deadline. Thread-safe.
class Reader {
 public:
  explicit Reader(Moments& moments)
      : moments_(moments),
        database_(moments.changes().database()),
        answers_(moments.changes().database()) {}

  absl::Status Get(const eduplan::organization::v1::GetOrganizationRequest& request,
                   absl::Time deadline, eduplan::organization::v1::Organization* response);
  absl::Status List(const eduplan::organization::v1::ListOrganizationsRequest& request,
                    absl::Time deadline,
                    eduplan::organization::v1::ListOrganizationsResponse* response);
  absl::Status GetEvent(const eduplan::organization::v1::GetOrganizationEventRequest& request,
                        absl::Time deadline,
                        eduplan::organization::v1::OrganizationEvent* response);
  absl::Status ListEvents(const eduplan::organization::v1::ListOrganizationEventsRequest& request,
                          absl::Time deadline,
                          eduplan::organization::v1::ListOrganizationEventsResponse* response);
  absl::Status Resolve(const eduplan::organization::v1::ResolveOrganizationRequest& request,
                       absl::Time deadline,
                       eduplan::organization::v1::ResolveOrganizationResponse* response);

 private:
  Moments& moments_;
  sql::Database& database_;
  AnswerCache answers_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_READER_H_
