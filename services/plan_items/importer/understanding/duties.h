// Who is to do each item and until when.
#pragma once

#include <cstdint>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/outline/resumed.h"
#include "services/plan_items/importer/plan.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// Sets units and due times of plan.outline, one node for each of `nodes`: what each says itself,
// or what is taken up again behind a list in it, and nothing is inherited. In `names` the brackets
// that say so are marked: they measure nothing.
void FillDuties(const FlatText& text, const std::vector<Node>& nodes,
                const std::vector<Resumed>& resumed, ParsedPlan& plan, std::vector<uint8_t>& names);

}  // namespace eduplan::importer
