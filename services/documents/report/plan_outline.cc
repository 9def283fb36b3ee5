#include "services/documents/report/plan_outline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "services/documents/report/report_periods.h"

namespace eduplan::documents {
namespace {

std::optional<Section> OwnSection(plan_v1::SectionKind kind) {
  switch (kind) {
    case plan_v1::SECTION_KIND_SUMMARY:
      return Section::kSummary;
    case plan_v1::SECTION_KIND_PLAN:
      return Section::kPlan;
    case plan_v1::SECTION_KIND_PROBLEMS:
      return Section::kProblems;
    default:
      return std::nullopt;
  }
}

Section TopSection(plan_v1::SectionKind kind, Section before) {
  switch (kind) {
    case plan_v1::SECTION_KIND_GUIDING_THOUGHT:
      return Section::kPlan;
    case plan_v1::SECTION_KIND_EXPERIENCE:
      return Section::kSummary;
    case plan_v1::SECTION_KIND_SUGGESTIONS:
      return Section::kProblems;
    default:
      return before;
  }
}

bool IsFiled(plan_v1::Plan::State state) {
  return state == plan_v1::Plan::STATE_SUBMITTED || state == plan_v1::Plan::STATE_APPROVED ||
         state == plan_v1::Plan::STATE_PUBLISHED;
}

}  // namespace

PlanUse UseOf(const plan_v1::Plan& plan, const calendar::Period& period) {
  const PeriodFit fit = FitOf({plan.periods().begin(), plan.periods().end()}, period);
  PlanUse use = {.exact = fit.exact, .filed = IsFiled(plan.state())};
  if (plan.state() == plan_v1::Plan::STATE_DELETED) return use;
  switch (plan.kind()) {
    case plan_v1::DOCUMENT_KIND_KEY_POINTS:
      break;
    case plan_v1::DOCUMENT_KIND_PLAN:
      use.plan = fit.next;
      break;
    case plan_v1::DOCUMENT_KIND_SUMMARY:
      use.summary = use.plan = fit.now;
      break;
    default:
      use.summary = fit.now;
      use.plan = fit.now || fit.next;
  }
  return use;
}

std::vector<plan_v1::Plan> RankPlans(std::vector<plan_v1::Plan> plans,
                                     const calendar::Period& period) {
  std::vector<std::pair<int, plan_v1::Plan>> ranked;
  for (plan_v1::Plan& plan : plans) {
    const PlanUse use = UseOf(plan, period);
    if (!use.summary && !use.plan) continue;
    ranked.emplace_back((use.exact ? 0 : 2) + (use.filed ? 0 : 1), std::move(plan));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<plan_v1::Plan> result;
  result.reserve(ranked.size());
  for (auto& [rank, plan] : ranked) result.push_back(std::move(plan));
  return result;
}

std::vector<OutlineItem> OutlineOf(std::span<const plan_v1::PlanItem> items,
                                   plan_v1::DocumentKind kind) {
  std::vector<OutlineItem> outline;
  outline.reserve(items.size());
  std::vector<std::pair<int, Section>> above;  // levels strictly growing
  Section before = kind == plan_v1::DOCUMENT_KIND_PLAN ? Section::kPlan : Section::kSummary;
  for (const plan_v1::PlanItem& item : items) {
    const int level = std::max(item.level(), 1);
    while (!above.empty() && above.back().first >= level) above.pop_back();
    Section section = above.empty() ? TopSection(item.section_kind(), before) : above.back().second;
    if (const auto own = OwnSection(item.section_kind())) section = *own;
    if (above.empty() && section != Section::kProblems) before = section;
    above.emplace_back(level, section);
    outline.push_back({.level = level,
                       .section = section,
                       .marker = item.marker(),
                       .heading = item.heading(),
                       .text = item.text()});
  }
  return outline;
}

bool AddToFiling(const PlanUse& use, const plan_v1::Plan& plan, std::vector<OutlineItem> outline,
                 Filing* filing) {
  const auto takes = [&](Section section) {
    return (section == Section::kPlan ? use.plan : use.summary) && !HasSection(*filing, section);
  };
  const std::array<bool, 3> taken = {takes(Section::kSummary), takes(Section::kPlan),
                                     takes(Section::kProblems)};
  if (taken[0]) filing->preamble = plan.preamble();
  for (OutlineItem& item : outline) {
    if (taken[static_cast<size_t>(item.section)]) filing->items.push_back(std::move(item));
  }
  return HasSection(*filing, Section::kSummary) && HasSection(*filing, Section::kPlan);
}

}  // namespace eduplan::documents
