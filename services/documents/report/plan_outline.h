#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_PLAN_OUTLINE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_PLAN_OUTLINE_H_

#include <span>
#include <vector>

#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/documents/report/report.h"

namespace eduplan::documents {

namespace plan_v1 = ::eduplan::plan::v1;

// What a plan may tell about a period.
struct PlanUse {
  bool summary = false;  // and problems
  bool plan = false;
  bool exact = false;  // it names the period or the next itself
  bool filed = false;  // submitted, approved or published
};
// A plan of what is to be done counts for the next period only, a summary for its own only; key
// points go downward and deleted drafts nowhere.
PlanUse UseOf(const plan_v1::Plan& plan, const calendar::Period& period);

// The usable ones of an organization's plans, best first: exact ones, then filed ones, then as
// given (newest first).
std::vector<plan_v1::Plan> RankPlans(std::vector<plan_v1::Plan> plans,
                                     const calendar::Period& period);

// Items in document order with the chapter that each belongs to: its own kind if that is summary,
// plan or problems; else that of the item above; at the top, guiding thoughts go to the plan,
// experience to the summary, suggestions to the problems, and what is not known follows the part
// before it.
std::vector<OutlineItem> OutlineOf(std::span<const plan_v1::PlanItem> items,
                                   plan_v1::DocumentKind kind);

// Takes from a plan the chapters that the filing does not have yet. True if it has them all now.
bool AddToFiling(const PlanUse& use, const plan_v1::Plan& plan, std::vector<OutlineItem> outline,
                 Filing* filing);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_PLAN_OUTLINE_H_
