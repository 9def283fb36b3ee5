// Dates that do not belong to the time that a document is of.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/outline/resumed.h"
#include "services/plan_items/importer/plan.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// DATE_OUT_OF_PERIOD: a deed of a summary dated outside its periods (2020年6月召开 in a summary of
// 2021), or work of a plan that is due before its periods begin. Comparisons with other years, what
// is named by its year (《2020年规划》, marked in `names`), and the history of something are none.
void FindDatesOutOfPeriod(const FlatText& text, const std::vector<Node>& nodes,
                          const std::vector<Resumed>& resumed, const std::vector<uint8_t>& names,
                          ParsedPlan& plan);

// TITLE_CONTRADICTS_BODY: the title is of another year than the headings of the text, which win.
void CheckTitle(std::u32string_view title, const FlatText& text, const std::vector<Node>& nodes,
                ParsedPlan& plan);

}  // namespace eduplan::importer
