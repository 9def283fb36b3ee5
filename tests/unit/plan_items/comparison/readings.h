// Plans written down in few words, and short views of what a comparison says of them.
#ifndef EDUPLAN_TESTS_UNIT_PLAN_ITEMS_COMPARISON_READINGS_H_
#define EDUPLAN_TESTS_UNIT_PLAN_ITEMS_COMPARISON_READINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"

namespace eduplan::comparison {

namespace v1 = ::eduplan::plan::v1;

// One item a line, "path marker heading | text | figure; figure". A figure is "name value unit" and
// what follows it of: >= <= > < ~ (before the value), T (a target), - (a decrease). The value x is
// masked. A first line "= kind period period title" tells the rest: K key points, P plan, S
// summary, B summary and plan. A path may be followed by :S, :P, :Q for what its section speaks of
// (summary, plan, problems); those below go on with it. Quotes are the figures' words, offsets
// count on.
v1::ParsedPlan Reading(std::string_view written);

// "added 1.3", "removed 2.1", "moved 1.2 to 2.1", "renumbered 1.2 to 1.3", "changed 1.1 heading
// text", "split 1.3 from 1.2", "merged 1.3 into 1.2"; "figure added 1.1 4所", "figure removed 1.1
// 4所", "figure changed 1.1 4所 to 5所".
std::vector<std::string> Lines(const v1::PlanDifference& difference);

// "CODE plan-path quote | base-path quote"; "-" for a side that has nothing.
std::vector<std::string> Lines(const std::vector<v1::ComparisonFinding>& findings);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_TESTS_UNIT_PLAN_ITEMS_COMPARISON_READINGS_H_
