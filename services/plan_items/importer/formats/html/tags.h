// What the elements of HTML are, by their names.
#pragma once

#include <gumbo.h>

namespace eduplan::importer {

// Stands in a line of text and breaks none.
bool IsInline(GumboTag tag);

// Has no content and no end tag.
bool IsVoid(GumboTag tag);

// Its content is no text that a reader sees: scripts, styles, forms' choices.
bool IsUnseen(GumboTag tag);

// The parser's rules for end tags: an end tag of another kind does not reach beyond a special
// element, that of a block not beyond a scope.
bool IsSpecial(GumboTag tag);
bool IsScope(GumboTag tag);

// <b>, <font> …: the parser opens them again where they were not closed.
bool IsFormatting(GumboTag tag);

// Its start ends a paragraph.
bool ClosesParagraph(GumboTag tag);

// Its content is characters up to its own end tag.
bool IsRawText(GumboTag tag);

// <td>, <tr> …: stands only inside a table.
bool IsTablePart(GumboTag tag);

bool IsHeading(GumboTag tag);

}  // namespace eduplan::importer
