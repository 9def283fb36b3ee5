// The text of a document from the words on its pages.
//
// Words become lines, lines paragraphs: a sentence that goes on in the next line, column or page
// is one paragraph. Running heads and feet become asides behind the paragraph that they interrupt.
// Aligned short pieces become tables.
#pragma once

#include <vector>

#include "services/plan_items/importer/formats/pdf/boxes.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer::pdf {

SourceText LayOut(std::vector<Page> pages);

}  // namespace eduplan::importer::pdf
