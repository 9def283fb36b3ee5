#include "services/documents/formats/pdf/pdf.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <array>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/documents/formats/pdf/draw_page.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/text.h"

namespace eduplan::formats {
namespace {

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

cairo_status_t Append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void SetMetadata(const layout::Metadata& metadata, cairo_surface_t* pdf) {
  const std::string created =
      absl::FormatTime("%Y-%m-%dT%H:%M:%S%Ez", metadata.created, absl::FixedTimeZone(8 * 60 * 60));
  const auto set = [pdf](cairo_pdf_metadata_t key, const std::string& value) {
    cairo_pdf_surface_set_metadata(pdf, key, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, layout::CleanText(metadata.title));
  set(CAIRO_PDF_METADATA_AUTHOR, layout::CleanText(metadata.issuer));
  set(CAIRO_PDF_METADATA_CREATOR, "eduplan");
  set(CAIRO_PDF_METADATA_CREATE_DATE, created);
  set(CAIRO_PDF_METADATA_MOD_DATE, created);
}

// Bookmarks nest under the nearest entry of a lower level before them.
void AddOutline(const layout::PlacedDocument& document, cairo_surface_t* pdf) {
  std::array<int, 5> parents;
  parents.fill(CAIRO_PDF_OUTLINE_ROOT);
  for (const layout::OutlineEntry& entry : document.outline) {
    const int parent = entry.level == 0 ? CAIRO_PDF_OUTLINE_ROOT : parents[entry.level - 1];
    const std::string link =
        absl::StrCat("page=", entry.page, " pos=[", static_cast<int>(layout::kTextLeft), " ",
                     static_cast<int>(entry.y), "]");
    const int id = cairo_pdf_surface_add_outline(pdf, parent, entry.text.c_str(), link.c_str(),
                                                 CAIRO_PDF_OUTLINE_FLAG_OPEN);
    for (size_t level = entry.level; level < parents.size(); ++level) parents[level] = id;
  }
}

}  // namespace

absl::StatusOr<std::string> WritePdf(const layout::PlacedDocument& document,
                                     const SystemFonts& fonts) {
  std::string out;
  std::unique_ptr<cairo_surface_t, Destroy> pdf(
      cairo_pdf_surface_create_for_stream(Append, &out, layout::kPageWidth, layout::kPageHeight));
  cairo_pdf_surface_restrict_to_version(pdf.get(), CAIRO_PDF_VERSION_1_5);
  SetMetadata(document.metadata, pdf.get());
  std::unique_ptr<cairo_t, Destroy> cairo(cairo_create(pdf.get()));
  for (const layout::PlacedPage& page : document.pages) {
    DrawPage(page, fonts, cairo.get());
    cairo_show_page(cairo.get());
  }
  AddOutline(document, pdf.get());
  cairo_status_t status = cairo_status(cairo.get());
  cairo.reset();
  cairo_surface_finish(pdf.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(pdf.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return absl::InternalError(absl::StrCat("writing PDF: ", cairo_status_to_string(status)));
  }
  return out;
}

}  // namespace eduplan::formats
