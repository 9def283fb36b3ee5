// The parts of a document's pages in the order in which they are read, without running heads and
// feet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/plan_items/importer/formats/pdf/boxes.h"
#include "services/plan_items/importer/formats/pdf/lines.h"

namespace eduplan::importer::pdf {

// A column, or a page that has none.
struct Part {
  uint32_t page = 0;  // From 1.
  double page_width = 0;
  bool column = false;  // Of several on its page.
  std::vector<Line> lines = {};
};

struct PageText {
  std::vector<std::u32string> heads = {};
  std::vector<Part> parts = {};
  std::vector<std::u32string> feet = {};
};

// One for each page. Text turned against most of its page comes after the rest of it.
std::vector<PageText> PartsOf(std::vector<Page> pages);

}  // namespace eduplan::importer::pdf
