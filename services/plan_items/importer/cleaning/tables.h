// Tables of a document: those that its format tells, and those that stand in plain text as rows of
// cells between strokes, tabs or wide spaces, or with a cell on each line.
#pragma once

#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// The tables that hold figures, in order, placed in the source; their lines are marked as lines of
// a table. Tables that only lay text out are none.
std::vector<Table> FindTables(const SourceText& source, std::vector<Line>& lines);

}  // namespace eduplan::importer
