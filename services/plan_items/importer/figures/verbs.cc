#include "services/plan_items/importer/figures/verbs.h"

#include <algorithm>

namespace eduplan::importer {
namespace {

constexpr size_t kReachBack = 120;
constexpr size_t kReachOn = 30;

struct Cue {
  bool found = false;
  MeasurementKind kind = MeasurementKind::kActual;
  bool carries = false;  // On to the following clauses of the sentence.
};

constexpr Cue kAims{true, MeasurementKind::kTarget, true};
constexpr Cue kDid{true, MeasurementKind::kActual, false};
constexpr Cue kStands{true, MeasurementKind::kActual, true};

bool VerbAt(const FlatText& text, size_t at) {
  static const WordSet kVerbs({U"新增", U"新建", U"建",   U"达", U"完成", U"实现", U"招",   U"投",
                               U"开展", U"举办", U"引进", U"培", U"增",   U"突破", U"超",   U"选派",
                               U"改",   U"扩",   U"组织", U"创", U"评",   U"有",   U"再",   U"用",
                               U"于",   U"到",   U"在",   U"压", U"减",   U"压减", U"购",   U"配",
                               U"为",   U"补",   U"选",   U"派", U"交付", U"发",   U"安排", U"争"});
  return kVerbs.LongestAt(text, at) > 0;
}

int YearAt(const FlatText& text, size_t at) {
  int year = 0;
  for (size_t i = at; i < at + 4; ++i) {
    if (i >= text.size() || !IsDigit(text.chars[i])) return 0;
    year = year * 10 + static_cast<int>(text.chars[i] - U'0');
  }
  return year;
}

// 到2025年…: aims only beyond the years of the document.
bool LaterYearAt(const FlatText& text, size_t at, int year) {
  const int named = YearAt(text, at);
  return named > 1900 && text.At(at + 4, U"年") && year > 0 && named > year;
}

// `planned`: what stands around is; in a summary 年内 is the year that was.
Cue AimAt(const FlatText& text, size_t at, int year, bool planned) {
  if (LongestAt(text, at,
                {U"力争", U"争取", U"确保", U"预计", U"预期", U"有望", U"努力实现", U"努力达到",
                 U"可完成", U"可实现", U"可达", U"可建成", U"可新增", U"目标是", U"目标为",
                 U"目标:", U"务必", U"应达", U"应当"}) > 0) {
    // 争取资金800万元 is money obtained.
    const size_t stop = std::min(text.size(), at + 14);
    const bool obtained =
        text.At(at, U"争取") &&
        Contains(text.view(at, stop), {U"资金", U"经费", U"专项", U"补助", U"项目", U"转移支付",
                                       U"上级", U"中央", U"债券"});
    return obtained ? Cue{} : kAims;
  }
  const char32_t c = text.chars[at];
  if ((planned && text.At(at, U"年内")) || text.At(at, U"年底前") || text.At(at, U"年底达"))
    return kAims;
  if (c == U'将' && VerbAt(text, at + 1)) return kAims;
  if (c == U'要' && !text.EndsAt(at, U"需") && VerbAt(text, at + 1)) return kAims;
  if (c == U'拟' && !LongestAt(text, at + 1, {U"定", U"制", U"订", U"出"})) return kAims;
  if (text.At(at, U"计划") && VerbAt(text, at + 2)) return kAims;
  if (c == U'到' && LaterYearAt(text, at + 1, year)) return kAims;
  // 确定今年…: what is fixed for a year is yet to be done.
  if (LongestAt(text, at, {U"确定", U"核定", U"下达", U"明确"})) {
    const size_t next = at + 2;
    if (YearAt(text, next) > 0 ||
        LongestAt(text, next, {U"今年", U"明年", U"本年", U"下半年", U"全年"})) {
      return kAims;
    }
  }
  return {};
}

Cue DoneAt(const FlatText& text, size_t at) {
  if (LongestAt(text, at, {U"目前", U"截至", U"截止", U"以来"})) return kStands;
  // 比去年下降8%: what is compared with says nothing of when.
  const bool compared = at > 0 && IsOneOf(text.chars[at - 1], U"比较与同");
  if (!compared && LongestAt(text, at, {U"去年", U"上年"})) return kDid;
  if (LongestAt(text, at, {U"现有", U"共有"})) return kDid;
  const char32_t c = text.chars[at];
  // 排查出的83处: what was found.
  if (c == U'出' && text.At(at + 1, U"的")) return kDid;
  if (c == U'已' || c == U'了' || text.At(at, U"累计") || text.At(at, U"共计")) return kDid;
  return {};
}

// Characters that AimAt and DoneAt begin with.
bool StartsCue(char32_t c) {
  static const CharSet kStarts(U"力争确预有努可目务应年将要拟计招到核下明截以去上现共出已了累");
  return kStarts.Has(c);
}

// 全校住宿生1680人: a stock that is told without any verb is there; nobody aims at it.
bool IsBareStock(const FlatText& text, size_t number, const KindContext& context) {
  constexpr size_t kLongest = 16;
  size_t from = number;
  while (from > context.begin && number - from < kLongest && !EndsClause(text.chars[from - 1]) &&
         text.gap[from] != Gap::kLine) {
    --from;
  }
  // 以满足全区1.26万名残疾人的需要为目标: whose needs are met is there.
  if (number > 2 && text.EndsAt(number - 2, U"满足") &&
      LongestEndingAt(text, number, {U"全县", U"全区", U"全市", U"全省", U"全镇", U"全校"}) > 0) {
    return true;
  }
  if (LongestAt(text, from,
                {U"全校", U"全园", U"全县", U"全区", U"全市", U"全省", U"全镇", U"全院", U"我校",
                 U"我园", U"我县", U"我区", U"我市", U"我镇"}) == 0) {
    return false;
  }
  if (number == from + 2) return true;
  for (size_t i = from + 2; i < number; ++i) {
    if (VerbAt(text, i)) return false;
  }
  return IsOneOf(text.chars[number - 1], U"生人员师工户");
}

// 招生计划7350人, 占任务4.5万亩的108%: the number right behind is what was aimed at.
bool IsAim(const FlatText& text, size_t number_begin, size_t unit_end) {
  // 完成任务120人的119%
  constexpr size_t kReach = 8;
  const std::u32string_view before =
      text.view(number_begin - std::min(number_begin, kReach), number_begin);
  if (unit_end + 1 < text.size() && text.chars[unit_end] == U'的' &&
      IsDigit(text.chars[unit_end + 1]) && Contains(before, {U"任务", U"目标", U"计划"})) {
    return true;
  }
  return LongestEndingAt(text, number_begin,
                         {U"招生计划", U"招聘计划", U"目标任务", U"年度任务", U"全年任务",
                          U"年度计划", U"全年计划", U"下达任务", U"下达计划", U"计划任务",
                          U"占任务", U"占计划", U"下达的"}) > 0;
}

// 完成全年52万人目标的27%, 低于4.2%的控制目标, 控制在4.5%的年度目标以内: the number is what was
// aimed at. 完成85%的目标任务 is a share of it.
bool NamesAim(const FlatText& text, size_t unit_end, size_t at) {
  if (at == unit_end)
    return LongestAt(text, at, {U"目标的", U"任务的", U"目标任务的", U"计划的"}) > 0;
  return LongestAt(text, at, {U"目标以内", U"目标之内", U"控制目标", U"控制指标"}) > 0;
}

}  // namespace

MeasurementKind KindOf(const FlatText& text, size_t number_begin, size_t unit_end,
                       const KindContext& context) {
  if (context.fixed) return context.fallback;
  if (IsAim(text, number_begin, unit_end)) return MeasurementKind::kTarget;
  size_t from = number_begin;
  while (from > context.begin && number_begin - from < kReachBack &&
         !EndsSentence(text.chars[from - 1]) && text.gap[from] != Gap::kLine) {
    --from;
  }
  const bool planned = context.fallback == MeasurementKind::kTarget;
  MeasurementKind kind = context.fallback;
  bool carries = true;
  for (size_t i = from; i < number_begin; ++i) {
    if (text.chars[i] == U',' && !carries) kind = context.fallback;
    if (!StartsCue(text.chars[i])) continue;
    Cue cue = AimAt(text, i, context.year, planned);
    if (!cue.found) cue = DoneAt(text, i);
    if (!cue.found) continue;
    kind = cue.kind;
    carries = cue.carries;
  }
  if (kind == context.fallback && IsBareStock(text, number_begin, context)) {
    return MeasurementKind::kActual;
  }
  const size_t stop = std::min({context.end, unit_end + kReachOn, text.size()});
  for (size_t i = unit_end; i < stop; ++i) {
    if (text.chars[i] == U',' || EndsSentence(text.chars[i])) break;
    if (text.At(i, U"已") || text.At(i, U"基础上")) return MeasurementKind::kActual;
    if (NamesAim(text, unit_end, i)) return MeasurementKind::kTarget;
  }
  return kind;
}

}  // namespace eduplan::importer
