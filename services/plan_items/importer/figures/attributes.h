// What stands around a figure beside its name: whether it is a change, what it is for each of, and
// its value without 万 and 亿.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "services/plan_items/importer/figures/figures.h"
#include "services/plan_items/importer/plan.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// 增长12%, 提高2.5个百分点, 较去年减少30人 are changes; 提高到95%, 新增300个 are levels. Looks no
// further back than `begin`.
Change ChangeOf(const FlatText& text, const Figure& figure, size_t begin);

// 每学期, 每人每月, 人均, 每千人 before the number, or the word behind a stroke (1200元/月); "" if
// it is for all.
std::string PerOf(const FlatText& text, const Figure& figure, size_t begin);

// 1.2 and 万 are 12000; a number without such characters stays as it is. "" stays "".
std::string ScaledValue(const std::string& value, std::u32string_view powers);

}  // namespace eduplan::importer
