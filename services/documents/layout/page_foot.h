// What stands at the foot of pages: page numbers and the imprint.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PAGE_FOOT_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PAGE_FOOT_H_

#include "services/documents/layout/blocks.h"
#include "services/documents/layout/measure.h"
#include "services/documents/layout/placement.h"

namespace eduplan::layout {

// Sets the imprint on the foot of the last side: on the last page if that is even and has room,
// after an odd page n on page n + 1, otherwise on page n + 2 with n + 1 left blank. Returns how
// many pages are numbered: the imprint's own pages of the last case are not.
int PlaceImprint(const Imprint& imprint, Measurer& measurer, PlacedDocument& out);

// "— n —" on pages 1 to `numbered`, odd ones right and even ones left, one character in.
void PlacePageNumbers(int numbered, Measurer& measurer, PlacedDocument& out);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PAGE_FOOT_H_
