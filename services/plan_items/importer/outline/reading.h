// Which marks open items, and which item is inside which: the cheapest reading of the sequence of
// marks. Pure.
#pragma once

#include <vector>

#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {

// An item of a reading.
struct Place {
  size_t marker = 0;  // Index among the marks.
  int parent = -1;    // Index of the place of the item around it; -1 at the top.
  int depth = 1;
};

// Every mark may go on with an open sequence, open one below any item still open, or be no item at
// all; each costs what the evidence speaks against it (costs.h). Of all readings the one that costs
// least in sum is taken, found by a beam search that keeps the cheapest states at each mark. Time
// and memory are linear in the marks. Places are in the order of the marks; one deeper than
// `max_depth` is the last.
std::vector<Place> ChooseReading(const std::vector<Marker>& markers, int max_depth);

}  // namespace eduplan::importer
