// Where a printer or a website broke lines that the document has in one.
#pragma once

#include <string_view>
#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"

namespace eduplan::importer {

// Hard wrapping shows as many lines of nearly one width that end in the middle of a sentence: those
// are marked full.
void MarkWrappedLines(std::vector<Line>& lines);

// Document sites put "3、" before each page, also in the middle of a sentence: taken off, and the
// line before marked full.
void StripPagePrefixes(std::u32string_view source, std::vector<Line>& lines);

}  // namespace eduplan::importer
