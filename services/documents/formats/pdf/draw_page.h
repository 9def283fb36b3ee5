// Draws a placed page on any Cairo surface measured in points.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_DRAW_PAGE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_DRAW_PAGE_H_

#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/layout/placement.h"

struct _cairo;

namespace eduplan::formats {

void DrawPage(const layout::PlacedPage& page, const SystemFonts& fonts, _cairo* cairo);

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PDF_DRAW_PAGE_H_
