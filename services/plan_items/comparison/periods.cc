#include "services/plan_items/comparison/periods.h"

#include <algorithm>

namespace eduplan::comparison {
namespace {

using calendar::Period;

bool Overlap(const Period& a, const Period& b) {
  return a.start() < b.end() && b.start() < a.end();
}

bool IsYearAfter(const Period& later, const Period& earlier) {
  const std::optional<Period> before = later.YearEarlier();
  return before && *before == earlier;
}

bool IsNextAfter(const Period& later, const Period& earlier) {
  const std::optional<Period> before = later.Before();
  return (before && *before == earlier) || later.start() == earlier.end();
}

}  // namespace

bool Reports(v1::DocumentKind kind) {
  return kind == v1::DOCUMENT_KIND_SUMMARY || kind == v1::DOCUMENT_KIND_SUMMARY_AND_PLAN;
}

bool Plans(v1::DocumentKind kind) {
  return kind == v1::DOCUMENT_KIND_KEY_POINTS || kind == v1::DOCUMENT_KIND_PLAN ||
         kind == v1::DOCUMENT_KIND_SUMMARY_AND_PLAN;
}

PlanPeriods PeriodsOf(v1::DocumentKind kind, const std::vector<std::string>& periods) {
  std::vector<Period> known;
  for (const std::string& written : periods) {
    absl::StatusOr<Period> period = Period::Parse(written);
    if (period.ok()) known.push_back(*std::move(period));
  }
  PlanPeriods result;
  if (known.empty()) return result;
  std::stable_sort(known.begin(), known.end(),
                   [](const Period& a, const Period& b) { return a.start() < b.start(); });
  if (Reports(kind)) result.reported = known.front();
  if (Plans(kind)) result.planned = known.back();
  return result;
}

PlanTime TimeOf(const v1::Plan& plan) {
  return {plan.kind(), PeriodsOf(plan.kind(), {plan.periods().begin(), plan.periods().end()})};
}

PlanTime TimeOf(const PlanView& view) {
  return {view.kind, PeriodsOf(view.kind, view.periods)};
}

v1::BaseRelation RelationOf(const PlanTime& plan, const PlanTime& base) {
  const PlanPeriods& ours = plan.periods;
  const PlanPeriods& theirs = base.periods;
  if (ours.reported && theirs.planned && Overlap(*ours.reported, *theirs.planned)) {
    return v1::BASE_RELATION_PLAN_REPORTED_ON;
  }
  if (ours.planned && theirs.reported && Overlap(*ours.planned, *theirs.reported)) {
    return v1::BASE_RELATION_REPORT_ON_PLAN;
  }
  if (!ours.Main() || !theirs.Main()) {
    // Without periods the kinds tell only who can report on whom.
    if (Reports(plan.kind) && !Reports(base.kind) && Plans(base.kind)) {
      return v1::BASE_RELATION_PLAN_REPORTED_ON;
    }
    return v1::BASE_RELATION_UNSPECIFIED;
  }
  if (IsYearAfter(*ours.Main(), *theirs.Main())) return v1::BASE_RELATION_YEAR_BEFORE;
  if (IsNextAfter(*ours.Main(), *theirs.Main())) return v1::BASE_RELATION_PERIOD_BEFORE;
  if (*ours.Main() == *theirs.Main()) return v1::BASE_RELATION_SAME_PERIOD;
  return v1::BASE_RELATION_UNSPECIFIED;
}

std::optional<Period> PeriodOf(const PlanView& view, const PlanPeriods& periods,
                               const FigureView& figure) {
  const v1::SectionKind section = figure.item < 0
                                      ? view.preamble_section_kind
                                      : view.items[static_cast<size_t>(figure.item)].section_kind;
  if (section == v1::SECTION_KIND_SUMMARY && periods.reported) return periods.reported;
  if (section == v1::SECTION_KIND_PLAN && periods.planned &&
      figure.figure->kind() == v1::MEASUREMENT_KIND_TARGET) {
    return periods.planned;
  }
  if (figure.figure->kind() == v1::MEASUREMENT_KIND_ACTUAL) return periods.reported;
  return periods.planned ? periods.planned : periods.reported;
}

}  // namespace eduplan::comparison
