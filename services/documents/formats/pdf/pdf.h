// Writes placed pages as PDF with embedded subsets of the fonts, text that can be searched and
// copied, and bookmarks.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_PDF_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_PDF_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/layout/placement.h"

namespace eduplan::formats {

// `fonts` must be the set that `document` was placed with. The same placement gives the same bytes:
// the only date in the file is the document's. INTERNAL when Cairo fails. Thread-safe.
absl::StatusOr<std::string> WritePdf(const layout::PlacedDocument& document,
                                     const SystemFonts& fonts);

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_PDF_H_
