// Short views of what is read out of a page.
#pragma once

#include <string>
#include <vector>

#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// The reading of a page in UTF-8; the test fails if there is none.
SourceText ReadPage(const std::string& html);

// The lines of the document, without white space around them; what was set aside is left out.
std::vector<std::string> Lines(const SourceText& text);
std::vector<std::string> LinesOf(const std::string& html);

// "row,column heading? text" for each cell of the only table.
std::vector<std::string> CellsOf(const std::string& html);

// Where the first occurrence of `piece` stood, as the bytes of the file.
std::string BytesOf(const std::string& html, const SourceText& text, std::u32string_view piece);

}  // namespace eduplan::importer
