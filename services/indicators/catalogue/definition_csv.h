#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CSV_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CSV_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// Reads a catalogue as CSV; its columns are those of BatchImportIndicators. Ordinals follow the
// rows. INVALID_ARGUMENT naming line and column.
absl::StatusOr<std::vector<Definition>> ParseDefinitionCsv(std::string_view bytes);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CSV_H_
