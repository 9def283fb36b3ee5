#include "services/indicators/rollups/presenter.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "services/indicators/model/compare.h"
#include "services/indicators/model/present.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;

// Presents one organization's totals for one period.
class Presenter {
 public:
  Presenter(const Question& question, const Moment& moment, const std::string& organization,
            const Period& period)
      : question_(question),
        moment_(moment),
        catalogue_(*moment.catalogue),
        organization_(organization),
        period_(period),
        states_(StatesOf(FacetOf(question))) {}

  v1::Rollup Present(const std::vector<int>& selected) {
    v1::Rollup rollup;
    rollup.set_name(text::Cat("organizations/", organization_, "/rollups/", period_.text()));
    rollup.set_period(period_.text());
    rollup.set_view(question_.view);
    rollup.set_hierarchy(question_.hierarchy);
    rollup.set_figures(question_.figures);
    *rollup.mutable_as_of() = AsOfOf(moment_);
    const Forest::Index node = moment_.forest->Find(organization_);
    rollup.set_display_name(
        std::string(moment_.forest->At(node, tree::ToDay(period_.end() - 1)).name));
    for (const int index : selected) {
      const Total total = TotalOf(catalogue_, index, period_, states_);
      if (total.definition != nullptr) *rollup.add_cells() = Cell(index, total);
    }
    return rollup;
  }

 private:
  const StatesByPeriod& StatesOf(const Facet& facet) const {
    static const StatesByPeriod* const kNone = new StatesByPeriod();
    const auto found = moment_.states.find({facet.Name(), organization_});
    return found == moment_.states.end() ? *kNone : found->second;
  }

  std::optional<Rational> Own(int index, v1::ValueKind kind, const Period& period) const {
    const auto found = moment_.own.find({organization_, period.text()});
    if (found == moment_.own.end()) return std::nullopt;
    for (const OwnFigure& figure : found->second) {
      if (figure.indicator == index && figure.kind == kind) return FromMillionths(figure.amount);
    }
    return std::nullopt;
  }

  v1::RollupCell Cell(int index, const Total& total) {
    v1::RollupCell cell = PresentCell(*total.definition, period_, total);
    if (const auto declared = Own(index, v1::VALUE_KIND_DECLARED, period_)) {
      cell.set_declared(ToDecimalText(*declared));
    }
    if (const auto pending = PendingFacetOf(question_)) {
      const Total now = TotalOf(catalogue_, index, period_, StatesOf(*pending));
      cell.set_pending(PendingText(total.value, now.value));
    }
    if (!question_.compare.empty()) *cell.mutable_comparison() = Comparison(index, total);
    return cell;
  }

  static std::string PendingText(const std::optional<Rational>& counted,
                                 const std::optional<Rational>& now) {
    const Rational difference = now.value_or(Rational(0)) - counted.value_or(Rational(0));
    return difference == 0 ? "" : ToDecimalText(difference);
  }

  v1::CellComparison Comparison(int index, const Total& total) {
    Compared compared = {.value = total.value};
    if (question_.Compares(v1::COMPARISON_PREVIOUS_PERIOD)) {
      compared.with_previous = true;
      if (const auto before = period_.Before()) {
        compared.previous = TotalOf(catalogue_, index, *before, states_).value;
      }
    }
    if (question_.Compares(v1::COMPARISON_LAST_YEAR)) AddLastYear(index, &compared);
    if (question_.Compares(v1::COMPARISON_TARGET)) AddTarget(index, *total.definition, &compared);
    return Compare(*total.definition, period_, compared);
  }

  void AddLastYear(int index, Compared* compared) {
    compared->with_last_year = true;
    const auto earlier = period_.YearEarlier();
    if (!earlier) return;
    const Facet facet = LastYearFacetOf(question_, period_);
    const Total last_year = TotalOf(catalogue_, index, *earlier, StatesOf(facet));
    compared->last_year = last_year.value;
    if (last_year.definition == nullptr || !facet.boundaries.period) return;
    const auto day = [&](const Period& period) {
      return tree::ToDay(last_year.definition->ReferenceDay(period));
    };
    compared->comparable_boundaries =
        last_year.derived.state.estimated || Below(day(period_)) != Below(day(*earlier));
  }

  // Those at and below the organization on a day.
  const std::set<Forest::Index>& Below(tree::Day day) {
    const auto [place, added] = below_.try_emplace(day);
    if (added) {
      moment_.forest->VisitSubtree(moment_.forest->Find(organization_), day,
                                   [&](Forest::Index node, int) { place->second.insert(node); });
    }
    return place->second;
  }

  void AddTarget(int index, const Definition& definition, Compared* compared) {
    if (const auto target = Own(index, v1::VALUE_KIND_TARGET, period_)) {
      compared->target = target;
      compared->target_period = period_;
      compared->attained = compared->value;
      return;
    }
    const Period whole = period_.Whole();
    const auto target = Own(index, v1::VALUE_KIND_TARGET, whole);
    if (!target || !definition.proto.assessable()) return;
    compared->target = target;
    compared->target_period = whole;
    compared->attained = AttainedBy(catalogue_, index, period_, states_);
  }

  const Question& question_;
  const Moment& moment_;
  const Catalogue& catalogue_;
  const std::string& organization_;
  const Period& period_;
  const StatesByPeriod& states_;
  std::map<tree::Day, std::set<Forest::Index>> below_;
};

// Where the rows of a table are an organization and all right below it, the printed figures of
// these may not add up to the printed total.
void RemarkRounding(const Definition& definition, const std::vector<const v1::RollupCell*>& parts,
                    v1::RollupCell* whole) {
  if (definition.aggregation() != v1::AGGREGATION_SUM || whole->value().empty()) return;
  const auto exact = ParseDecimal(whole->value());
  if (!exact) return;
  Wide values = 0;
  Wide printed = 0;
  for (const v1::RollupCell* part : parts) {
    const auto value = ParseDecimal(part->value());
    if (!value) return;
    values += *value;
    printed +=
        ParseDecimal(FormatQuotient(*value, kScale, definition.proto.decimals())).value_or(0);
  }
  const auto total =
      ParseDecimal(FormatQuotient(*exact, kScale, definition.proto.decimals())).value_or(0);
  if (values == *exact && printed != total) whole->add_remarks("因四舍五入，分项之和与合计不等");
}

void RemarkRoundings(const Question& question, const Moment& moment,
                     std::vector<v1::Rollup>* rollups) {
  const Forest& forest = *moment.forest;
  const size_t periods = question.periods.size();
  std::map<Forest::Index, size_t> rows;
  for (size_t i = 0; i < question.organizations.size(); ++i) {
    rows[forest.Find(question.organizations[i])] = i;
  }
  for (const auto& [node, row] : rows) {
    for (size_t p = 0; p < periods; ++p) {
      const tree::Day day = tree::ToDay(question.periods[p].end() - 1);
      std::vector<const v1::Rollup*> children;
      for (const Forest::Index child : forest.Children(node, day)) {
        const auto found = rows.find(child);
        if (found == rows.end()) break;
        children.push_back(&(*rollups)[found->second * periods + p]);
      }
      v1::Rollup& whole = (*rollups)[row * periods + p];
      if (children.empty() || children.size() != forest.Children(node, day).size()) continue;
      for (int c = 0; c < whole.cells_size(); ++c) {
        std::vector<const v1::RollupCell*> parts;
        parts.reserve(children.size());
        for (const v1::Rollup* child : children) parts.push_back(&child->cells(c));
        RemarkRounding(*moment.catalogue->Find(CodeOf(whole.cells(c).indicator())), parts,
                       whole.mutable_cells(c));
      }
    }
  }
}

}  // namespace

v1::AsOf AsOfOf(const Moment& moment) {
  v1::AsOf as_of;
  as_of.set_sequence(moment.tick.sequence);
  *as_of.mutable_time() = api::ToProto(moment.tick.time);
  as_of.set_tree_sequence(moment.tree_sequence);
  return as_of;
}

std::vector<v1::Rollup> PresentRollups(const Question& question, const Moment& moment,
                                       const std::vector<int>& selected) {
  std::vector<v1::Rollup> rollups;
  for (const std::string& organization : question.organizations) {
    for (const Period& period : question.periods) {
      rollups.push_back(Presenter(question, moment, organization, period).Present(selected));
    }
  }
  if (question.organizations.size() > 1) RemarkRoundings(question, moment, &rollups);
  return rollups;
}

}  // namespace eduplan::indicators
