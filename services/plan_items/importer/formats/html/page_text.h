// The text of a page, block by block, before it is known which blocks are the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/importer/formats/html/elements.h"
#include "services/plan_items/importer/formats/html/file_text.h"
#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// A paragraph, a line up to a <br>, a row of a table.
struct TextBlock {
  size_t begin = 0;  // In SourceText::chars.
  size_t end = 0;    // Behind its '\n'.
  uint32_t element = 0;
  uint32_t text = 0;  // Characters in it, white space not counted.
  uint32_t linked = 0;
  uint32_t clauses = 0;  // Marks that end clauses, outside of links.
  bool is_row = false;   // Of a table of data.
};

// Writes the visible text of `page` with its origins and its tables of data. RESOURCE_EXHAUSTED for
// more than `max_blocks`.
absl::Status WritePageText(const HtmlPage& page, FileText& file,
                           const std::vector<Element>& elements, size_t max_blocks,
                           SourceText& text, std::vector<TextBlock>& blocks);

}  // namespace eduplan::importer
