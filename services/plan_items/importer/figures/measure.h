// The measurements of a document: figures with name, kind, place and what they are part of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/importer/figures/figures.h"
#include "services/plan_items/importer/figures/verbs.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Item {
  std::string path;
  KindContext context;  // Bounds and what its figures are without a verb.
};

// Appends the measurements of one item, and findings about parts that do not add up.
// RESOURCE_EXHAUSTED if the plan gets more than `max`.
absl::Status MeasureItem(const FlatText& text, const std::vector<uint8_t>& names, const Item& item,
                         size_t max, ParsedPlan& plan);

// For each figure of an item the index of the whole that it is a part of, or -1. A part stands in
// the bracket after its whole, or after 其中 in the same sentence.
std::vector<int> FindWholes(const FlatText& text, const std::vector<Figure>& figures);

// Reports parts of one unit that do not add up to their whole. `measurements` from `first` on
// belong to one item; wholes[i] is about measurements[first + i].
void CheckParts(const std::vector<int>& wholes, size_t first, ParsedPlan& plan);

// The words around a figure that say what it counts.
struct Phrase {
  size_t begin = 0;  // Of the quote.
  size_t end = 0;
  size_t floor = 0;     // Where the figure before ends, or the item begins.
  size_t noun_end = 0;  // Of the words before the number that name it.
  std::string name;
  int copies = 1;                  // 小学、初中各2所: two.
  std::vector<std::string> names;  // One for each copy if there are several.
};
// `begin` and `end` keep it clear of the figures beside it; `item_end` is where the item ends.
Phrase PhraseAround(const FlatText& text, const Figure& figure, size_t begin, size_t end,
                    size_t item_end);

}  // namespace eduplan::importer
