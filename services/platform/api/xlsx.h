#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/table.h"

namespace eduplan::api {

// Whether a Content-Type is that of an .xlsx file, whatever its case and parameters.
bool IsXlsx(std::string_view content_type);

// Reads the first visible worksheet of an .xlsx file as ParseCsv reads a CSV file: the first row
// with anything in it is the header, empty rows and columns without a heading are nothing. Numbers
// come as people see them (330481, not 330481.0 or 3.30481E5), at most 15 digits; dates as
// 2021-09-01, with 08:30:00 behind if they have a time; TRUE and FALSE; formulas by their stored
// value.
//
// INVALID_ARGUMENT on the field "file", naming the cell: XLSX_INVALID (not such a file, broken, or
// with a DTD), XLSX_ENCRYPTED, XLSX_OLD_FORMAT (.xls), XLSX_TOO_LARGE (of the parts inside),
// XLSX_EMPTY, XLSX_COLUMN_UNKNOWN, _TWICE, _MISSING, XLSX_CELL_ERROR (#REF! and the like),
// XLSX_FORMULA_UNSAVED, XLSX_NO_HEADING (a value under no heading), XLSX_TOO_WIDE, XLSX_TOO_LONG,
// XLSX_CELL_TOO_LONG. The memory needed is that of the table and of the distinct texts in it.
absl::StatusOr<Table> ParseXlsx(std::string_view bytes, const std::vector<std::string>& required,
                                const std::vector<std::string>& optional,
                                const TableLimits& limits = {});

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_H_
