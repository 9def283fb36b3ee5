// Finds the document in a page: what stands before, after and inside it that is not of it, and its
// title.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/cleaning/paper.h"
#include "services/plan_items/importer/source_text.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct SourceRange {
  size_t begin = 0;
  size_t end = 0;
};

struct CleanText {
  FlatText body;                     // From the first sentence or marker on, without the title.
  std::u32string title;              // Folded, without the suffixes of websites.
  std::u32string byline;             // The body or school that the line below the title names.
  std::vector<SourceRange> clutter;  // What was left out, in order.
  Paper paper;                       // What was read off the parts around the text.
  bool paywall = false;              // The page says that the text goes on elsewhere.
};

// What the reader of the format set aside is clutter, whatever it says.
CleanText Clean(const SourceText& source);

}  // namespace eduplan::importer
