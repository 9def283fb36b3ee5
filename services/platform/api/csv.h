#ifndef EDUPLAN_SERVICES_PLATFORM_API_CSV_H_
#define EDUPLAN_SERVICES_PLATFORM_API_CSV_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/table.h"

namespace eduplan::api {

// Reads CSV (RFC 4180) in UTF-8 (with or without BOM) or, where that is not valid, GB18030.
// INVALID_ARGUMENT naming the line and column: a quote that does not close, a row with more or
// fewer cells than the header, a missing column of `required`, an unknown column, bytes that are
// neither encoding, a limit passed.
absl::StatusOr<Table> ParseCsv(std::string_view bytes, const std::vector<std::string>& required,
                               const std::vector<std::string>& optional,
                               const TableLimits& limits = {});

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_CSV_H_
