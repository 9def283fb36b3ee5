#ifndef EDUPLAN_SERVICES_PLATFORM_API_CSV_H_
#define EDUPLAN_SERVICES_PLATFORM_API_CSV_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace eduplan::api {

// A CSV file (RFC 4180): a header, then rows of as many cells.
struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  // line on which each row begins, from 1
  absl::flat_hash_map<std::string, size_t> columns;

  // Cell of a row, "" if the table has no such column.
  std::string_view Cell(size_t row, std::string_view column) const;
};

struct CsvLimits {
  size_t rows = 50000;
  size_t columns = 64;
  size_t cell_bytes = 65536;
};

// Reads UTF-8 (with or without BOM) or, where it is not valid UTF-8, GB18030. INVALID_ARGUMENT
// naming the line and column: a quote that does not close, a row with more or fewer cells than the
// header, a missing column of `required`, an unknown column, bytes that are neither encoding, a
// limit passed.
absl::StatusOr<CsvTable> ParseCsv(std::string_view bytes, const std::vector<std::string>& required,
                                  const std::vector<std::string>& optional,
                                  const CsvLimits& limits = {});

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_CSV_H_
