// Reached or aimed at: the verb decides, and only without one the section.
#pragma once

#include <cstddef>

#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct KindContext {
  size_t begin = 0;  // Of the item the figure stands in.
  size_t end = 0;
  MeasurementKind fallback = MeasurementKind::kActual;
  int year = 0;  // The latest year that the document is of; 0 if not known.
  // A gap that is foreseen (预计缺口) is neither: it stands as a fact among the problems.
  bool fixed = false;
};

// The kind of the figure whose number stands at [number_begin, unit_end).
MeasurementKind KindOf(const FlatText& text, size_t number_begin, size_t unit_end,
                       const KindContext& context);

}  // namespace eduplan::importer
