// Text that was pasted as Markdown: the signs of its headings and of bold words are no text.
#pragma once

#include <string>

namespace eduplan::importer {

// Puts white space for the signs # and **, so that all places stay. Leaves a text alone that has no
// headings with #: there ** masks names and numbers.
void BlankMarkdown(std::u32string& text);

}  // namespace eduplan::importer
