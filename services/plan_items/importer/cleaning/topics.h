// Lines that are headings without a mark: 工作目标, 存在的问题.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"

namespace eduplan::importer {

// Whether a folded line has the form of one: a few words, no sentence, no name of a body, no date.
bool IsTopicForm(std::u32string_view line);

// Whether the line has that form and stands as one: behind a finished sentence or another heading
// and before text. `last`: the line that was kept before it, or nullptr.
bool IsTopicLine(const std::vector<Line>& lines, size_t at, const Line* last);

}  // namespace eduplan::importer
