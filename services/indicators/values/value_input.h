#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_INPUT_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_INPUT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/rollup.h"
#include "services/platform/api/csv.h"

namespace eduplan::indicators {

// One cell to write, checked by itself.
struct CellWrite {
  int row = 0;        // place in the request from 0, or line of the CSV
  std::string place;  // "values[3]" or "line 4": begins the field of an error
  std::string organization;
  std::string period;  // canonical
  int indicator = 0;   // place in the catalogue
  Entry entry;         // kMissing clears
  std::string as_of;
  int basis = v1::BASIS_ACTUAL;
  std::string note;
  std::optional<int64_t> expected_version;
  // The denominator of a ratio's parts: must equal the value given for its indicator, if any.
  bool must_equal = false;
};

// The cells of a request's value (two for the parts of a ratio). INVALID_ARGUMENT naming
// place.field.
absl::Status AppendCells(const Catalogue& catalogue, const v1::ValueInput& input,
                         std::string_view place, CellWrite prototype,
                         std::vector<CellWrite>* cells);

// The cell of a CSV row {organization, period, indicator, value, note, basis, as_of}.
absl::Status AppendCsvCell(const Catalogue& catalogue, const api::Table& table, size_t row,
                           std::string_view default_period, std::vector<CellWrite>* cells);

// INVALID_ARGUMENT naming both places if a cell stands twice.
absl::Status CheckNoDuplicates(const Catalogue& catalogue, const std::vector<CellWrite>& cells);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_INPUT_H_
