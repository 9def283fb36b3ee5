// Documents of Word since 2007: a zip of XML parts.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// A zip with a document of Word in it, or any document of an office program since 2007 that is
// protected by a password.
bool LooksLikeDocx(std::string_view bytes);

// INVALID_ARGUMENT for a broken zip or part, an encrypted one, one with a DTD and one without a
// document; RESOURCE_EXHAUSTED for more than formats/word_xml/limits.h and word_kind.cc have.
absl::StatusOr<SourceText> ReadDocx(std::string_view bytes);

}  // namespace eduplan::importer
