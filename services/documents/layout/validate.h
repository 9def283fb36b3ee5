// The rules that every document must keep, whatever it is written to.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_VALIDATE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_VALIDATE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "services/documents/layout/blocks.h"

namespace eduplan::layout {

inline constexpr size_t kMaxTextBytes = 4 << 20;   // all text of a document together
inline constexpr size_t kMaxForcedLines = 20'000;  // '\n' in all text together
inline constexpr size_t kMaxBlocks = 100'000;
inline constexpr size_t kMaxTableColumns = 40;
inline constexpr size_t kMaxTableCells = 100'000;
inline constexpr size_t kMaxCopyTo = 400;  // characters: what fits on the imprint's page
inline constexpr size_t kMaxOffice = 18;   // characters: what fits beside the date

// INVALID_ARGUMENT, naming the block by its position from 1, for text that is not UTF-8, a heading
// level outside 1–4, a table without columns, with too many, or with a row of another length, an
// imprint that is not the last block, and for the limits above.
absl::Status Validate(const Document& document);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_VALIDATE_H_
