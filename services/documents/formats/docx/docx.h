// Writes a document as an editable DOCX (ECMA-376 transitional) with named styles and the office's
// fonts, on the page of GB/T 9704-2012.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_DOCX_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_DOCX_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/documents/layout/blocks.h"

namespace eduplan::formats {

// The same document gives the same bytes. INVALID_ARGUMENT as layout::Validate. Thread-safe.
//
// What a word processor lays out by itself differs from the PDF in two ways: lines are 579 twips,
// the nearest to 225/22 mm that holds 22 on a page (the last line ends 0.9 pt higher), and the
// imprint stands at the foot of the last page whether that is odd or even.
absl::StatusOr<std::string> WriteDocx(const layout::Document& document);

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_DOCX_H_
