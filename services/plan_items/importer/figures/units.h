// Measure words and the units printed after a number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

struct Unit {
  size_t end = 0;                 // == the position asked for: no unit there.
  std::u32string text = {};       // 万人次, 亿元, %, 个百分点.
  bool more = false;              // 余 or 多 inside it: 1万余名, 300余场.
  bool time = false;              // 年 个月 天 周 小时: a figure only where a duration is meant.
  std::u32string_view word = {};  // The measure word alone: 人次.
  size_t word_begin = 0;
};

// Reads [余多来]? [十百千万亿]* [余多来]? measure-word at `position`; the measure word may be left
// out behind 万 or 亿. A doubled last character (场次次) is passed over.
Unit ReadUnit(const FlatText& text, size_t position);

// A measure word that here begins another word: 家 in 家长, 部 in 部门. Asked only where the number
// before it may be the mask of a place.
bool BeginsAnotherWord(const FlatText& text, size_t word_begin, std::u32string_view word);

}  // namespace eduplan::importer
