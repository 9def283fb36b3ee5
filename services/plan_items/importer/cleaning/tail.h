// Where a document ends on its page.
#pragma once

#include <cstddef>
#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"

namespace eduplan::importer {

// A line long enough, and with punctuation inside, to be prose.
bool IsProse(const Line& line);

// First line of what stands after the document, lines.size() if nothing does. Only a page that says
// so (LineKind::kTailClutter, kPaywall) has a tail: related links, notices, whatever their form.
size_t FindTail(const std::vector<Line>& lines, size_t body);

}  // namespace eduplan::importer
