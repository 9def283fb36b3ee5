#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_CHECKS_H_

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// [a-z][a-z0-9-]*, at most `longest`.
bool IsKey(std::string_view key, size_t longest);

// "MM-DD" of a day that every year has.
std::optional<std::pair<int, int>> ParseMonthDay(std::string_view text);

// What is wrong in the fields of a definition with its defaults filled in, but for the text of the
// formula and what it refers to.
std::vector<DefinitionProblem> CheckFields(const v1::Indicator& proto);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_CHECKS_H_
