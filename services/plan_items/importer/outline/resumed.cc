#include "services/plan_items/importer/outline/resumed.h"

#include <algorithm>

namespace eduplan::importer {
namespace {

bool EndsParagraph(const FlatText& text, size_t at) {
  if (text.gap[at] != Gap::kLine) return false;
  size_t last = at - 1;
  while (last > 0 && IsOneOf(text.chars[last], U")”》】")) --last;
  // Behind ; the list goes on.
  return EndsSentence(text.chars[last]) && text.chars[last] != U';';
}

// (责任单位:…) behind the full stop of the last item, at the end of the paragraph.
bool OpensRemark(const FlatText& text, size_t at, size_t end) {
  constexpr size_t kLongest = 120;
  if (at == 0 || text.chars[at] != U'(' || text.gap[at] == Gap::kLine) return false;
  if (!EndsSentence(text.chars[at - 1]) || text.chars[at - 1] == U';') return false;
  int depth = 0;
  for (size_t i = at; i < std::min(end, at + kLongest); ++i) {
    if (text.chars[i] == U'(') ++depth;
    if (text.chars[i] != U')' || --depth > 0) continue;
    const size_t next = i + 1;
    return next >= end || text.gap[next] == Gap::kLine;
  }
  return false;
}

// The node of the line that an item of a list inside it stands in; its own index if it opens a
// line itself, or if what stands inside the line is no list of 一是.
int OpenerOf(const std::vector<Node>& nodes, size_t i) {
  int node = static_cast<int>(i);
  int outermost = node;
  while (node >= 0 && !nodes[static_cast<size_t>(node)].marker.at_line) {
    outermost = node;
    node = nodes[static_cast<size_t>(node)].parent;
  }
  const bool list = nodes[static_cast<size_t>(outermost)].marker.kind == MarkerKind::kInline;
  return list ? node : static_cast<int>(i);
}

}  // namespace

std::vector<Resumed> TakeResumed(const FlatText& text, std::vector<Node>& nodes) {
  std::vector<Resumed> resumed;
  if (text.run_on) return resumed;
  for (size_t i = 0; i < nodes.size(); ++i) {
    Node& node = nodes[i];
    const int opener = node.marker.at_line ? static_cast<int>(i) : OpenerOf(nodes, i);
    if (opener == static_cast<int>(i)) continue;
    size_t at = std::max(node.body_begin, node.marker.end);
    while (at < node.body_end && !EndsParagraph(text, at) &&
           !OpensRemark(text, at, node.body_end)) {
      ++at;
    }
    if (at >= node.body_end) continue;
    resumed.push_back({.after = i, .node = opener, .begin = at, .end = node.body_end});
    node.body_end = at;
  }
  return resumed;
}

}  // namespace eduplan::importer
