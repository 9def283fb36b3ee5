#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_PARSER_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_PARSER_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/indicators/model/formula_nodes.h"
#include "services/platform/status/error.h"

namespace eduplan::indicators {

inline constexpr size_t kLongestFormula = 2'000;  // bytes

// What Formula::Parse says of one text; the length of the canonical text is checked there.
absl::StatusOr<FormulaNodes> ParseFormula(std::string_view text);

// INVALID_FORMULA at that byte of `text`.
status::Error InvalidFormula(std::string_view text, size_t byte, std::string_view english,
                             std::string_view chinese);
// The one for a formula that is too long.
status::Error FormulaTooLong(std::string_view text);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_PARSER_H_
