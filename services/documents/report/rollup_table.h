#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_ROLLUP_TABLE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_ROLLUP_TABLE_H_

#include <vector>

#include "services/documents/report/report.h"

namespace eduplan::documents {

// The totals with how complete they are, and under the table what is missing in which: who did not
// report, whom it does not apply to, who gave a rate without its parts. Each figure printed is
// added to `figures`.
layout::Table MakeRollupTable(const Report& report,
                              std::vector<v1::DocumentProvenance::Figure>* figures);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_ROLLUP_TABLE_H_
