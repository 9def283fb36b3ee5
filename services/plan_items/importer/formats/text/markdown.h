// Text that was pasted as Markdown: the signs of headings, quotations, bold words and rules are no
// text.
#pragma once

#include <string>

namespace eduplan::importer {

// Puts white space for the signs #, >, ** and __, so that all places stay. Leaves a text alone in
// which fewer than two lines open with them: there ** masks names and numbers.
void BlankMarkdown(std::u32string& text);

}  // namespace eduplan::importer
