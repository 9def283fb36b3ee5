#ifndef EDUPLAN_SERVICES_DOCUMENTS_WRITE_FILE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_WRITE_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/document/v1/document_service.pb.h"
#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/layout/blocks.h"

namespace eduplan::documents {

namespace v1 = ::eduplan::document::v1;

// A document as a file of some format.
struct File {
  std::string bytes;
  std::string content_type;
  std::string extension;  // ".pdf"
  int page_count = 0;     // PDF only: an editable file has no pages of its own
  std::vector<v1::FontSubstitution> substitutions;
  std::string missing_characters;  // UTF-8
};

// The same document and fonts give the same bytes. FAILED_PRECONDITION (DOCUMENT_NOT_PRINTABLE)
// when it breaks a limit of layout/validate.h.
absl::StatusOr<File> WriteFile(const layout::Document& document, v1::Format format,
                               const formats::SystemFonts& fonts);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_WRITE_FILE_H_
