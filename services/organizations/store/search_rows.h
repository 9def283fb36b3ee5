#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SEARCH_ROWS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SEARCH_ROWS_H_

#include <span>

#include "absl/status/status.h"
#include "services/organizations/model/record.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// Writes the names and aliases of the records into organization_search.
absl::Status InsertSearchRows(sql::Transaction& transaction, std::span<const Record> records);
// Removes those of these organizations.
absl::Status DeleteSearchRows(sql::Transaction& transaction, std::span<const std::string> ids);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SEARCH_ROWS_H_
