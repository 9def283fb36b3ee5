// What stands between two lines of one paragraph when they become one: nothing, mostly.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer::pdf {

// Appends the next line: Han characters and numbers directly, Latin words with a space, and a word
// that was divided without its hyphen.
void AppendJoined(std::u32string& text, std::u32string_view line);

}  // namespace eduplan::importer::pdf
