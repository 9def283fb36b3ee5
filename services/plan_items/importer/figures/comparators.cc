#include "services/plan_items/importer/figures/comparators.h"

#include <initializer_list>
#include <string_view>

namespace eduplan::importer {
namespace {

struct Word {
  std::u32string_view text;
  Comparator comparator;
};

constexpr Word kBefore[] = {
    {U"不少于", Comparator::kAtLeast},   {U"不低于", Comparator::kAtLeast},
    {U"不小于", Comparator::kAtLeast},   {U"至少", Comparator::kAtLeast},
    {U"最少", Comparator::kAtLeast},     {U"≥", Comparator::kAtLeast},
    {U">=", Comparator::kAtLeast},       {U"不得少于", Comparator::kAtLeast},
    {U"不得低于", Comparator::kAtLeast}, {U"不超过", Comparator::kAtMost},
    {U"不超", Comparator::kAtMost},      {U"不高于", Comparator::kAtMost},
    {U"不多于", Comparator::kAtMost},    {U"不大于", Comparator::kAtMost},
    {U"不得超过", Comparator::kAtMost},  {U"不得高于", Comparator::kAtMost},
    {U"不突破", Comparator::kAtMost},    {U"至多", Comparator::kAtMost},
    {U"没有突破", Comparator::kAtMost},  {U"未突破", Comparator::kAtMost},
    {U"没有超过", Comparator::kAtMost},  {U"未超过", Comparator::kAtMost},
    {U"没有超", Comparator::kAtMost},    {U"远低于", Comparator::kLessThan},
    {U"最多", Comparator::kAtMost},      {U"≤", Comparator::kAtMost},
    {U"<=", Comparator::kAtMost},        {U"超过", Comparator::kMoreThan},
    {U"突破", Comparator::kMoreThan},    {U"超", Comparator::kMoreThan},
    {U"高于", Comparator::kMoreThan},    {U"多于", Comparator::kMoreThan},
    {U"大于", Comparator::kMoreThan},    {U"逾", Comparator::kMoreThan},
    {U">", Comparator::kMoreThan},       {U"不足", Comparator::kLessThan},
    {U"不满", Comparator::kLessThan},    {U"不到", Comparator::kLessThan},
    {U"未达", Comparator::kLessThan},    {U"未达到", Comparator::kLessThan},
    {U"低于", Comparator::kLessThan},    {U"少于", Comparator::kLessThan},
    {U"小于", Comparator::kLessThan},    {U"<", Comparator::kLessThan},
    {U"约", Comparator::kApproximate},   {U"大约", Comparator::kApproximate},
    {U"近", Comparator::kApproximate},   {U"将近", Comparator::kApproximate},
    {U"接近", Comparator::kApproximate}, {U"大概", Comparator::kApproximate},
};

constexpr Word kAfter[] = {
    {U"以上", Comparator::kAtLeast},     {U"及以上", Comparator::kAtLeast},
    {U"或以上", Comparator::kAtLeast},   {U"以下", Comparator::kAtMost},
    {U"及以下", Comparator::kAtMost},    {U"以内", Comparator::kAtMost},
    {U"之内", Comparator::kAtMost},      {U"左右", Comparator::kApproximate},
    {U"上下", Comparator::kApproximate}, {U"余", Comparator::kMoreThan},
};

}  // namespace

ComparatorWord ComparatorBefore(const FlatText& text, size_t number_begin) {
  static const CharSet kEnds([] {
    std::u32string last;
    for (const Word& word : kBefore) last.push_back(word.text.back());
    return last;
  }());
  size_t end = number_begin;
  // 超过了100, 不少于共3, 约有20.
  if (end > 0 && IsOneOf(text.chars[end - 1], U"了有为达共")) --end;
  for (size_t at : {number_begin, end}) {
    if (at == 0 || !kEnds.Has(text.chars[at - 1])) continue;
    ComparatorWord best;
    for (const Word& word : kBefore) {
      if (word.text.back() == text.chars[at - 1] && word.text.size() > best.length &&
          text.EndsAt(at, word.text)) {
        best = {word.comparator, word.text.size()};
      }
    }
    // 签约3万人 is no 约.
    const bool word = best.length == 1 && at > 1 && text.chars[at - 1] == U'约' &&
                      IsOneOf(text.chars[at - 2], U"签预节集契公条违履制");
    if (word) return {};
    if (best.length > 0) return {best.comparator, best.length + number_begin - at};
  }
  return {};
}

ComparatorWord ComparatorAfter(const FlatText& text, size_t unit_end) {
  ComparatorWord best;
  for (const Word& word : kAfter) {
    if (unit_end < text.size() && word.text.front() == text.chars[unit_end] &&
        word.text.size() > best.length && text.At(unit_end, word.text)) {
      best = {word.comparator, word.text.size()};
    }
  }
  return best;
}

}  // namespace eduplan::importer
