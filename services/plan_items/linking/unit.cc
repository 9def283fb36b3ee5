#include "services/plan_items/linking/unit.h"

#include <algorithm>
#include <array>

#include "services/platform/status/text.h"

namespace eduplan::plan_items::linking {
namespace {

constexpr std::array<std::string_view, 7> kMultipliers = {"万亿", "百万", "千万", "百",
                                                          "千",   "万",   "亿"};

// Classifiers of one kind, separated by spaces. 个 stands for any of a thing's.
constexpr std::array<std::string_view, 5> kKinds = {"人 名 位 员", "所 家 座 园 校 个",
                                                    "处 条 项 件 个", "间 个", "次 场 场次 起"};
// What 个 may stand for besides.
constexpr std::array<std::string_view, 8> kThings = {"起", "支", "门", "套",
                                                     "台", "份", "张", "座"};
// Spellings of one unit.
constexpr std::array<std::array<std::string_view, 2>, 2> kSpellings = {
    {{"％", "%"}, {"人(次)", "人次"}}};

bool Contains(std::string_view words, std::string_view word) {
  for (size_t at = 0; at <= words.size();) {
    const size_t end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

bool IsThing(std::string_view unit) {
  return std::find(kThings.begin(), kThings.end(), unit) != kThings.end();
}

bool OfOneKind(std::string_view a, std::string_view b) {
  for (const std::string_view kind : kKinds) {
    if (Contains(kind, a) && Contains(kind, b)) return true;
  }
  return (a == "个" && IsThing(b)) || (b == "个" && IsThing(a));
}

size_t MultiplierSize(std::string_view unit) {
  if (unit.starts_with("百分点")) return 0;
  for (const std::string_view multiplier : kMultipliers) {
    if (unit.starts_with(multiplier)) return multiplier.size();
  }
  return 0;
}

}  // namespace

std::string_view BaseUnit(std::string_view unit) {
  unit.remove_prefix(MultiplierSize(unit));
  for (const auto& [spelling, meant] : kSpellings) {
    if (unit == spelling) return meant;
  }
  return unit;
}

UnitFit FitOf(std::string_view figure, std::string_view indicator) {
  const std::string_view from = BaseUnit(figure);
  const std::string_view to = BaseUnit(indicator);
  if (from == to && !to.empty()) return UnitFit::kSame;
  // An indicator without a unit is no quantity: whether something is so.
  if (to.empty()) return UnitFit::kNone;
  if (from.empty()) return UnitFit::kUnknown;
  return OfOneKind(from, to) ? UnitFit::kSameKind : UnitFit::kNone;
}

std::string UnitFor(std::string_view figure, std::string_view indicator) {
  if (FitOf(figure, indicator) != UnitFit::kSameKind) return std::string(figure);
  return text::Cat(figure.substr(0, MultiplierSize(figure)), BaseUnit(indicator));
}

}  // namespace eduplan::plan_items::linking
