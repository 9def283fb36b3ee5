// Finds the figures of a stretch of text: numbers with a unit that measure something, as against
// dates, names, ordinals, slogans and document numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Figure {
  size_t begin = 0;     // Of the number, with a comparator word or bracket before it left out.
  size_t unit_end = 0;  // Past the unit and a comparator after it.
  std::string value;    // "" if masked.
  std::string unit;     // `powers` and `word`.
  std::u32string powers = {};  // 万, 十万, 亿.
  std::u32string word = {};    // 人次, 元, %.
  bool masked = false;
  Comparator comparator = Comparator::kEqual;
  bool rank = false;         // A place in an order.
  bool shares_unit = false;  // That of the figure behind it in a list: 12、5、160个.
  size_t range_begin = 0;    // Of the second bound of 3-5名 where the first begins; else 0.
};

// For each character whether it stands in a name or slogan: 《…》, a short “…”, 〔…〕.
std::vector<uint8_t> MarkNames(const FlatText& text);

// The figures between `begin` and `end`, in order. `names` is what MarkNames gave. Stops soon after
// more than `max` are found.
std::vector<Figure> FindFigures(const FlatText& text, const std::vector<uint8_t>& names,
                                size_t begin, size_t end, size_t max);

}  // namespace eduplan::importer
