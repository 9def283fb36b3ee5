#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/model/definition.h"
#include "services/platform/calendar/period.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/forest.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The checks of an organization's values of a period that do not hold, errors first, then in
// catalogue order, each with its fingerprint and, where it was confirmed, the confirmation:
// - of the indicators of `changed` and of those that refer to one of them; of all if it is empty;
// - of the set with the id `set` only, if it is not empty. Only a set asks for values: without one
//   nothing is missing.
// What is checked stands in check_run.h. At most four statements, whatever is checked. NOT_FOUND if
// there is no such set.
absl::StatusOr<std::vector<v1::CheckFinding>> CheckValues(
    sql::Transaction& transaction, const Catalogue& catalogue, const tree::Forest& forest,
    const std::string& organization, const calendar::Period& period,
    const std::set<std::string>& changed, std::string_view set = {});

// The methods of ValueService about checks. Thread-safe.
class Checks {
 public:
  Checks(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
         CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::CheckValuesResponse> Check(const server::Call& call,
                                                const v1::CheckValuesRequest& request);
  absl::StatusOr<v1::CheckValuesResponse> Confirm(const server::Call& call,
                                                  const v1::ConfirmFindingsRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECKS_H_
