// Titles: which line is one, what websites hang on to it, what it says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// All texts here are folded.
bool LooksLikeTitle(std::u32string_view line);
bool IsIssuerLine(std::u32string_view line);
std::u32string WithoutSpaces(std::u32string_view text);
std::u32string StripSuffix(std::u32string_view title);

// The title among the lines before `body`; `line` becomes the last line it stands in (unchanged if
// there is none). Where several contradict each other the one nearest the text wins.
std::u32string ChooseTitle(const std::vector<Line>& lines, size_t body, size_t& line);

// Length of a title that opens a text on one line, or 0.
size_t TitlePrefix(const FlatText& text);

}  // namespace eduplan::importer
