// Words around a number that say how it bounds the quantity.
#pragma once

#include <cstddef>

#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct ComparatorWord {
  Comparator comparator = Comparator::kEqual;
  size_t length = 0;  // 0: none there.
};

ComparatorWord ComparatorBefore(const FlatText& text, size_t number_begin);
ComparatorWord ComparatorAfter(const FlatText& text, size_t unit_end);

}  // namespace eduplan::importer
