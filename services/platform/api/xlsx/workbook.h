#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_WORKBOOK_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_WORKBOOK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/xlsx/cell.h"
#include "services/platform/office/package.h"

namespace eduplan::api::xlsx {

// A sheet of cells, in the order of the workbook.
struct WorkbookSheet {
  std::string name;
  std::string part;
  bool visible = true;
};

// What the cells of a workbook refer to, and where its worksheets are.
struct Workbook {
  std::string sheet_part;  // the first visible one
  std::vector<WorkbookSheet> sheets;
  bool from_1904 = false;
  std::vector<std::string> shared_texts;
  std::vector<Shown> styles;  // by the style of a cell
};

// A shared text of more than `cell_bytes` is cut one byte behind that: enough to be refused where a
// cell shows it.
absl::StatusOr<Workbook> ReadWorkbook(office::Package* package, size_t cell_bytes);

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_WORKBOOK_H_
