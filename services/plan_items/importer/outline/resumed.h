// Paragraphs without a mark behind a list that stands in a sentence: 一是…;二是…。 and then a new
// paragraph, which is of the item around the list.
#pragma once

#include <cstddef>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Resumed {
  size_t after = 0;  // Index of the node that it stands behind.
  int node = -1;     // Index of the node that it belongs to; -1: to what stands before the first.
  size_t begin = 0;  // In the flat text.
  size_t end = 0;
};

// Takes them off the nodes, in order. A text on hardly any lines has none.
std::vector<Resumed> TakeResumed(const FlatText& text, std::vector<Node>& nodes);

}  // namespace eduplan::importer
