#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_ROWS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_ROWS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/model/draft.h"

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

// The rows of a batch, and what is wrong with them in themselves.
struct ParsedRows {
  std::vector<ImportRow> rows;  // all of them: row n has the index n - 1
  std::vector<RowError> errors;
};

// The rows of the request. INVALID_ARGUMENT if there are none to be read: no file, one that is not
// CSV or XLSX, a missing column, too many rows. Pure.
absl::StatusOr<ParsedRows> ParseRows(
    const eduplan::organization::v1::BatchImportOrganizationsRequest& request);

// A cell as errors repeat it: at most 100 bytes.
std::string ShortCell(std::string_view cell);

// INVALID_ARGUMENT (IMPORT_INVALID) with each error as a violation, at most 100, and the first ten
// in its messages; OK if there is none.
absl::Status InvalidRows(std::span<const RowError> errors);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_ROWS_H_
