// Columns of a page, in the order in which they are read.
#pragma once

#include <vector>

#include "services/plan_items/importer/formats/pdf/boxes.h"

namespace eduplan::importer::pdf {

// Parts of a page to be read one after another: a title over the whole width, the left column, the
// right column. A page without columns is one part. Cells of a table are no columns: columns are
// wide, long, and filled.
std::vector<std::vector<Box>> Columns(std::vector<Box> boxes);

}  // namespace eduplan::importer::pdf
