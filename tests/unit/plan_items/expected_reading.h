// What a person reads out of a sample document, and where a reading differs from it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/plan.h"

namespace eduplan::importer {

// Without white space, full-width ASCII forms as ASCII: two prints of one text are equal.
std::string FoldPrint(std::string_view text);

// One line for each point in which `plan` is not what `expected` says, in the shape of
// documents/README.md; none if it is.
std::vector<std::string> Differences(const nlohmann::json& expected, const ParsedPlan& plan);

}  // namespace eduplan::importer
