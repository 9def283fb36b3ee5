// Tables of contents: lists of headings that stand once more in the text.
#pragma once

#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"

namespace eduplan::importer {

// Marks the lines of a table of contents as clutter. A run of headings is one if nearly all of them
// open a later line in the same order, or end in a leader and a page number.
void MarkContents(std::vector<Line>& lines);

}  // namespace eduplan::importer
