// The measurements of a table: one for each cell with a figure, named by its headings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/plan_items/importer/figures/measure.h"
#include "services/plan_items/importer/source_text.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// Appends them to `plan`, row by row, no more than `max` in all. `names` is what MarkNames gave.
// Rows that a row 合计 does not add up to are found as parts are.
void MeasureTable(const FlatText& text, const std::vector<uint8_t>& names, const Table& table,
                  const Item& item, size_t max, ParsedPlan& plan);

}  // namespace eduplan::importer
