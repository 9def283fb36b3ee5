// Where a Chinese line may end (避头尾, numbers kept with their units) and how lines are filled.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_LINE_BREAK_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_LINE_BREAK_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace eduplan::layout {

// Element i says whether a line may start at character i; element 0 is always true.
std::vector<bool> LineStarts(std::u32string_view text);

struct LineRange {
  size_t begin;
  size_t end;     // without trailing spaces and the '\n'
  bool is_final;  // ends the text or a forced line: not to be justified
};

// Fills lines greedily. `widths` are per character, in the unit of the two line widths. A stretch
// that no permitted break fits into is cut where the line is full, so a line always makes progress.
// An empty text gives no line.
std::vector<LineRange> FillLines(std::u32string_view text, const std::vector<double>& widths,
                                 double first_line_width, double line_width);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_LINE_BREAK_H_
