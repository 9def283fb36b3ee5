#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_MANIFEST_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_MANIFEST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/xlsx_cells.h"

namespace eduplan::indicators {

// Places in the form of an offline workbook, from 1.
inline constexpr int kNameColumn = 2;
inline constexpr int kInputColumn = 4;
inline constexpr int kNoteColumn = 8;
inline constexpr int kFirstRow = 7;
inline constexpr char kFormSheet[] = "填报";
inline constexpr char kManifestSheet[] = "eduplan";

// What a workbook says of itself in a sheet that no menu shows: whose it is, and what stood when it
// was downloaded. Pure.
struct WorkbookManifest {
  // An input cell of the form.
  struct Cell {
    int row = 0;
    std::string indicator;  // code
    std::string name;       // as it stands beside it
    std::string unit;
    int64_t version = 0;  // of the value then, 0 if there was none
    std::string value;    // as the cell showed it: a decimal, "/" or ""
    std::string note;
  };

  std::string organization;
  std::string period;
  std::string set;  // id
  int set_version = 0;
  std::string catalogue;  // version of the definitions
  std::vector<Cell> cells;
};

// The rows of the sheet, all as text, with a digest over them: what was damaged, or changed by
// hand, is noticed. It is no signature; who files may write any figure anyway.
absl::StatusOr<std::vector<std::vector<std::string>>> ToRows(const WorkbookManifest& manifest);

// INVALID_ARGUMENT on the field "file": NOT_A_WORKBOOK if there is no such sheet, WORKBOOK_FORMAT
// if it is of a form this version does not know, WORKBOOK_TAMPERED if the digest does not agree.
absl::StatusOr<WorkbookManifest> FindManifest(const std::vector<api::SheetCells>& sheets);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_MANIFEST_H_
