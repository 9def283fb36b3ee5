// What the document as a whole says of itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// All texts are folded; `body` is the whole text, `nodes` its outline.

DocumentKind DocumentKindOf(std::u32string_view title, const FlatText& body,
                            const std::vector<Node>& nodes);

// Whether the text stops in the middle of a sentence though its others are closed.
bool StopsInside(const FlatText& body, const std::vector<Node>& nodes);

}  // namespace eduplan::importer
