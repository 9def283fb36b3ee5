// The periods that a document is of, in canonical form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// Periods named in a folded text, in its order, each once: "2021", "2021-H1", "2021-Q3", "2021-06",
// "2021-2022", "2021-2022-T1"; a masked year as printed ("20XX-H1"). Months count only if `titled`,
// in running text they date deeds; so do spans (2021-2025年), there each of their years.
std::vector<std::string> PeriodsIn(std::u32string_view text, bool titled);

// From the title, or else from the headings and the opening of the text. In the order of the text.
std::vector<std::string> PeriodsOf(std::u32string_view title, const FlatText& body,
                                   const std::vector<Node>& nodes);

}  // namespace eduplan::importer
