#ifndef EDUPLAN_SERVICES_PLATFORM_API_TABLE_H_
#define EDUPLAN_SERVICES_PLATFORM_API_TABLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace eduplan::api {

// A table as text, whatever file it came in: a header, then rows of as many cells.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  // Where each row begins, from 1: the line of a CSV file, the row of a sheet.
  std::vector<int> lines;
  absl::flat_hash_map<std::string, size_t> columns;

  // Cell of a row, "" if the table has no such column.
  std::string_view Cell(size_t row, std::string_view column) const;
};

struct TableLimits {
  size_t rows = 50000;
  size_t columns = 64;
  size_t cell_bytes = 65536;
};

// What is wrong with a header.
struct HeaderProblem {
  std::optional<size_t> column;  // index; absent for a column that is missing
  std::string reason;            // COLUMN_UNKNOWN, COLUMN_TWICE, COLUMN_MISSING
  std::string english;
  std::string chinese;
};

// Strips the names of `table->header` and fills `table->columns`. Nothing if each name is one of
// `required` or `optional`, none stands twice and all required ones are there.
std::optional<HeaderProblem> IndexHeader(Table* table, const std::vector<std::string>& required,
                                         const std::vector<std::string>& optional);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_TABLE_H_
