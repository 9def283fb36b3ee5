// Markers and the tree that is made of them.
#include <algorithm>

#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/outline/outline.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/flat.h"

namespace eduplan::importer::fuzz {
namespace {

void CheckNode(const FlatText& text, const std::vector<Node>& nodes, size_t i) {
  const Node& node = nodes[i];
  Check(node.parent < static_cast<int>(i), "a parent stands before its children");
  const int around = node.parent < 0 ? 0 : nodes[static_cast<size_t>(node.parent)].level;
  Check(node.level == around + 1, "a child is one level below its parent");
  Check(node.marker.end <= node.heading_begin && node.heading_begin <= node.heading_end &&
            node.heading_end <= node.body_begin && node.body_begin <= node.body_end &&
            node.body_end <= text.size(),
        "marker, heading and body follow one another");
}

void ReadOnce(const FlatText& text) {
  constexpr int kDepth = 64;
  const auto markers = FindMarkers(text, kDepth);
  if (!markers.ok()) return CheckRefusal(markers.status());
  size_t before = 0;
  for (const Marker& marker : *markers) {
    Check(before <= marker.begin && marker.begin < marker.end && marker.end <= text.size(),
          "markers ascend");
    Check(marker.number >= 0, "a number is not negative");
    before = marker.end;
  }
  const auto nodes = BuildOutline(text, *markers, kDepth);
  if (!nodes.ok()) return CheckRefusal(nodes.status());
  for (size_t i = 0; i < nodes->size(); ++i) CheckNode(text, *nodes, i);
}

}  // namespace
}  // namespace eduplan::importer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer::fuzz;  // NOLINT(google-build-using-namespace)
  Flat flat;
  MakeFlat(data, size, flat);
  CheckTime(size, [&] { ReadOnce(flat.text); });
  return 0;
}
