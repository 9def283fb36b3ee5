// The document as a vertical flow of unbreakable pieces, between composing blocks and cutting
// pages.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FLOW_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FLOW_H_

#include <optional>
#include <string>
#include <vector>

#include "services/documents/layout/geometry.h"
#include "services/documents/layout/placement.h"

namespace eduplan::layout {

// One line of text, one table row, one blank line. Coordinates are relative to its top and to the
// left edge of the text area.
struct FlowItem {
  double height = kLinePitch;
  bool on_grid = true;          // starts at one of the page's 22 lines
  bool is_blank = false;        // dropped at the top of a page
  bool keep_with_next = false;  // not the last on a page
  bool page_break_before = false;
  std::optional<size_t> header;  // index into Flow::headers: rows to repeat when it starts a page
  std::optional<int> outline_level;
  std::string outline_text;
  std::vector<PlacedText> texts;
  std::vector<PlacedRule> rules;
};

struct Flow {
  std::vector<FlowItem> items;
  std::vector<std::vector<FlowItem>> headers;
};

// Cuts the flow into pages of 22 lines. Never leaves a piece that keeps with the next at the foot
// of a page unless the whole chain is longer than a page.
void Paginate(const Flow& flow, PlacedDocument& out);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FLOW_H_
