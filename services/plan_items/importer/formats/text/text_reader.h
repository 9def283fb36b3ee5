// Plain text.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// The text of a file whose charset was declared as `charset` (or ""). Line ends of all systems come
// out as '\n'; every line is a paragraph of the origins, empty ones too. INVALID_ARGUMENT, naming
// the place, for bytes that fit no charset and for control characters; RESOURCE_EXHAUSTED for more
// lines than limits.max_paragraphs or more than limits.max_chars.
absl::StatusOr<SourceText> ReadPlainText(std::string_view bytes, std::string_view charset,
                                         const Limits& limits);

}  // namespace eduplan::importer
