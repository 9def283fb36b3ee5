// Tables of a page: which hold data, and where their cells stand.
#pragma once

#include <cstdint>
#include <vector>

#include "services/plan_items/importer/formats/html/elements.h"

namespace eduplan::importer {

struct GridCell {
  uint32_t element = 0;
  int row = 0;
  int column = 0;
  int rows = 1;
  int columns = 1;
  bool heading = false;
};

// The cells of the table at `table`, row by row, if it holds data; nothing if it only lays out the
// page. Spans end at the last row and at the 200th column.
std::vector<GridCell> DataCells(const std::vector<Element>& elements, uint32_t table);

}  // namespace eduplan::importer
