// The items of a plan and the figures in them, from the outline of its text.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/outline/resumed.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/plan.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// Sets the preamble and the outline: one item for each of `nodes`, each with its section.
void FillOutline(const FlatText& text, const std::vector<Node>& nodes,
                 const std::vector<Resumed>& resumed, const std::vector<SectionKind>& sections,
                 ParsedPlan& plan);

// Sets the figures, in the order of the text. `names` is what MarkNames gave. RESOURCE_EXHAUSTED
// beyond limits.max_measurements.
absl::Status FillMeasurements(const FlatText& text, const std::vector<Node>& nodes,
                              const std::vector<Resumed>& resumed,
                              const std::vector<uint8_t>& names, const Limits& limits,
                              ParsedPlan& plan);

}  // namespace eduplan::importer
