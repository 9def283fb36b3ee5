// Whether a text has the extent of a plan, told by one look at its characters: one that is far too
// long for the limits is refused before it is cleaned, which takes five times its memory.
#pragma once

#include "absl/status/status.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// RESOURCE_EXHAUSTED beyond limits.max_chars, or limits.max_paragraph_chars in one paragraph; with
// so many numbers, or lines that begin with one, that limits.max_measurements or limits.max_nodes
// would hardly hold what they measure and number.
absl::Status CheckExtent(const SourceText& text, const Limits& limits);

}  // namespace eduplan::importer
