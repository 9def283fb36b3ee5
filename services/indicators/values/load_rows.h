#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_ROWS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_ROWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_input.h"

namespace eduplan::indicators {

// Staged rows of a load: cells of one organization and period, packed into bytes. A packed sheet
// begins with both; the cells follow one another.
void BeginSheet(std::string_view organization, std::string_view period, std::string* packed);
// `code` is that of the cell's indicator; places in the catalogue change.
void PackCell(const CellWrite& cell, std::string_view code, std::string* packed);

// Appends the cells of a packed sheet, each with its place: "line 7", or "values[6]" where it came
// in a message. DATA_LOSS if it is no packed sheet or an indicator is gone.
absl::Status UnpackSheet(const Catalogue& catalogue, std::string_view packed, bool from_file,
                         std::vector<CellWrite>* cells);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_ROWS_H_
