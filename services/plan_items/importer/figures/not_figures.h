// Tells numbers that measure from those that date, order or name.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/figures/units.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// False for numbers inside an expression (4+1, 1:1, G20), ordinals other than ranks, 每两年. After
// a range sign only if `range_end`.
bool MayCount(const FlatText& text, const Numeral& numeral, bool range_end);

// Whether number and unit measure something: no year, no duration of a plan, no article (一个), no
// count of abstractions (三个方面), no place behind a mask (xx对口支援).
bool Measures(const FlatText& text, const Numeral& numeral, const Unit& unit);

struct RankUnit {
  size_t end = 0;
  std::u32string_view unit;
  bool within = false;  // 前3: among the first three.
};

// 第4名, 排名第4, 前3名, 前3.
std::optional<RankUnit> RankAt(const FlatText& text, const Numeral& numeral);

// Length of 居全市之首, 位列全省第一 at `position`, 0 if it is not there.
size_t LeadingRankAt(const FlatText& text, size_t position);

}  // namespace eduplan::importer
