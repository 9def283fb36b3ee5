#include "services/documents/report/report.h"

#include <algorithm>

namespace eduplan::documents {

bool HasSection(const Filing& filing, Section section) {
  if (section == Section::kSummary && !filing.preamble.empty()) return true;
  return std::any_of(filing.items.begin(), filing.items.end(),
                     [&](const OutlineItem& item) { return item.section == section; });
}

}  // namespace eduplan::documents
