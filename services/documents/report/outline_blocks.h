#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_OUTLINE_BLOCKS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_OUTLINE_BLOCKS_H_

#include <string>
#include <vector>

#include "services/documents/report/report.h"

namespace eduplan::documents {

// Appends each line of `text` that is not blank as a paragraph.
void AppendParagraphs(const std::string& text, std::vector<layout::Block>* blocks);

// Appends a filing's items of one chapter, the outermost as headings of `level`. A single outermost
// item is a chapter of its own document: its heading becomes a lead and its items move up. Items
// deeper than the standard's four levels become paragraphs under their own markers.
void AppendOutline(const Filing& filing, Section section, int level,
                   layout::HeadingNumberer& numberer, std::vector<layout::Block>* blocks);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_OUTLINE_BLOCKS_H_
