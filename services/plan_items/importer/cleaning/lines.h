// Lines of a source text and how they join.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/cleaning/clutter.h"
#include "services/plan_items/importer/source_text.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Line {
  size_t begin = 0;  // In the source, trimmed of white space and of bullets before a mark.
  size_t end = 0;
  size_t indent = 0;           // White space before it, in half widths.
  std::u32string folded = {};  // Trimmed; white space runs as one ' '. Long lines are cut short.
  LineKind kind = LineKind::kContent;
  bool dropped = false;      // Not part of the body: clutter, title, signature.
  bool starts_item = false;  // Begins with a marker of an outline.
  bool bullet = false;       // ● and the like set it off; `begin` is there.
  bool in_table = false;
  bool full = false;     // Wrapped at the width of the page: goes on in the next line.
  bool resumes = false;  // Something of the page stood before it: it may go on a sentence.
};

// Empty lines and those that were set aside are not kept. Kinds are set by Classify and by
// repetition (running heads).
std::vector<Line> SplitLines(const SourceText& text);

// Joins the lines that are not dropped.
FlatText Join(std::u32string_view source, const std::vector<Line>& lines,
              std::vector<std::pair<size_t, size_t>>& inline_clutter);

}  // namespace eduplan::importer
