// Which lines go on in the next line, and which end their paragraph.
#pragma once

#include <string_view>

#include "services/plan_items/importer/formats/pdf/lines.h"
#include "services/plan_items/importer/formats/pdf/margins.h"

namespace eduplan::importer::pdf {

// A line and where it stands.
struct Placed {
  const Line* line = nullptr;
  const Margins* margins = nullptr;
};

// Whether `next` begins a paragraph. `apart`: a column or page ends between the two, so that their
// distance says nothing. Told by indents, room left at the end of a line, blank space, centring,
// the size of the font and marks of outlines.
bool BeginsParagraph(const Placed& before, const Placed& next, bool apart, const Setting& setting);

}  // namespace eduplan::importer::pdf
