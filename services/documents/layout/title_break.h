// Titles are centred and broken by meaning into lines that form a trapezoid or a diamond.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TITLE_BREAK_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TITLE_BREAK_H_

#include <string_view>
#include <vector>

#include "services/documents/layout/line_break.h"

namespace eduplan::layout {

// The fewest lines no wider than `line_width`, broken between words and as balanced as can be.
// Lines forced by '\n' are kept as they are. Titles of more than three lines are filled greedily.
std::vector<LineRange> BreakTitle(std::u32string_view text, const std::vector<double>& widths,
                                  double line_width);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TITLE_BREAK_H_
