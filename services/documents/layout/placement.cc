#include "services/documents/layout/placement.h"

#include <variant>

#include "services/documents/layout/compose.h"
#include "services/documents/layout/flow.h"
#include "services/documents/layout/measure.h"
#include "services/documents/layout/page_foot.h"
#include "services/documents/layout/validate.h"

namespace eduplan::layout {

absl::StatusOr<PlacedDocument> Place(const Document& document, const FontSet& fonts) {
  if (absl::Status status = Validate(document); !status.ok()) return status;
  PlacedDocument out;
  out.metadata = document.metadata;
  Measurer measurer(fonts);
  Paginate(Compose(document, measurer), out);
  int numbered = static_cast<int>(out.pages.size());
  if (!document.blocks.empty()) {
    if (const auto* imprint = std::get_if<Imprint>(&document.blocks.back())) {
      numbered = PlaceImprint(*imprint, measurer, out);
    }
  }
  PlacePageNumbers(numbered, measurer, out);
  out.substitutions = measurer.Substitutions();
  out.missing = measurer.Missing();
  return out;
}

}  // namespace eduplan::layout
