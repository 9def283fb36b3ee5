// From marks to a tree: which mark is whose child, where headings end.
#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Node {
  Marker marker;
  int parent = -1;  // Index of the node above; -1 at the top. Always below the own index.
  int level = 1;
  int ordinal = 1;           // Among its siblings, from 1.
  size_t heading_begin = 0;  // All in the flat text.
  size_t heading_end = 0;
  size_t body_begin = 0;
  size_t body_end = 0;  // Where the next node begins.
};

// The tree of the reading that ChooseReading takes. INVALID_ARGUMENT beyond `max_depth`.
absl::StatusOr<std::vector<Node>> BuildOutline(const FlatText& text,
                                               const std::vector<Marker>& markers, int max_depth);

// Sets heading and body of a node whose marker and body_end are known. `parent`: items stand right
// inside it.
void SplitHeading(const FlatText& text, Node& node, bool parent);

}  // namespace eduplan::importer
