#include "services/plan_items/importer/understanding/due.h"

#include <algorithm>
#include <cstdint>

#include "services/plan_items/importer/dates.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestText = 40;
constexpr size_t kClause = 60;  // Looked at around a time.

bool EndsPart(char32_t c) {
  return EndsSentence(c) || c == U',' || c == U':';
}

// The clause around [from, to), without what is beyond a comma.
std::u32string_view ClauseAround(const FlatText& text, size_t from, size_t to, size_t begin,
                                 size_t end) {
  size_t first = from;
  while (first > begin && from - first < kClause && !EndsPart(text.chars[first - 1])) --first;
  size_t last = to;
  while (last < end && last - to < kClause && !EndsPart(text.chars[last])) ++last;
  return text.view(first, last);
}

bool SaysDone(std::u32string_view clause) {
  return Contains(clause, {U"已", U"完成了", U"建成了", U"实现了", U"达到了", U"截至", U"截止",
                           U"以来", U"去年", U"上年"});
}

bool SaysCompletion(std::u32string_view clause) {
  return Contains(
      clause, {U"完成", U"建成", U"竣工", U"办结", U"交付", U"投入使用", U"投用", U"启用", U"到位",
               U"销号", U"全覆盖", U"清零", U"出台", U"完工", U"达到", U"结束"});
}

size_t BeforeWord(const FlatText& text, size_t at) {
  return LongestAt(text, at, {U"前", U"之前", U"以前", U"前夕"});
}

// 到 or 至 that opens a due time; not the end of a span (3月至6月).
bool OpensDue(const FlatText& text, size_t at, size_t begin) {
  if (at <= begin || !IsOneOf(text.chars[at - 1], U"到至")) return false;
  if (at < begin + 2) return true;
  const char32_t before = text.chars[at - 2];
  return !IsDigit(before) && !IsOneOf(before, U"月日号年底末截直从延推");
}

// Words before a time that make it another one: 每月, 去年底, 自9月, 截至6月底.
bool IsOtherTime(const FlatText& text, size_t at, size_t begin) {
  if (at <= begin) return false;
  const char32_t before = text.chars[at - 1];
  if (IsDigit(before) || IsOneOf(before, U"xX×*第每去上历往近常多两自从半全学-—~〇") ||
      IsOneOf(before, U"一二三四五六七八九十")) {
    return true;
  }
  return LongestEndingAt(text, at,
                         {U"截至", U"截止", U"截止到", U"截至到", U"去年", U"上年", U"每年",
                          U"历年", U"月至", U"月到", U"推迟到", U"延长至"}) > 0;
}

// The end of something, so that 前 behind it does not mean the time before it.
bool IsEnd(TimeUnit unit) {
  return unit == TimeUnit::kMonthEnd || unit == TimeUnit::kYear || unit == TimeUnit::kQuarterEnd ||
         unit == TimeUnit::kTermEnd || unit == TimeUnit::kDay || unit == TimeUnit::kMonthPart;
}

bool MayBegin(char32_t c) {
  return IsOneOf(c,
                 U"0123456789一二三四五六七八九十xX×*今本当明次来年上下学寒暑春国元开秋高中汛教第");
}

struct Candidate {
  bool found = false;
  Due due;
  size_t end = 0;
};

Candidate CandidateAt(const FlatText& text, size_t at, size_t begin, size_t end,
                      const PlanYears& years) {
  Candidate none{.end = at};
  const Time time = TimeAt(text, at, end);
  if (time.end == at || IsOtherTime(text, at, begin)) return none;
  none.end = time.end;
  const size_t before = BeforeWord(text, time.end);
  const bool to = OpensDue(text, at, begin);
  const std::u32string_view clause = ClauseAround(text, at, time.end, begin, end);
  if (SaysDone(clause) || (time.year > 0 && time.year < years.first)) return none;
  if (before == 0 &&
      LongestAt(text, time.end,
                {U"起", U"开始", U"以后", U"后", U"至", U"到", U"-", U"—", U"~", U"以来"})) {
    return none;
  }
  const bool event = time.unit == TimeUnit::kEvent;
  const bool last = (time.unit == TimeUnit::kYear && !text.EndsAt(time.end, U"年终")) ||
                    time.unit == TimeUnit::kMonthEnd || time.unit == TimeUnit::kQuarterEnd;
  const bool says = before > 0 || last || (!event && (to || SaysCompletion(clause)));
  if (!says) return none;
  const bool day_before = before > 0 && !IsEnd(time.unit);
  const bool day_meant = !day_before || time.unit == TimeUnit::kMonth;
  Candidate candidate{.found = true, .end = time.end + before};
  if (day_meant) candidate.due.date = LastDayOf(time, years, day_before);
  candidate.due.text = text.Printed(to ? at - 1 : at, candidate.end);
  return candidate;
}

// (长期坚持) and nothing else.
Due LastingAt(const FlatText& text, size_t at) {
  if (text.chars[at] != U'(') return {};
  const size_t word = LongestAt(
      text, at + 1,
      {U"长期坚持", U"持续推进", U"长期推进", U"持续坚持", U"长期", U"常态化推进", U"长期开展"});
  if (word == 0 || !text.At(at + 1 + word, U")")) return {};
  return {"", text.Printed(at + 1, at + 1 + word)};
}

}  // namespace

Due DueOfLabel(const FlatText& text, size_t begin, size_t end, const PlanYears& years) {
  end = std::min(end, begin + kLongestText);
  Due due{"", text.Printed(begin, end)};
  if (text.At(begin, U"每")) return due;
  for (size_t i = begin; i < end;) {
    const Time time = TimeAt(text, i, end);
    if (time.end == i) {
      // 2021年 alone: until its end.
      const int year = i + 5 == end && text.chars[i + 4] == U'年' ? YearOf(text.view(i, i + 4)) : 0;
      if (year > 0) due.date = IsoDay(year, 12, 31);
      ++i;
      continue;
    }
    const bool before = BeforeWord(text, time.end) > 0 && time.end < end;
    const bool month = before && time.unit == TimeUnit::kMonth;
    const bool no_day = before && (time.unit == TimeUnit::kQuarter || time.unit == TimeUnit::kHalf);
    due.date = no_day ? "" : LastDayOf(time, years, month);
    i = time.end;
  }
  return due;
}

Due DueOfText(const FlatText& text, size_t begin, size_t end, const PlanYears& years) {
  Due latest;
  for (size_t i = begin; i < end;) {
    const Candidate candidate =
        MayBegin(text.chars[i]) ? CandidateAt(text, i, begin, end, years) : Candidate{.end = i};
    if (candidate.found && (latest.text.empty() || candidate.due.date > latest.date)) {
      latest = candidate.due;
    }
    if (latest.text.empty()) latest = LastingAt(text, i);
    i = std::max(i + 1, candidate.end);
  }
  return latest;
}

}  // namespace eduplan::importer
