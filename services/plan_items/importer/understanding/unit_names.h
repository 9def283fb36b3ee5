// Lists of bodies: 教育科、财务科和各学校等部门.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct UnitNames {
  std::vector<std::string> names;  // As printed.
  bool all_organs = true;          // Each ends as the name of a body does.
  bool all_sections = true;        // Each is a section or bureau and no school or place.
};

UnitNames SplitUnits(const FlatText& text, size_t begin, size_t end);

}  // namespace eduplan::importer
