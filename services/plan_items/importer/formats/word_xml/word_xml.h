// Documents of Word in one XML file: Word 2003 XML, and the parts of a .docx in one file (flat
// OPC).
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// By its beginning.
bool LooksLikeWordXml(std::string_view bytes);

// INVALID_ARGUMENT for broken XML, one with a DTD, and what else cannot be read; RESOURCE_EXHAUSTED
// for more than formats/word_xml/limits.h has.
absl::StatusOr<SourceText> ReadWordXml(std::string_view bytes);

}  // namespace eduplan::importer
