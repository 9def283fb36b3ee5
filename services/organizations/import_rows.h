#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_IMPORT_ROWS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_IMPORT_ROWS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/draft.h"

namespace eduplan::organizations {

inline constexpr size_t kMostRows = 50000;

// One row of a batch, and where it stood.
struct ImportRow {
  Draft draft;
  int number = 0;  // from 1, the header not counted
  int line = 0;    // of the file, the header being 1; 0 in JSON
};

struct RowError {
  int number = 0;
  int line = 0;
  std::string cell;  // as written
  Problem problem;
};
RowError ErrorAt(const ImportRow& row, std::string_view column, std::string_view cell,
                 std::string_view reason, std::string_view english, std::string_view chinese);

// The rows of the request. INVALID_ARGUMENT, naming each wrong row, column and cell, if anything is
// wrong with a row in itself. Pure.
absl::StatusOr<std::vector<ImportRow>> ParseRows(
    const eduplan::organization::v1::BatchImportOrganizationsRequest& request);

// INVALID_ARGUMENT (IMPORT_INVALID) with each error as a violation, at most 100, and the first ten
// in its messages; OK if there is none.
absl::Status InvalidRows(std::span<const RowError> errors);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_IMPORT_ROWS_H_
