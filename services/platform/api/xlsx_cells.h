#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELLS_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELLS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/table.h"

namespace eduplan::api {

// A cell with something in it. The text is that of ParseXlsx, so a number shown as 98.7% is 0.987;
// a formula without a result is "=", one with an error that error: "#REF!".
struct SheetCell {
  std::string text;
  bool is_number = false;   // and not a text that looks like one
  bool is_percent = false;  // a number that is shown in percent
};

// A worksheet, visible or not.
struct SheetCells {
  std::string name;
  bool visible = true;
  std::map<std::pair<int, int>, SheetCell> cells;  // by row and column, both from 1

  // "" for an empty cell.
  std::string_view Text(int row, int column) const;
};

// Every worksheet of an .xlsx file as a grid, in the order of the workbook. Refuses as ParseXlsx
// does what is no such file, and what passes the limits: rows and columns are those that the last
// cell of a sheet may stand in.
absl::StatusOr<std::vector<SheetCells>> ParseXlsxCells(std::string_view bytes,
                                                       const TableLimits& limits = {});

// "D7", of a row and a column from 1.
std::string CellName(int row, int column);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELLS_H_
