// What kind of document some bytes are.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {

enum class FormatKind { kText, kHtml, kDocx, kWordXml, kPdf, kDoc };

struct Format {
  FormatKind kind = FormatKind::kText;
  std::string charset;  // As declared, or "".
};

// By content first, then by content type and by the ending of the file's name. INVALID_ARGUMENT
// naming the format if it is one that is not read.
absl::StatusOr<Format> DetectFormat(const Source& source);

// "txt", "html", "docx", "xml", "pdf", "doc".
const char* NameOf(FormatKind kind);

}  // namespace eduplan::importer
