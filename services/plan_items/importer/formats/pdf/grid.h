// Tables: rows of short pieces that stand under one another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/formats/pdf/lines.h"

namespace eduplan::importer::pdf {

struct Grid {
  size_t begin = 0;  // Its lines, by index.
  size_t end = 0;
  std::vector<std::vector<std::u32string>> rows = {};  // All as long as there are columns.
};

// Tables among lines of one part of a page, ascending. Rules are not seen, only how the pieces of
// lines stand: at least three columns in two rows, or two in three, each piece under those of its
// column and none in two. Lines of one cell are joined. Numbers set apart from the text that they
// number are no column.
std::vector<Grid> FindGrids(const std::vector<Line>& lines);

}  // namespace eduplan::importer::pdf
