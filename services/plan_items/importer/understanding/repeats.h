// Figures of one document that contradict each other.
#pragma once

#include "services/plan_items/importer/plan.h"

namespace eduplan::importer {

// SAME_QUANTITY_TWICE: one quantity (name, unit, kind, period) with two values. Only names that can
// mean but one thing in the document are compared: a share or rate, a total (全县…, 共…), a long
// noun phrase.
void FindRepeats(ParsedPlan& plan);

// PARTS_DO_NOT_ADD_UP of shares listed side by side (占45%,占35%,占25%) that come near to 100% and
// are not it.
void CheckShares(ParsedPlan& plan);

}  // namespace eduplan::importer
