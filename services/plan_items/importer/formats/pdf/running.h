// Running heads, running feet and page numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace eduplan::importer::pdf {

// A row near the upper or lower edge of a page.
struct EdgeRow {
  std::u32string text = {};
  double at = 0;         // Its middle as part of the page's height, from the top.
  bool apart = false;    // More than a line's space from the row further in, or nothing is there.
  bool running = false;  // The answer.
};

// From the edge inwards.
struct Edges {
  size_t page = 0;  // By index; text that is turned against the rest of its page has its own Edges.
  std::vector<EdgeRow> head = {};
  std::vector<EdgeRow> foot = {};
};

// Rows that are looked at on either edge.
inline constexpr size_t kEdgeRows = 3;

// Marks the rows that are not of the text: those that stand at the same height on several pages and
// say the same but for their digits, and page numbers. A number that only happens to end a page is
// none: it must be set like one (— 3 —, 第3页), or go with the pages of the document, of which
// there are `pages`.
void FindRunning(std::vector<Edges>& edges, size_t pages);

}  // namespace eduplan::importer::pdf
