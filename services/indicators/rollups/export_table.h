#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_TABLE_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_TABLE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup.pb.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// A table of totals in its long form, one row for each organization, period and indicator: every
// total then has its unit, its completeness and its moment beside it, columns are the same whatever
// is asked for, and rows go out as they are computed. Pure. Numbers are exact decimals, never
// rounded through a double.

// The header of the CSV file, with a byte order mark, which is what spreadsheets know UTF-8 by.
std::string ExportCsvHeader();
std::string ExportCsvRow(const v1::Rollup& rollup, const v1::RollupCell& cell);
// A text as a cell of a CSV file: quoted (RFC 4180) where needed; one that a spreadsheet would take
// for a formula, as it begins with = + - @, a tab or a line break, has a ' before it.
std::string SafeCsvCell(std::string_view text);

// The same as a line of JSON: organization, displayName, period, asOf and sequence beside the cell
// as the API gives it. INTERNAL if it cannot be written.
absl::StatusOr<std::string> ExportJsonLine(const v1::Rollup& rollup, const v1::RollupCell& cell);

// "organizations/340100/rollups/2021-H1" -> "340100".
std::string_view OrganizationOf(const v1::Rollup& rollup);
// RFC 3339, UTC.
std::string AsOfText(const v1::Rollup& rollup);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_TABLE_H_
