#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_SUMMARY_AND_PLAN_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_SUMMARY_AND_PLAN_H_

#include "services/documents/report/report.h"

namespace eduplan::documents {

// The built-in template `summary-and-plan`: what was done in the period and what is to be done in
// the next, with the table of the totals. Text of the organization's own plan where it has one,
// else of those right below it, each under its name. Unsigned: marked 送审稿, without number and
// signer. Pure: the same report gives the same document.
Composed ComposeSummaryAndPlan(const Report& report);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_SUMMARY_AND_PLAN_H_
