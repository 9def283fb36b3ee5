#include "services/plan_items/importer/cleaning/topics.h"

#include <algorithm>

#include "services/plan_items/importer/cleaning/tail.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/understanding/issuer.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongest = 20;
constexpr size_t kShortest = 4;

// 2022年工作总结, 下半年工作计划: its chapters are those of the document.
bool IsTitleOfHalf(std::u32string_view line) {
  return LooksLikeTitle(line) && (Contains(line, {U"年", U"学期"}) || !IssuerOf(line).empty());
}

// A line that is a heading, so that another may stand right below it.
bool IsHeadingLine(const Line& line) {
  return line.folded.size() <= kLongest && (line.starts_item || IsTopicForm(line.folded));
}

}  // namespace

bool IsTopicForm(std::u32string_view line) {
  if (line.size() < kShortest || line.size() > kLongest) return false;
  const auto stands_in_one = [](char32_t c) {
    return IsHan(c) || IsDigit(c) || IsOneOf(c, U" 、,“”《》-—");
  };
  if (!std::all_of(line.begin(), line.end(), stands_in_one)) return false;
  if (std::count(line.begin(), line.end(), U',') > 1) return false;
  const bool opens = IsHan(line.front()) || IsDigit(line.front()) || line.front() == U'“';
  if (!opens || (!IsHan(line.back()) && line.back() != U'”')) return false;
  if (std::count_if(line.begin(), line.end(), IsHan) < 4) return false;
  if (line.starts_with(U"附件") || line.starts_with(U"附表") || line.ends_with(U"日")) return false;
  return !EndsAsOrgan(line) && !IsTitleOfHalf(line);
}

bool IsTopicLine(const std::vector<Line>& lines, size_t at, const Line* last) {
  const Line& line = lines[at];
  if (line.starts_item || line.in_table || !IsTopicForm(line.folded)) return false;
  if (last != nullptr && !EndsSentence(last->folded.back()) && !IsHeadingLine(*last)) return false;
  for (size_t next = at + 1; next < lines.size(); ++next) {
    const Line& below = lines[next];
    if (below.dropped) continue;
    return !below.in_table && (below.starts_item || below.bullet || IsProse(below) ||
                               EndsSentence(below.folded.back()));
  }
  return false;
}

}  // namespace eduplan::importer
