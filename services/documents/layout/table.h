// Ruled tables: column widths and the cutting of rows into lines.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TABLE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TABLE_H_

#include <vector>

#include "services/documents/layout/blocks.h"
#include "services/documents/layout/flow.h"
#include "services/documents/layout/measure.h"

namespace eduplan::layout {

struct TableGeometry {
  double size;                 // pt of the cells' text: 14, 12, 10.5 or 9
  std::vector<double> widths;  // pt, summing up to the text width
};

// The largest size at which every cell stays on one line; if none does, size 5 with wrapping, or
// small 5 when a number or word would not fit its column. Uses nominal widths, so that every format
// gets the same columns.
TableGeometry SolveTable(const Table& table);

// Appends the caption, the rows (header rows repeated by Flow::headers) and the notes.
void ComposeTable(const Table& table, Measurer& measurer, Flow& flow);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TABLE_H_
