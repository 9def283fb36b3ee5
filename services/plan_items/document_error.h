#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_DOCUMENT_ERROR_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_DOCUMENT_ERROR_H_

#include <cstdint>

#include "absl/status/status.h"

namespace eduplan::plan_items {

// Why a document is refused, for the caller. INVALID_ARGUMENT if sending the same bytes again would
// not help.

// Neither document nor content, or both.
absl::Status DocumentMissing();
absl::Status DocumentAmbiguous();
absl::Status DocumentTooLarge(int64_t bytes, int64_t most);
// A format that is not read: `refused` is the importer's status.
absl::Status FormatNotRead(const absl::Status& refused);
// The importer's status of a document that it did not read; the line, byte offset and paragraph
// that its words name become metadata. DOCUMENT_CLASSIFIED for one that is marked as secret or
// internal: the answer names the mark and its place and nothing else of it.
absl::Status NotReadable(const absl::Status& refused);

// These two are worth another try: RESOURCE_EXHAUSTED with retry info, DEADLINE_EXCEEDED.
absl::Status ReadingBusy();
absl::Status ReadingTooLong();

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_DOCUMENT_ERROR_H_
