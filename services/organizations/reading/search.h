#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// Finds organizations by what people type. Of the newest state: a page goes on behind the last one
// of the page before, whatever has changed since. The caller has been authorised. Thread-safe.
class Search {
 public:
  explicit Search(sql::Database& database) : database_(database) {}

  absl::Status Find(const eduplan::organization::v1::SearchOrganizationsRequest& request,
                    absl::Time deadline,
                    eduplan::organization::v1::SearchOrganizationsResponse* response);

 private:
  sql::Database& database_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_H_
