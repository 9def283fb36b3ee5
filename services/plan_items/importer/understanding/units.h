// Who is to do an item: 责任单位, 牵头 and 配合, in brackets, on lines of their own or in the
// sentence.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Responsibility {
  std::vector<std::string> lead_units;  // As printed, each once.
  std::vector<std::string> assisting_units;
  // What a label says of the time (完成时限:…), in the flat text; empty if nothing does.
  size_t due_begin = 0;
  size_t due_end = 0;
  // The brackets and lines that say who and when: they hold no measurements.
  std::vector<std::pair<size_t, size_t>> ranges;
};

// Of the item whose own text is [begin, end). Without a label bodies are looked for only where
// work is planned. Persons are left out.
Responsibility ReadResponsibility(const FlatText& text, size_t begin, size_t end, bool planned);

}  // namespace eduplan::importer
