// Until when an item is to be done: 6月底前, 到6月底, 年内完成, 完成时限:2021年6月底.
#pragma once

#include <cstddef>
#include <string>

#include "services/plan_items/importer/text.h"
#include "services/plan_items/importer/understanding/times.h"

namespace eduplan::importer {

struct Due {
  std::string date;  // "2021-06-30"; "" if the words name no day.
  std::string text;  // As printed; "" if nothing is said.
};

// Of what a label says: any time in it is meant as the last.
Due DueOfLabel(const FlatText& text, size_t begin, size_t end, const PlanYears& years);

// Of the sentences of planned work in [begin, end): only where they speak of completion (前, 底,
// 到…, 完成). Of several the latest. Every month (每月) and past deeds are no due time.
Due DueOfText(const FlatText& text, size_t begin, size_t end, const PlanYears& years);

}  // namespace eduplan::importer
