#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_CELL_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_CELL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/entry_table.h"
#include "services/platform/api/xlsx_cells.h"

namespace eduplan::indicators {

// What somebody typed into an input cell.
struct TypedFigure {
  Entry entry;  // kMissing if it is empty
  // It may be meant otherwise: what to ask, empty if it is clear.
  std::string question;
  std::string question_zh;
};

// Reads an input cell of a figure, or of a ratio that is given as a rate alone. １２３, "1,200" and
// spaces are read as people mean them, a unit behind the number is converted (6,700,000元 into
// 万元); 无 and 零 are 0, / and 不适用 not applicable; 是 and 否 of an indicator that counts them
// are 1 and 0.
//
// In a % cell 98.7, 98.7% and 0.987 shown in percent are the same; a bare number that is not beyond
// ±1 is asked about, for 0.987 may be meant as 98.7, unless one of `known`, what was reported for
// other periods, is as small. So is a number shown in percent that is beyond 100%.
//
// INVALID_ARGUMENT: NOT_A_FIGURE, UNIT_MISMATCH and what else ConvertUnit says.
absl::StatusOr<TypedFigure> ReadTyped(const Definition& definition, const api::SheetCell& cell,
                                      const std::vector<Entry>& known);

// "" for missing, "不适用", or the decimal.
std::string ShownEntry(const Entry& entry);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_CELL_H_
