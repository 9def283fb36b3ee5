#include "services/plan_items/importer/outline/outline.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/outline/reading.h"

namespace eduplan::importer {
namespace {

absl::Status TooDeep(const FlatText& text, const Marker& marker, int max_depth) {
  return absl::InvalidArgumentError(
      absl::StrCat("nesting deeper than ", max_depth, " levels on line ",
                   LineOf(text.source, text.SourceBegin(marker.begin)), ": marker ",
                   ToUtf8(text.view(marker.begin, std::min(marker.end, marker.begin + 16)))));
}

}  // namespace

absl::StatusOr<std::vector<Node>> BuildOutline(const FlatText& text,
                                               const std::vector<Marker>& markers, int max_depth) {
  std::vector<Node> nodes;
  std::vector<int> children;
  int top = 0;
  for (const Place& place : ChooseReading(markers, max_depth)) {
    const Marker& marker = markers[place.marker];
    if (place.depth > max_depth) return TooDeep(text, marker, max_depth);
    int& siblings = place.parent < 0 ? top : children[static_cast<size_t>(place.parent)];
    nodes.push_back(
        {.marker = marker, .parent = place.parent, .level = place.depth, .ordinal = ++siblings});
    children.push_back(0);
  }
  for (size_t i = 0; i < nodes.size(); ++i) {
    nodes[i].body_end = i + 1 < nodes.size() ? nodes[i + 1].marker.begin : text.size();
    const bool parent = i + 1 < nodes.size() && nodes[i + 1].parent == static_cast<int>(i);
    SplitHeading(text, nodes[i], parent);
  }
  return nodes;
}

}  // namespace eduplan::importer
