#include "services/plan_items/importer/understanding/sections.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestTelling = 40;  // Longer headings are sentences.

struct Form {
  SectionKind kind;
  const char* pattern;
};

// Among several the one that begins first in the heading wins: 成绩和经验 is a summary.
constexpr Form kForms[] = {
    {SectionKind::kSummary,
     "(工作|主要|取得|目标|任务|年|年度|上半年)[^,]{0,6}(总结|回顾|成绩|成效|完成情况|进展|小结)|"
     "完成情况|基本情况|(情况|现状|[园校班学]情)分析|^(发展|工作|基本|教育)?现状($|[与和及])|"
     "工作情况|开展情况|落实情况|进展情况|主要做法|工作(成效|亮点|举措落实)|主要成就|^(发展|现实|"
     "工作)基础|"
     "^(总结|回顾)($|[与和、:的前上过去一二20今工])|特色亮点"},
    {SectionKind::kProblems,
     "(存在|面临|当前|主要|突出|工作中)[^,]{0,8}(问题|困难|不足|短板|差距|挑战)|^(问题|困难|不足)|"
     "(问题|困难)(与|和|及)(困难|问题|不足)"},
    {SectionKind::kExperience, "(主要|基本|工作|几点|成功)[^,]{0,4}(经验|体会|启示)|^(经验|体会)"},
    {SectionKind::kGuidingThought, "指导思想|(总体|基本|主要|总的)(工作)?(思路|要求)|总体目标"},
    {SectionKind::kSuggestions, "^(意见|对策)?(和|与)?建议|(几点|工作|意见|相关)建议$"},
    {SectionKind::kPlan,
     "(工作|下半年|明年|来年|今后|下一步|下步|下阶段|年度?|学期)[^,]{0,10}(计划|打算|安排|思路|"
     "谋划|"
     "要点|设想|展望|举措|任务)|下一步|^(计划|打算)"},
    {SectionKind::kPlan, "(重大|主要|重点|具体|工作)(举措|措施|任务)$"},
};

// The line without a mark that stands last before an item: the title of a second half whose
// chapters count from 一 again.
std::u32string_view LastLine(const FlatText& text, size_t end) {
  constexpr size_t kLongest = 40;
  size_t begin = end;
  while (begin > 0 && end - begin < kLongest && text.gap[begin] != Gap::kLine) --begin;
  if (begin == end && begin > 0) --begin;
  while (begin > 0 && end - begin < kLongest && text.gap[begin] != Gap::kLine) --begin;
  return text.gap[begin] == Gap::kLine ? text.view(begin, end) : std::u32string_view();
}

// The last title between two places: that of a second paper, whose opening stands below it.
std::u32string_view TitleBetween(const FlatText& text, size_t begin, size_t end) {
  const auto after = std::upper_bound(text.title_ends.begin(), text.title_ends.end(), end);
  if (after == text.title_ends.begin()) return {};
  const size_t title_end = *std::prev(after);
  if (title_end <= begin || title_end > text.size()) return {};
  return LastLine(text, title_end);
}

bool IsOnlyPlans(DocumentKind document) {
  return document == DocumentKind::kKeyPoints || document == DocumentKind::kPlan;
}

// 三、2023年重点工作 of a summary of 2022 and plan of 2023.
SectionKind SectionOfPeriod(std::u32string_view heading, DocumentKind document,
                            const std::vector<std::string>& periods) {
  if (document != DocumentKind::kSummaryAndPlan) return SectionKind::kUnspecified;
  if (Contains(heading, {U"下半年", U"明年", U"来年", U"下一年"})) return SectionKind::kPlan;
  if (Contains(heading, {U"上半年", U"今年以来"})) return SectionKind::kSummary;
  // 三、聚焦重点,推动各项任务落地见效 of a speech.
  if (Contains(heading, {U"各项任务", U"重点任务", U"目标任务"}) &&
      Contains(heading, {U"推动", U"推进", U"抓好", U"落地", U"落实"}) &&
      !Contains(heading, {U"完成", U"情况", U"成效"})) {
    return SectionKind::kPlan;
  }
  if (periods.size() < 2) return SectionKind::kUnspecified;
  const std::string utf8 = ToUtf8(heading.substr(0, kLongestTelling));
  const auto names = [&](const std::string& period) {
    return utf8.find(period.substr(0, 4)) != std::string::npos;
  };
  if (names(periods.front()) == names(periods.back())) return SectionKind::kUnspecified;
  return names(periods.back()) ? SectionKind::kPlan : SectionKind::kSummary;
}

SectionKind FallBack(DocumentKind document, SectionKind current) {
  switch (document) {
    case DocumentKind::kSummary:
      return SectionKind::kSummary;
    case DocumentKind::kKeyPoints:
    case DocumentKind::kPlan:
      return SectionKind::kPlan;
    default:
      return current;
  }
}

}  // namespace

SectionKind SectionOfHeading(std::u32string_view heading, DocumentKind document) {
  // Every form has one of them.
  static const WordSet kTelling(
      {U"总结", U"回顾", U"成绩", U"成效",   U"情况", U"进展", U"小结",   U"做法", U"亮点", U"举措",
       U"问题", U"困难", U"不足", U"短板",   U"差距", U"挑战", U"经验",   U"体会", U"启示", U"思想",
       U"思路", U"要求", U"目标", U"建议",   U"计划", U"打算", U"安排",   U"谋划", U"要点", U"设想",
       U"展望", U"任务", U"措施", U"下一步", U"成就", U"基础", U"情分析", U"现状"});
  if (heading.size() > kLongestTelling || !kTelling.FoundIn(heading)) {
    return SectionKind::kUnspecified;
  }
  static const std::vector<RE2*>* const kPatterns = [] {
    auto* list = new std::vector<RE2*>();
    for (const Form& form : kForms) {
      list->push_back(new RE2("(" + std::string(form.pattern) + ")"));
    }
    return list;
  }();
  const std::string utf8 = ToUtf8(heading);
  // 总体思路和主要任务 is what will be done, not the thought behind it.
  const bool measures = Contains(heading, {U"举措", U"措施", U"任务", U"打算", U"安排"});
  SectionKind best = SectionKind::kUnspecified;
  const char* first = nullptr;
  for (size_t i = 0; i < kPatterns->size(); ++i) {
    const SectionKind kind = kForms[i].kind;
    const bool looks_back = kind == SectionKind::kSummary || kind == SectionKind::kProblems ||
                            kind == SectionKind::kExperience;
    // In a list of key points 破解突出问题 and 总结经验 are work to be done.
    if (looks_back && IsOnlyPlans(document) && heading.size() > 14) continue;
    if (kind == SectionKind::kGuidingThought && measures) continue;
    // 主要工作措施 of a summary are those that were taken.
    if (i + 1 == kPatterns->size() && document == DocumentKind::kSummary) continue;
    re2::StringPiece hit;
    if (!RE2::PartialMatch(utf8, *(*kPatterns)[i], &hit)) continue;
    if (first == nullptr || hit.data() < first) {
      first = hit.data();
      best = kind;
    }
  }
  return best;
}

std::vector<SectionKind> SectionsOf(const FlatText& text, const std::vector<Node>& nodes,
                                    DocumentKind document,
                                    const std::vector<std::string>& periods) {
  std::vector<SectionKind> kinds(nodes.size());
  // A summary and plan opens with the summary; chapters go on with what the last one was.
  SectionKind current = FallBack(document, SectionKind::kSummary);
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (i > 0 && node.parent < 0 && node.marker.number == 1) {
      const std::u32string_view title =
          TitleBetween(text, nodes[i - 1].marker.begin, node.marker.begin);
      const std::u32string_view line = title.empty() ? LastLine(text, node.marker.begin) : title;
      SectionKind half = SectionOfHeading(line, document);
      if (half == SectionKind::kUnspecified) half = SectionOfPeriod(line, document, periods);
      if (half == SectionKind::kPlan || half == SectionKind::kSummary) current = half;
    }
    SectionKind kind = SectionKind::kUnspecified;
    if (node.marker.kind != MarkerKind::kInline) {
      const std::u32string_view heading = text.view(node.heading_begin, node.heading_end);
      kind = SectionOfHeading(heading, document);
      if (kind == SectionKind::kUnspecified && node.parent < 0) {
        kind = SectionOfPeriod(heading, document, periods);
      }
    }
    if (kind == SectionKind::kUnspecified) {
      kind = node.parent < 0 ? current : kinds[static_cast<size_t>(node.parent)];
    } else if (node.parent < 0 && !(IsOnlyPlans(document) && kind == SectionKind::kSummary) &&
               (kind == SectionKind::kPlan || kind == SectionKind::kSummary)) {
      current = kind;
    }
    kinds[i] = kind;
  }
  return kinds;
}

SectionKind SectionOfPreamble(std::u32string_view preamble, DocumentKind document) {
  if (preamble.empty()) return SectionKind::kUnspecified;
  if (Contains(preamble,
               {U"为指导", U"贯彻", U"指导思想", U"总体要求", U"总体思路", U"工作思路"})) {
    return SectionKind::kGuidingThought;
  }
  return FallBack(document, SectionKind::kSummary);
}

MeasurementKind DefaultKind(SectionKind section, DocumentKind document) {
  switch (section) {
    case SectionKind::kSummary:
    case SectionKind::kProblems:
    case SectionKind::kExperience:
      return MeasurementKind::kActual;
    case SectionKind::kPlan:
    case SectionKind::kSuggestions:
      return MeasurementKind::kTarget;
    default:
      return IsOnlyPlans(document) ? MeasurementKind::kTarget : MeasurementKind::kActual;
  }
}

}  // namespace eduplan::importer
