#include "services/plan_items/importer/figures/attributes.h"

#include <algorithm>

#include "services/plan_items/importer/figures/comparators.h"

namespace eduplan::importer {
namespace {

constexpr size_t kReach = 14;
constexpr size_t kFarReach = 24;  // Of 每千人口.
constexpr size_t kLongestNoun = 6;

size_t ZerosOf(char32_t power) {
  switch (power) {
    case U'十':
      return 1;
    case U'百':
      return 2;
    case U'千':
      return 3;
    case U'万':
      return 4;
    case U'亿':
      return 8;
    default:
      return 0;
  }
}

// Where the words before the number end: a comparator and particles between do not count.
size_t WordsEnd(const FlatText& text, size_t begin, size_t number) {
  size_t end = number - std::min(ComparatorBefore(text, number).length, number - begin);
  while (end > begin && IsOneOf(text.chars[end - 1], U"了约近达共超")) --end;
  return end;
}

// 每位教师结对帮扶…, 每百名学生拥有…: where the noun behind 每 and its measure word ends; `at` if
// no verb tells.
size_t NounBeforeVerb(const FlatText& text, size_t at, size_t end) {
  static const WordSet kVerbs(
      {U"拥有", U"达",   U"配",   U"有",   U"给",   U"奖",   U"补",   U"发放", U"结对",   U"帮扶",
       U"下校", U"入校", U"到校", U"听课", U"上",   U"开展", U"参加", U"参训", U"完成",   U"撰写",
       U"提交", U"组织", U"举办", U"承担", U"每",   U"至少", U"不",   U"全年", U"全学期", U"平均",
       U"培训", U"培养", U"联系", U"走访", U"家访", U"指导", U"带",   U"建",   U"投入",   U"安排"});
  for (size_t i = at; i < std::min(end, at + kLongestNoun + 1); ++i) {
    if (!IsHan(text.chars[i])) break;
    if (kVerbs.LongestAt(text, i) > 0) return i;
  }
  return at;
}

}  // namespace

Change ChangeOf(const FlatText& text, const Figure& figure, size_t begin) {
  size_t end = WordsEnd(text, begin, figure.begin);
  const size_t rises =
      LongestEndingAt(text, end,
                      {U"增长", U"提高", U"提升", U"上升", U"增加", U"上涨", U"增幅", U"增速",
                       U"涨幅", U"多出", U"增长率", U"同比增收", U"同比增支", U"扩大", U"同比增",
                       U"净增", U"净增加", U"延长", U"上调"});
  // 改造提升9万亩 is work on so many.
  const bool works = rises > 0 && LongestEndingAt(text, end - rises, {U"改造", U"整治", U"更新"});
  if (rises > 0 && rises <= end - begin && !works) return Change::kIncrease;
  const size_t falls = LongestEndingAt(
      text, end, {U"下降", U"减少",     U"降低",     U"降幅", U"回落", U"缩减",    U"缩小",
                  U"下跌", U"同比降",   U"净减少",   U"跌幅", U"减幅", U"缩短",    U"压缩",
                  U"压减", U"同比减收", U"同比减支", U"下调", U"节约", U"少于上年"});
  if (falls > 0 && falls <= end - begin) return Change::kDecrease;
  // 比全市平均少0.7人, 比上年多收23万元
  const bool verb = end > begin + 1 && IsOneOf(text.chars[end - 1], U"收支招建投用");
  end -= verb ? 1 : 0;
  if (end > begin && IsOneOf(text.chars[end - 1], U"少多") &&
      !LongestEndingAt(text, end, {U"至少", U"不少", U"最多", U"至多", U"最少"})) {
    const size_t from = end - std::min(end - begin, kReach);
    const bool compared = text.view(from, end).find(U'比') != std::u32string_view::npos;
    const bool less = text.chars[end - 1] == U'少';
    if (compared) return less ? Change::kDecrease : Change::kIncrease;
  }
  return Change::kLevel;
}

std::string PerOf(const FlatText& text, const Figure& figure, size_t begin) {
  const size_t after = figure.unit_end;
  if (after + 1 < text.size() && text.chars[after] == U'/' && IsHan(text.chars[after + 1])) {
    size_t end = after + 1;
    while (end < text.size() && end - after <= 3 && IsHan(text.chars[end])) ++end;
    const size_t word =
        LongestAt(text, after + 1,
                  {U"年", U"月", U"日", U"天",     U"人", U"生", U"学期", U"学年", U"床位", U"床",
                   U"校", U"班", U"户", U"平方米", U"亩", U"次", U"人月", U"生年", U"课时", U"节"});
    return text.Printed(after + 1, word > 0 ? after + 1 + word : end);
  }
  const size_t floor = figure.begin - std::min(figure.begin - begin, kFarReach);
  for (size_t i = floor; i < figure.begin; ++i) {
    if (text.At(i + 1, U"均") && figure.begin - i <= kReach &&
        LongestAt(text, i,
                  {U"人均", U"生均", U"户均", U"校均", U"师均", U"亩均", U"年均", U"月均", U"日均",
                   U"周均", U"班均"})) {
      return text.Printed(i, i + 2);
    }
    if (text.chars[i] != U'每') continue;
    const bool population =
        LongestAt(text, i + 1, {U"千人", U"万人", U"百万人", U"百名", U"千名", U"万名"}) > 0;
    if (figure.begin - i > kReach && !population) continue;
    // 每人每月不低于50元, 每学期免费提供2次, 每千人口执业医师3.2人.
    size_t end = i + 1;
    while (end < figure.begin && end - i <= 8) {
      const size_t word = LongestAt(
          text, end,
          {U"学期",   U"学年",   U"年",   U"月",   U"周",   U"季度",     U"半年", U"人",
           U"生",     U"名",     U"所",   U"校",   U"班",   U"户",       U"个",   U"千人口",
           U"千人",   U"万人口", U"万人", U"百户", U"天",   U"日",       U"次",   U"县",
           U"乡",     U"镇",     U"村",   U"师",   U"每",   U"亩",       U"公顷", U"公里",
           U"平方米", U"床",     U"吨",   U"千名", U"百名", U"百万人口", U"位"});
      if (word == 0) break;
      end += word;
      if (population) break;  // 每千人口床位
    }
    // 每个联盟不少于5所
    const size_t bound =
        figure.begin - std::min(ComparatorBefore(text, figure.begin).length, figure.begin - end);
    const bool counts = IsOneOf(text.chars[end - 1], U"个所名家支位");
    const size_t noun = counts ? NounBeforeVerb(text, end, figure.begin) : end;
    if (noun > end + 1) {
      end = noun;
    } else if (counts && bound < figure.begin && bound > end && bound - end <= kLongestNoun) {
      end = bound;
    }
    if (end > i + 1) return text.Printed(i, end);
  }
  return {};
}

std::string ScaledValue(const std::string& value, std::u32string_view powers) {
  size_t zeros = 0;
  for (char32_t power : powers) zeros += ZerosOf(power);
  if (zeros == 0 || value.empty()) return value;
  const size_t point = std::min(value.find('.'), value.size());
  std::string whole = value.substr(0, point);
  std::string fraction = point < value.size() ? value.substr(point + 1) : "";
  const size_t moved = std::min(zeros, fraction.size());
  whole += fraction.substr(0, moved) + std::string(zeros - moved, '0');
  fraction.erase(0, moved);
  const size_t first = std::min(whole.find_first_not_of('0'), whole.size() - 1);
  whole.erase(0, first);
  return fraction.empty() ? whole : whole + "." + fraction;
}

}  // namespace eduplan::importer
