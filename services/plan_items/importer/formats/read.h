// From the bytes of a file to its text, by its format.
#pragma once

#include "absl/status/statusor.h"
#include "services/plan_items/importer/formats/format.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

// Statuses as of Parse.
absl::StatusOr<SourceText> ReadSource(const Source& source, const Format& format,
                                      const Limits& limits);

}  // namespace eduplan::importer
