// Where lines of a document begin and end, and how far they stand apart.
#pragma once

#include <vector>

#include "services/plan_items/importer/formats/pdf/parts.h"

namespace eduplan::importer::pdf {

struct Margins {
  double left = 0;   // Where lines begin that are not indented.
  double right = 0;  // Where full lines end.
  double pitch = 0;  // From line to line of a paragraph.
};

// Of a whole document.
struct Setting {
  double size = 0;                                 // Of the font of most characters.
  bool first_line_indented = true;                 // Paragraphs; not the lines after the first.
  std::vector<std::vector<Margins>> margins = {};  // By page and part.
};

Setting SettingOf(const std::vector<PageText>& pages);

}  // namespace eduplan::importer::pdf
