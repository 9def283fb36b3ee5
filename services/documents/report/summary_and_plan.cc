#include "services/documents/report/summary_and_plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "services/documents/layout/signature.h"
#include "services/documents/report/outline_blocks.h"
#include "services/documents/report/report_periods.h"
#include "services/documents/report/rollup_table.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

using layout::Block;
using layout::HeadingNumberer;

bool HasDate(const Report& report) {
  return report.as_of > absl::UnixEpoch();
}

// "截至2021年6月25日，", or nothing before the first figure.
std::string AsOfWords(const Report& report) {
  return HasDate(report) ? text::Cat("截至", layout::DateText(api::LocalDay(report.as_of)), "，")
                         : std::string();
}

Block Sentence(std::string text) {
  return layout::Paragraph{{{std::move(text), layout::RunStyle::kBody}}};
}

std::string Opening(const Report& report, const PeriodWords& words) {
  std::string opening =
      text::Cat("现将", report.name, words.now, "工作情况和", words.next, "工作计划汇总如下。");
  if (report.expected > 0) {
    const int received = report.expected - static_cast<int>(report.not_received.size());
    text::Append(&opening, AsOfWords(report), "下级单位应报送本期工作材料", report.expected,
                 "家，已收到", received, "家");
    if (report.drafts > 0) text::Append(&opening, "（其中", report.drafts, "家尚为草稿）");
    if (!report.not_received.empty()) {
      text::Append(&opening, "，未收到", report.not_received.size(), "家：",
                   absl::StrJoin(report.not_received, "、"));
    }
    text::Append(&opening, "。");
  }
  return opening;
}

// Whether the organization's own text makes the chapter.
bool UsesOwn(const Report& report, Section section) {
  if (!report.own) return false;
  // Problems come from where the summary comes from.
  return HasSection(*report.own, section == Section::kProblems ? Section::kSummary : section);
}

bool AnySays(const Report& report, Section section) {
  if (UsesOwn(report, section)) return HasSection(*report.own, section);
  return std::any_of(report.below.begin(), report.below.end(),
                     [&](const Filing& filing) { return HasSection(filing, section); });
}

void AppendChapter(const Report& report, Section section, const std::string& title,
                   const std::string& nothing, HeadingNumberer& numberer,
                   std::vector<Block>* blocks) {
  blocks->push_back(layout::Heading{1, numberer.Next(1) + title});
  if (!AnySays(report, section)) {
    blocks->push_back(Sentence(AsOfWords(report) + nothing));
    return;
  }
  if (UsesOwn(report, section)) {
    AppendOutline(*report.own, section, 2, numberer, blocks);
    return;
  }
  for (const Filing& filing : report.below) {
    if (!HasSection(filing, section)) continue;
    blocks->push_back(layout::Heading{2, numberer.Next(2) + filing.organization});
    AppendOutline(filing, section, 3, numberer, blocks);
  }
}

}  // namespace

Composed ComposeSummaryAndPlan(const Report& report) {
  const PeriodWords words = WordsOf(report.period);
  Composed composed;
  composed.title = text::Cat(report.name, words.now, "工作总结和", words.next, "工作计划");
  composed.document.metadata = {composed.title, report.name, report.as_of};
  std::vector<Block>& blocks = composed.document.blocks;
  HeadingNumberer numberer;
  blocks.push_back(layout::HeadMark{"送审稿"});
  blocks.push_back(layout::Title{composed.title});
  blocks.push_back(Sentence(Opening(report, words)));

  blocks.push_back(layout::Heading{1, numberer.Next(1) + "主要指标完成情况"});
  if (report.rows.empty()) {
    blocks.push_back(Sentence(AsOfWords(report) + "本期尚无可以汇总的指标数据。"));
  } else {
    blocks.push_back(Sentence(AsOfWords(report) + "各项指标按已报数据汇总的结果见表1。"));
    blocks.push_back(MakeRollupTable(report, &composed.figures));
  }
  AppendChapter(report, Section::kSummary, text::Cat(words.now_short, "工作总结"),
                "尚未收到可供汇编的工作总结。", numberer, &blocks);
  AppendChapter(report, Section::kPlan, text::Cat(words.next, "工作计划"),
                "尚未收到可供汇编的工作计划。", numberer, &blocks);
  if (AnySays(report, Section::kProblems)) {
    AppendChapter(report, Section::kProblems, "存在问题", "", numberer, &blocks);
  }
  if (HasDate(report)) {
    blocks.push_back(layout::Signature{report.name, api::LocalDay(report.as_of)});
  }
  return composed;
}

}  // namespace eduplan::documents
