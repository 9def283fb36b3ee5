#include "services/documents/write_file.h"

#include <set>
#include <utility>

#include "services/documents/formats/docx/docx.h"
#include "services/documents/formats/pdf/pdf.h"
#include "services/documents/layout/placement.h"
#include "services/documents/layout/text.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

absl::Status NotPrintable(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  return status::Error(absl::StatusCode::kFailedPrecondition, "DOCUMENT_NOT_PRINTABLE")
      .Message(text::Cat("the document cannot be laid out: ", text::ToStd(status.message())),
               "汇编后的文稿超出可排版的限度");
}

absl::StatusOr<File> WriteAsPdf(const layout::Document& document,
                                const formats::SystemFonts& fonts) {
  const auto placed = layout::Place(document, fonts);
  if (!placed.ok()) return NotPrintable(placed.status());
  File file = {.bytes = {},
               .content_type = "application/pdf",
               .extension = ".pdf",
               .page_count = static_cast<int>(placed->pages.size()),
               .substitutions = {},
               .missing_characters = layout::Encode(placed->missing)};
  EDUPLAN_ASSIGN_OR_RETURN(file.bytes, formats::WritePdf(*placed, fonts));
  std::set<std::pair<std::string, std::string>> seen;
  for (const layout::FontSubstitution& substitution : placed->substitutions) {
    if (!seen.emplace(substitution.wanted, substitution.used).second) continue;
    v1::FontSubstitution& added = file.substitutions.emplace_back();
    added.set_wanted(substitution.wanted);
    added.set_used(substitution.used);
  }
  return file;
}

}  // namespace

absl::StatusOr<File> WriteFile(const layout::Document& document, v1::Format format,
                               const formats::SystemFonts& fonts) {
  if (format == v1::FORMAT_PDF) return WriteAsPdf(document, fonts);
  auto bytes = formats::WriteDocx(document);
  if (!bytes.ok()) return NotPrintable(bytes.status());
  return File{
      .bytes = *std::move(bytes),
      .content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      .extension = ".docx",
      .substitutions = {},
      .missing_characters = {}};
}

}  // namespace eduplan::documents
