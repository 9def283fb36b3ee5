// What a person should look at: numbering, clutter, a cut tail.
#pragma once

#include <vector>

#include "services/plan_items/importer/cleaning/clean.h"
#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {

// Numbers left out or used twice. A sequence may run on through chapters.
void FindNumberingFaults(const std::vector<Node>& nodes, ParsedPlan& plan);

void ReportClutter(const std::vector<SourceRange>& clutter, ParsedPlan& plan);

// Pages of which nothing could be read, each run of them once.
void ReportSilentPages(const SourceText& source, ParsedPlan& plan);

void ReportTruncation(const FlatText& text, ParsedPlan& plan);

}  // namespace eduplan::importer
