// Which blocks of a page are the document, and which are what a site puts around and into it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/plan_items/importer/formats/html/elements.h"
#include "services/plan_items/importer/formats/html/page_text.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// For each block what it is beside the document; nothing for a block of the document. Told by how
// much of a block is text and how much links, by its sentences, by where it stands in the tree, and
// by the hints of names where they agree with that. `title`: number of the block that is the page's
// title, if one is known.
std::vector<std::optional<AsideKind>> SetAside(const std::vector<Element>& elements,
                                               const std::vector<TextBlock>& blocks,
                                               const SourceText& text, std::optional<size_t> title);

}  // namespace eduplan::importer
