#include "services/plan_items/importer/understanding/unit_names.h"

#include <algorithm>
#include <array>

#include "services/plan_items/importer/organs.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestUnit = 40;

bool IsSection(std::u32string_view name) {
  constexpr auto kEnds = std::to_array<std::u32string_view>(
      {U"科", U"股", U"室", U"处", U"办", U"局", U"委", U"厅", U"部门", U"单位", U"支队", U"大队",
       U"总队", U"党委", U"团委", U"工会"});
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::u32string_view end) { return name.ends_with(end); });
}

// 教育科(张三): a person in the bracket behind a body.
size_t WithoutPerson(const FlatText& text, size_t begin, size_t end) {
  constexpr size_t kLongestName = 4;
  if (end <= begin || text.chars[end - 1] != U')') return end;
  const size_t open = text.view(begin, end).rfind(U'(');
  if (open == std::u32string_view::npos || open == 0) return end;
  const std::u32string_view inner = text.view(begin + open + 1, end - 1);
  const bool person = inner.size() >= 2 && inner.size() <= kLongestName && !EndsAsOrgan(inner) &&
                      std::all_of(inner.begin(), inner.end(), IsHan);
  return person ? begin + open : end;
}

// 财政局等部门 -> 财政局
size_t WithoutAndOthers(const FlatText& text, size_t begin, size_t end) {
  for (std::u32string_view word : {U"等有关部门", U"等相关部门", U"等有关单位", U"等相关单位",
                                   U"等部门", U"等单位", U"等科室", U"等股室", U"等"}) {
    if (end - begin > word.size() && text.EndsAt(end, word)) return end - word.size();
  }
  return end;
}

void AddUnit(const FlatText& text, size_t begin, size_t end, UnitNames& units) {
  while (begin < end && IsOneOf(text.chars[begin], U"由 并及和")) ++begin;
  while (begin < end && IsOneOf(text.chars[end - 1], U" 。,;、:")) --end;
  end = WithoutPerson(text, begin, WithoutAndOthers(text, begin, end));
  if (end <= begin || end - begin > kLongestUnit) return;
  const std::u32string_view name = text.view(begin, end);
  units.all_organs = units.all_organs && EndsAsOrgan(name) && IsOrganText(name);
  units.all_sections = units.all_sections && IsSection(name);
  units.names.push_back(text.Printed(begin, end));
}

}  // namespace

UnitNames SplitUnits(const FlatText& text, size_t begin, size_t end) {
  UnitNames units;
  size_t from = begin;
  int depth = 0;
  for (size_t i = begin; i < end; ++i) {
    if (text.chars[i] == U'(') ++depth;
    if (text.chars[i] == U')') depth = std::max(0, depth - 1);
    if (depth > 0) continue;
    const bool line = i > from && text.gap[i] == Gap::kLine;
    const bool space = i > from && text.gap[i] == Gap::kSpace && EndsAsOrgan(text.view(from, i));
    if (line || space) {
      AddUnit(text, from, i, units);
      from = i;
    }
    const bool comma = IsOneOf(text.chars[i], U"、,;/");
    size_t word = comma ? 1 : LongestAt(text, i, {U"以及", U"和", U"及", U"与"});
    // 人力资源和社会保障局 is one.
    if (!comma && (word == 0 || !EndsAsOrgan(text.view(from, i)))) continue;
    // 各县、区教育局 is one, too.
    if (comma && i - from == 2 && text.chars[from] == U'各' && text.chars[i] == U'、') continue;
    AddUnit(text, from, i, units);
    from = i + word;
    i += word - 1;
  }
  AddUnit(text, from, end, units);
  if (units.names.empty()) units.all_organs = units.all_sections = false;
  return units;
}

}  // namespace eduplan::importer
