#include "services/indicators/rollups/question.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "services/indicators/model/compare.h"
#include "services/indicators/model/derive.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

void AddPeriod(const Period& period, std::vector<Period>* periods) {
  if (std::find(periods->begin(), periods->end(), period) == periods->end()) {
    periods->push_back(period);
  }
}

// The totals of `period`, and what formulas make of others, in a part of the plan.
void AddTotals(const Catalogue& catalogue, const std::vector<int>& selected, const Period& period,
               Plan::Part* part) {
  std::vector<Period> asked;
  for (const int index : selected) {
    for (const Period& other : PeriodsOf(catalogue, index, period)) AddPeriod(other, &asked);
  }
  for (const Period& other : asked) {
    part->always.insert(other.text());
    for (const Period& base : BasePeriods(other)) AddPeriod(base, &part->periods);
  }
}

void AddAttained(const Catalogue& catalogue, const std::vector<int>& selected, const Period& period,
                 Plan::Part* part) {
  AddPeriod(period.Whole(), &part->periods);
  part->always.insert(period.Whole().text());
  for (const int index : selected) {
    const Definition* definition = catalogue.At(index, period);
    if (definition == nullptr) continue;
    for (const Period& other : AttainedOver(*definition, period)) {
      AddTotals(catalogue, {index}, other, part);
    }
  }
}

}  // namespace

bool Question::Compares(v1::Comparison comparison) const {
  return std::find(compare.begin(), compare.end(), comparison) != compare.end();
}

std::string Question::Key() const {
  std::string key = text::Cat(FacetOf(*this).Name(), "|", absl::StrJoin(organizations, ","), "|");
  for (const Period& period : periods) text::Append(&key, period.text(), ",");
  text::Append(&key, "|", absl::StrJoin(indicators, ","), "|");
  for (const v1::Comparison comparison : compare) text::Append(&key, int{comparison}, ",");
  return key;
}

std::string Facet::Name() const {
  std::string name = text::Cat(int{view}, ".", int{figures});
  if (boundaries.day) text::Append(&name, ".on", *boundaries.day);
  if (boundaries.period) text::Append(&name, ".of", boundaries.period->text());
  if (as_if_filed_now) name += ".now";
  return name;
}

std::set<std::string> Plan::AllPeriods() const {
  std::set<std::string> all;
  for (const Part& part : parts) {
    for (const Period& period : part.periods) all.insert(period.text());
  }
  return all;
}

Facet FacetOf(const Question& question) {
  Facet facet = {.view = question.view, .figures = question.figures};
  if (question.hierarchy == v1::HIERARCHY_CURRENT) facet.boundaries.day = question.today;
  return facet;
}

std::optional<Facet> PendingFacetOf(const Question& question) {
  if (question.view == v1::VIEW_LIVE) return std::nullopt;
  Facet facet = FacetOf(question);
  facet.as_if_filed_now = true;
  return facet;
}

Facet LastYearFacetOf(const Question& question, const Period& period) {
  Facet facet = FacetOf(question);
  if (facet.boundaries.own()) facet.boundaries.period = period;
  return facet;
}

Plan PlanOf(const Question& question, const Catalogue& catalogue,
            const std::vector<int>& selected) {
  Plan plan;
  plan.parts.push_back({.facet = FacetOf(question), .periods = {}, .always = {}});
  for (const Period& period : question.periods) {
    AddTotals(catalogue, selected, period, &plan.parts[0]);
    if (question.Compares(v1::COMPARISON_TARGET)) {
      AddAttained(catalogue, selected, period, &plan.parts[0]);
    }
    if (const auto before = period.Before();
        before && question.Compares(v1::COMPARISON_PREVIOUS_PERIOD)) {
      AddTotals(catalogue, selected, *before, &plan.parts[0]);
    }
  }
  if (const std::optional<Facet> pending = PendingFacetOf(question)) {
    Plan::Part part = {.facet = *pending, .periods = {}, .always = {}};
    for (const Period& period : question.periods) AddTotals(catalogue, selected, period, &part);
    plan.parts.push_back(std::move(part));
  }
  if (question.Compares(v1::COMPARISON_LAST_YEAR)) {
    for (const Period& period : question.periods) {
      const auto earlier = period.YearEarlier();
      if (!earlier) continue;
      Plan::Part part = {.facet = LastYearFacetOf(question, period), .periods = {}, .always = {}};
      AddTotals(catalogue, selected, *earlier, &part);
      plan.parts.push_back(std::move(part));
    }
  }
  return plan;
}

}  // namespace eduplan::indicators
