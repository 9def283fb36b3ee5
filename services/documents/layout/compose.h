// Turns blocks into the vertical flow, in the fonts, sizes and indents of the standard.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_COMPOSE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_COMPOSE_H_

#include "services/documents/layout/blocks.h"
#include "services/documents/layout/flow.h"
#include "services/documents/layout/measure.h"

namespace eduplan::layout {

// The flow of all blocks but the imprint, which page_foot.h places.
Flow Compose(const Document& document, Measurer& measurer);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_COMPOSE_H_
