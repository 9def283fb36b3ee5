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
#include "services/indicators/model/state.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// One cell to write, checked by itself.
struct CellWrite {
  int row = 0;        // place in the request from 0, or line of the file
  std::string place;  // "values[3]" or "line 4": begins the field of an error
  std::string organization;
  std::string period;  // canonical
  int indicator = 0;   // place in the catalogue
  Entry entry;         // kMissing clears
  std::string as_of;
  int basis = v1::BASIS_ACTUAL;
  std::string note;
  std::string evidence;
  std::optional<int64_t> expected_version;
  // The denominator of a ratio's parts: must equal the value given for its indicator, if any.
  bool must_equal = false;
};

// The cells of a request's value (two for the parts of a ratio), of the period of the prototype.
// INVALID_ARGUMENT or FAILED_PRECONDITION naming place.field.
absl::Status AppendCells(const Catalogue& catalogue, const v1::ValueInput& input,
                         std::string_view place, CellWrite prototype, std::vector<CellWrite>* cells,
                         v1::ValueKind kind = v1::VALUE_KIND_FILED);

// The cells of a row of a file.
struct FileRow {
  std::string_view organization;
  std::string_view period;
  std::string_view indicator;
  std::string_view value;
  std::string_view unit;
  std::string_view note;
  std::string_view basis;
  std::string_view as_of;
  std::string_view evidence;
};

// Reads rows of files, of which most are of the organization and period of the row before. The
// catalogue must outlive it.
class FileRowReader {
 public:
  FileRowReader(const Catalogue& catalogue, v1::ValueKind kind, std::string_view default_period)
      : catalogue_(catalogue), kind_(kind), default_period_(default_period) {}

  // The row as a cell, except `place`. INVALID_ARGUMENT or FAILED_PRECONDITION naming "line 4,
  // value".
  absl::Status Read(const FileRow& row, int line, CellWrite* cell);

 private:
  absl::Status ReadPlaces(const FileRow& row, std::string_view place, CellWrite* cell);

  const Catalogue& catalogue_;
  v1::ValueKind kind_;
  std::string default_period_;
  std::string last_organization_;  // as written, and its id
  std::string organization_;
  std::string last_period_;  // as written
  std::optional<calendar::Period> period_;
};

// INVALID_ARGUMENT naming both places if a cell stands twice.
absl::Status CheckNoDuplicates(const Catalogue& catalogue, const std::vector<CellWrite>& cells);
absl::Status DuplicateError(std::string_view code, std::string_view first, std::string_view again);

// `place` is the row's; the field is what the status says of it, in a file the column.
v1::RowError RowErrorOf(int row, std::string_view place, const absl::Status& status);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_INPUT_H_
