// The title that the properties of a file state.
#pragma once

#include <string_view>

namespace eduplan::importer {

// Whether somebody wrote it as the title of the text: programs put the name of the file there
// (Microsoft Word - 3.doc), or their own word for a file without a name.
bool IsTitleOfText(std::u32string_view title);

}  // namespace eduplan::importer
