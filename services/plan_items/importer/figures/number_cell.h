// Cells of tables that are numbers.
#pragma once

#include <string_view>

namespace eduplan::importer {

// Whether a cell holds a number and at most a unit with it: 1,800 98.5% xx 约30人.
bool IsNumberCell(std::u32string_view cell);

}  // namespace eduplan::importer
