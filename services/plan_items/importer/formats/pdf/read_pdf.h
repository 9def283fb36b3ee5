// PDF with a text layer, by poppler. Its parser is made for files of any origin but may loop, take
// much memory or crash on one that is made to: a service calls this in a process of its own.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

struct PdfLimits {
  size_t pages = 2'000;
  size_t words_of_page = 20'000;
  size_t characters = 4'000'000;
};

// INVALID_ARGUMENT, naming the page where there is one, for a file that is damaged, encrypted, a
// scan without text, or whose fonts do not tell their characters; RESOURCE_EXHAUSTED beyond the
// limits.
absl::StatusOr<SourceText> ReadPdf(std::string_view bytes, const PdfLimits& limits = {});

}  // namespace eduplan::importer
