#include "services/plan_items/comparison/findings.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "services/plan_items/comparison/answers.h"
#include "services/plan_items/comparison/direction.h"
#include "services/plan_items/comparison/finding_texts.h"
#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/comparison/periods.h"
#include "services/plan_items/comparison/quantities.h"

namespace eduplan::comparison {
namespace {

using MaybePeriod = std::optional<calendar::Period>;

// How two figures of one quantity are in time.
struct Times {
  bool same = false;
  bool year_apart = false;  // the plan's is of the year after
  bool successive = false;  // the plan's is of the next period
  bool unknown = false;     // one of them does not say
};

Times TimesOf(const MaybePeriod& plan, const MaybePeriod& base) {
  if (!plan || !base) return {.unknown = true};
  Times times = {.same = *plan == *base};
  const MaybePeriod year = plan->YearEarlier();
  const MaybePeriod before = plan->Before();
  times.year_apart = year && *year == *base;
  times.successive = before && *before == *base;
  return times;
}

// Whether what was told of one period settles what was aimed at for another.
bool Settles(const MaybePeriod& told, const MaybePeriod& aimed) {
  return told && aimed && told->end() >= aimed->end() && told->start() < aimed->end();
}

class Comparer {
 public:
  Comparer(const PlanView& plan, const PlanView& base)
      : plan_(plan),
        base_(base),
        texts_(CorpusOf(base, plan)),
        items_(MatchItems(base, plan, texts_)),
        quantities_(SameQuantities(base, plan, items_, texts_)),
        plan_periods_(PeriodsOf(plan.kind, plan.periods)),
        base_periods_(PeriodsOf(base.kind, base.periods)),
        relation_(RelationOf(TimeOf(plan), TimeOf(base))) {}

  PlanComparison Run();

 private:
  // Where a finding stands in the order: the plan's before the base's, by item and figure.
  using Place = std::tuple<int, int, int>;

  static bool IsTarget(const v1::Measurement& figure) {
    return figure.kind() == v1::MEASUREMENT_KIND_TARGET;
  }
  void Add(const Place& place, v1::ComparisonFinding finding) {
    found_.emplace_back(place, std::move(finding));
  }
  void CompareFigures();
  void CompareFigure(const SameQuantity& same);
  // What is worth saying of two figures of one quantity, if anything.
  std::optional<Code> CodeOf(const FigureView& plan, const FigureView& base) const;
  std::optional<Code> CodeOfTargets(const v1::Measurement& plan, const v1::Measurement& base,
                                    const Times& times) const;
  static std::optional<Code> CodeOfActuals(const v1::Measurement& plan, const v1::Measurement& base,
                                           const Times& times);
  static std::optional<Code> CodeOfAnswer(const v1::Measurement& told,
                                          const v1::Measurement& aimed);
  bool Answers(const MaybePeriod& told, const MaybePeriod& aimed, bool base_aims) const;
  void FindDroppedTargets();
  void CompareItems();
  void AddOfPlan(Code code, Choice choice, const std::vector<bool>& found);
  void AddOfBase(Code code, Choice choice, const std::vector<bool>& found);

  const PlanView& plan_;
  const PlanView& base_;
  // In all of these the base is the left side.
  const Corpus texts_;
  const Matching items_;
  const std::vector<SameQuantity> quantities_;
  const PlanPeriods plan_periods_;
  const PlanPeriods base_periods_;
  const v1::BaseRelation relation_;
  std::vector<std::pair<Place, v1::ComparisonFinding>> found_;
};

std::optional<Code> Comparer::CodeOfTargets(const v1::Measurement& plan,
                                            const v1::Measurement& base, const Times& times) const {
  const bool in_turn = times.successive && relation_ == v1::BASE_RELATION_PERIOD_BEFORE;
  if (!times.same && !times.year_apart && !in_turn && !times.unknown) return std::nullopt;
  if (plan.masked() || base.masked()) return Code::kFigureNotComparable;
  const Order easier = BetterOf(base) == Better::kMore ? Order::kBelow : Order::kAbove;
  if (CompareValues(plan, base) == easier) return Code::kTargetLowered;
  return std::nullopt;
}

std::optional<Code> Comparer::CodeOfActuals(const v1::Measurement& plan,
                                            const v1::Measurement& base, const Times& times) {
  if (!times.same && !times.year_apart) return std::nullopt;
  if (plan.masked() || base.masked()) return Code::kFigureNotComparable;
  const Order order = Compare(plan, base);
  if (times.same) {
    const bool approximate = plan.comparator() == v1::COMPARATOR_APPROXIMATE ||
                             base.comparator() == v1::COMPARATOR_APPROXIMATE;
    const bool differs = order == Order::kBelow || order == Order::kAbove;
    return differs && !approximate ? std::optional(Code::kFigureDiffers) : std::nullopt;
  }
  const Better better = BetterOf(plan) == Better::kLess ? Better::kLess : BetterOf(base);
  const Order worse = better == Better::kMore ? Order::kBelow : Order::kAbove;
  return order == worse ? std::optional(Code::kActualBelowLastYear) : std::nullopt;
}

std::optional<Code> Comparer::CodeOfAnswer(const v1::Measurement& told,
                                           const v1::Measurement& aimed) {
  if (told.masked() || aimed.masked()) return Code::kFigureNotComparable;
  // A target's bound says which side is good; only what was told may leave open where it lies.
  v1::Measurement bare = aimed;
  bare.set_comparator(v1::COMPARATOR_EQUAL);
  const Order short_of = BetterOf(aimed) == Better::kMore ? Order::kBelow : Order::kAbove;
  return Compare(told, bare) == short_of ? std::optional(Code::kTargetNotReached) : std::nullopt;
}

bool Comparer::Answers(const MaybePeriod& told, const MaybePeriod& aimed, bool base_aims) const {
  if (told && aimed) return Settles(told, aimed);
  return relation_ ==
         (base_aims ? v1::BASE_RELATION_PLAN_REPORTED_ON : v1::BASE_RELATION_REPORT_ON_PLAN);
}

std::optional<Code> Comparer::CodeOf(const FigureView& plan, const FigureView& base) const {
  const MaybePeriod ours = PeriodOf(plan_, plan_periods_, plan);
  const MaybePeriod theirs = PeriodOf(base_, base_periods_, base);
  const v1::Measurement& here = *plan.figure;
  const v1::Measurement& there = *base.figure;
  if (IsTarget(here) && IsTarget(there)) return CodeOfTargets(here, there, TimesOf(ours, theirs));
  if (!IsTarget(here) && !IsTarget(there)) {
    return CodeOfActuals(here, there, TimesOf(ours, theirs));
  }
  if (IsTarget(there)) {
    return Answers(ours, theirs, true) ? CodeOfAnswer(here, there) : std::nullopt;
  }
  return Answers(theirs, ours, false) ? CodeOfAnswer(there, here) : std::nullopt;
}

void Comparer::CompareFigures() {
  for (const SameQuantity& same : quantities_) CompareFigure(same);
}

void Comparer::CompareFigure(const SameQuantity& same) {
  const FigureView& here = plan_.figures[static_cast<size_t>(same.right)];
  const FigureView& there = base_.figures[static_cast<size_t>(same.left)];
  const std::optional<Code> code = CodeOf(here, there);
  if (code) Add({0, here.item, same.right}, FigureFinding(*code, plan_, &here, base_, &there));
}

// Only where the plan would have to say: as a plan of the next time, or as the report.
void Comparer::FindDroppedTargets() {
  if (relation_ == v1::BASE_RELATION_REPORT_ON_PLAN) return;
  if (relation_ != v1::BASE_RELATION_PLAN_REPORTED_ON && !Plans(plan_.kind)) return;
  std::vector<bool> named = NamedInRight(base_, plan_);
  for (const SameQuantity& same : quantities_) named[static_cast<size_t>(same.left)] = true;
  for (size_t i = 0; i < base_.figures.size(); ++i) {
    const FigureView& figure = base_.figures[i];
    if (named[i] || !IsTarget(*figure.figure) || figure.figure->name().empty()) continue;
    Add({1, figure.item, static_cast<int>(i)},
        FigureFinding(Code::kTargetDropped, plan_, nullptr, base_, &figure));
  }
}

void Comparer::AddOfPlan(Code code, Choice choice, const std::vector<bool>& found) {
  for (size_t i = 0; i < plan_.items.size(); ++i) {
    const ItemView& item = plan_.items[i];
    if (found[i] || item.has_children || !choice(plan_, item)) continue;
    Add({0, static_cast<int>(i), -1}, ItemFinding(code, &item, nullptr));
  }
}

void Comparer::AddOfBase(Code code, Choice choice, const std::vector<bool>& found) {
  for (size_t i = 0; i < base_.items.size(); ++i) {
    const ItemView& item = base_.items[i];
    if (found[i] || item.has_children || !choice(base_, item)) continue;
    Add({1, static_cast<int>(i), -1}, ItemFinding(code, nullptr, &item));
  }
}

void Comparer::CompareItems() {
  if (relation_ == v1::BASE_RELATION_PLAN_REPORTED_ON) {
    AddOfBase(Code::kItemNotAnswered, Promises,
              FoundInRight(base_, plan_, texts_, quantities_, Tells));
    AddOfPlan(Code::kItemNew, Tells, FoundInLeft(base_, plan_, texts_, quantities_, Promises));
    return;
  }
  if (relation_ == v1::BASE_RELATION_REPORT_ON_PLAN) {
    AddOfPlan(Code::kItemNotAnswered, Promises,
              FoundInLeft(base_, plan_, texts_, quantities_, Tells));
    return;
  }
  AddOfPlan(Code::kItemNew, Any, FoundInLeft(base_, plan_, texts_, quantities_, Any));
  AddOfBase(Code::kItemDropped, Any, FoundInRight(base_, plan_, texts_, quantities_, Any));
}

PlanComparison Comparer::Run() {
  CompareFigures();
  FindDroppedTargets();
  CompareItems();
  std::stable_sort(found_.begin(), found_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  PlanComparison comparison = {.relation = relation_};
  comparison.findings.reserve(found_.size());
  for (auto& [place, finding] : found_) comparison.findings.push_back(std::move(finding));
  for (const int match : items_.left_of) comparison.items_matched += match == kUnmatched ? 0 : 1;
  comparison.figures_compared = static_cast<int>(quantities_.size());
  return comparison;
}

}  // namespace

PlanComparison ComparePlans(const PlanView& plan, const PlanView& base) {
  return Comparer(plan, base).Run();
}

PlanComparison ComparePlans(const v1::ParsedPlan& plan, const v1::ParsedPlan& base) {
  return ComparePlans(ViewOf(plan), ViewOf(base));
}

}  // namespace eduplan::comparison
