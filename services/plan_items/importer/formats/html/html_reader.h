// HTML.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// The visible text of a page whose charset was declared as `charset` (or ""), block by block, with
// what is not the document set aside. INVALID_ARGUMENT, naming the place, for bytes that fit no
// charset and for pages beyond what is parsed: more than 16 MB, more than limits.max_html_tags
// tags, elements nested deeper than 512 and the like; RESOURCE_EXHAUSTED for more blocks than
// limits.max_paragraphs.
absl::StatusOr<SourceText> ReadHtml(std::string_view bytes, std::string_view charset,
                                    const Limits& limits);

}  // namespace eduplan::importer
