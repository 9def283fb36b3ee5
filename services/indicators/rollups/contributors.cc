#include "services/indicators/rollups/contributors.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "services/indicators/model/derive.h"
#include "services/indicators/model/present.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using tree::Forest;
using RowIndex = std::map<std::pair<std::string_view, std::string_view>, const ValueRow*>;

RowIndex IndexOf(const std::vector<ValueRow>& rows) {
  RowIndex index;
  for (const ValueRow& row : rows) {
    if (row.entry.content != Entry::Content::kMissing) {
      index[{row.organization, row.indicator}] = &row;
    }
  }
  return index;
}

const ValueRow* Find(const RowIndex& rows, std::string_view organization, std::string_view code) {
  const auto found = rows.find({organization, code});
  return found == rows.end() ? nullptr : found->second;
}

v1::Contributor::Status StatusOf(const State& state) {
  if (state.not_applicable > 0) return v1::Contributor::STATUS_NOT_APPLICABLE;
  if (state.reported == 0) return v1::Contributor::STATUS_MISSING;
  if (state.rate_only > 0) return v1::Contributor::STATUS_RATE_ONLY;
  return v1::Contributor::STATUS_REPORTED;
}

// Lists the contributors of one indicator.
class Lister {
 public:
  Lister(const RollupInput& input, int indicator, Forest::Index root, const Beside& beside)
      : input_(input),
        indicator_(indicator),
        root_(root),
        beside_(beside),
        filed_(IndexOf(beside.filed)),
        verified_(IndexOf(beside.verified)),
        definition_(*input.catalogue->At(indicator, *input.period)),
        walked_(input.boundaries.On(definition_, *input.period)),
        projection_(*input.forest, *input.catalogue,
                    tree::ToDay(definition_.ReferenceDay(*input.period)), walked_) {}

  std::vector<v1::Contributor> List() {
    const auto visit = [&](const Contribute& contribution) { Add(contribution); };
    const auto known = [](Forest::Index) -> const States* { return nullptr; };
    const auto merge = [](int, const Definition&, const State&) {};
    VisitContributions(input_, root_, {indicator_}, {visit, known, merge});
    if (input_.boundaries.own()) AddDetails();
    return std::move(contributors_);
  }

 private:
  v1::Contributor Named(Forest::Index node) const {
    const Forest::View organization = input_.forest->At(node, walked_);
    v1::Contributor contributor;
    contributor.set_organization(text::Cat("organizations/", organization.id));
    contributor.set_display_name(std::string(organization.name));
    contributor.set_period(input_.period->text());
    return contributor;
  }

  // The version shown: of the indicator itself, else of the numerator.
  const ValueRow* ShownRow(std::string_view organization) const {
    const ValueRow* own = Find(filed_, organization, definition_.code);
    if (own != nullptr || definition_.numerator.empty()) return own;
    return Find(filed_, organization, definition_.numerator);
  }

  void FillValue(const State& state, v1::Contributor* contributor) const {
    contributor->set_value(PresentValue(definition_, ExactValue(definition_, state)));
    Parts parts = PresentParts(definition_, state);
    contributor->set_numerator(std::move(parts.numerator));
    contributor->set_denominator(std::move(parts.denominator));
  }

  void FillVersion(const ValueRow& row, v1::Contributor* contributor) const {
    if (contributor->status() == v1::Contributor::STATUS_RATE_ONLY) {
      contributor->set_value(FormatDecimal(row.entry.amount));
    }
    contributor->set_version(row.valid_from);
    contributor->set_note(row.note);
    *contributor->mutable_update_time() = api::ToProto(api::FromMicros(row.time_us));
  }

  void Add(const Contribute& contribution) {
    v1::Contributor contributor = Named(contribution.node);
    contributor.set_own_part(contribution.part == Part::kOwnPart);
    const State& state = *contribution.state;
    contributor.set_status(StatusOf(state));
    const ValueRow* row = ShownRow(contribution.source);
    if (contribution.not_filed && row != nullptr) {
      contributor.set_status(v1::Contributor::STATUS_NOT_FILED);
    }
    FillValue(state, &contributor);
    if (row != nullptr) FillVersion(*row, &contributor);
    FillLive(contribution, row, &contributor);
    if (state.estimated) FillShare(contribution, &contributor);
    if (const ValueRow* verified = Find(verified_, contribution.source, definition_.code)) {
      contributor.set_verified(FormatDecimal(verified->entry.amount));
    }
    contributor.set_seal(SealOf(contribution.source));
    if (contribution.part == Part::kContributor && !state.estimated) {
      FillUndistributed(contribution.node, state, &contributor);
    }
    contributors_.push_back(std::move(contributor));
  }

  // In a view of what was filed, the live figure where it is another.
  void FillLive(const Contribute& contribution, const ValueRow* row,
                v1::Contributor* contributor) const {
    if (input_.filings == nullptr || row == nullptr || row->indicator != definition_.code) return;
    if (row->entry.content != Entry::Content::kNumber) return;
    const std::string live = FormatDecimal(row->entry.amount);
    if (live != contributor->value()) contributor->set_live(live);
    if (live != contributor->value() && !contribution.not_filed) {
      // The version is of the live figure, not of the one that counts.
      contributor->clear_version();
      contributor->clear_update_time();
    }
  }

  void FillShare(const Contribute& contribution, v1::Contributor* contributor) {
    contributor->set_share(projection_.ShareOf(contribution.source,
                                               input_.forest->Id(contribution.node), definition_));
    if (contribution.source != input_.forest->Id(contribution.node)) {
      contributor->set_inherited_from(text::Cat("organizations/", contribution.source));
    }
  }

  // The seal over all, or the latest moved of those of sets.
  v1::Seal::State SealOf(std::string_view organization) const {
    const auto found = beside_.seals.find(std::string(organization));
    const FiledVersion* last = nullptr;
    if (found != beside_.seals.end()) {
      for (const FiledVersion& version : found->second) {
        if (version.valid_from <= input_.sequence && input_.sequence < version.valid_to) {
          last = &version;
        }
      }
    }
    return last == nullptr ? v1::Seal::STATE_OPEN : last->state;
  }

  // For a contributor with details right below it: its value less their sum (未细分).
  void FillUndistributed(Forest::Index node, const State& state,
                         v1::Contributor* contributor) const {
    if (definition_.aggregation() != v1::AGGREGATION_SUM || state.merged() == 0) return;
    Wide detailed = 0;
    bool any = false;
    for (const Forest::Index child : input_.forest->Children(node, walked_)) {
      const Entry entry = input_.entries->Get(input_.forest->Id(child), indicator_);
      if (entry.content != Entry::Content::kNumber) continue;
      detailed += entry.amount;
      any = true;
    }
    if (any) contributor->set_undistributed(FormatDecimal(state.a - detailed));
  }

  // Figures below those that count, after these.
  void AddDetails() {
    std::vector<Entry> entries;
    VisitParts(*input_.forest, root_, walked_, definition_.entry_level,
               [&](Forest::Index node, Part part) {
                 if (part != Part::kDetail) return true;
                 input_.entries->Read(input_.forest->Id(node), {.all = input_.sequence, .each = {}},
                                      &entries);
                 const State state = Contribution(definition_, indicator_, entries);
                 if (!state.heard()) return true;
                 v1::Contributor contributor = Named(node);
                 contributor.set_status(v1::Contributor::STATUS_DETAIL);
                 FillValue(state, &contributor);
                 if (const ValueRow* row = ShownRow(input_.forest->Id(node))) {
                   FillVersion(*row, &contributor);
                 }
                 contributors_.push_back(std::move(contributor));
                 return true;
               });
  }

  const RollupInput& input_;
  int indicator_;
  Forest::Index root_;
  const Beside& beside_;
  RowIndex filed_;
  RowIndex verified_;
  const Definition& definition_;
  tree::Day walked_;
  Projection projection_;
  std::vector<v1::Contributor> contributors_;
};

std::string Shown(const Entry& entry) {
  switch (entry.content) {
    case Entry::Content::kNumber:
      return FormatDecimal(entry.amount);
    case Entry::Content::kNotApplicable:
      return "N/A";
    case Entry::Content::kRateOnly:
      return text::Cat(FormatDecimal(entry.amount), " (rate only)");
    default:
      return "";
  }
}

Wide Counted(const Entry& entry) {
  return entry.content == Entry::Content::kNumber ? Wide(entry.amount) : Wide(0);
}

}  // namespace

std::vector<v1::Contributor> ListContributors(const RollupInput& input, int indicator,
                                              Forest::Index root, const Beside& beside) {
  return Lister(input, indicator, root, beside).List();
}

std::string Reconcile(const Definition& definition,
                      const std::vector<v1::Contributor>& contributors,
                      const v1::RollupCell& cell) {
  if (definition.aggregation() != v1::AGGREGATION_SUM || cell.derived_from_size() > 0) return "";
  Wide own = 0;
  Wide below = 0;
  for (const v1::Contributor& contributor : contributors) {
    if (contributor.status() != v1::Contributor::STATUS_REPORTED) continue;
    (contributor.own_part() ? own : below) += ParseDecimal(contributor.value()).value_or(0);
  }
  return text::Cat("本级", FormatDecimal(own), " + 下级", FormatDecimal(below), " = 合计",
                   FormatDecimal(own + below),
                   cell.completeness().missing() > 0
                       ? text::Cat("，缺报", cell.completeness().missing(), "家")
                       : "");
}

std::vector<v1::Movement> ListMovements(const Definition& definition,
                                        const std::vector<ValueRow>& rows, int64_t since) {
  std::vector<v1::Movement> movements;
  const ValueRow* last = nullptr;
  for (const ValueRow& row : rows) {
    const bool same = last != nullptr && last->organization == row.organization &&
                      last->indicator == row.indicator;
    const Entry before = same ? last->entry : Entry();
    last = &row;
    if (row.valid_from <= since || before == row.entry) continue;
    v1::Movement movement;
    movement.set_organization(text::Cat("organizations/", row.organization));
    movement.set_indicator(NameOf(row.indicator));
    movement.set_period(row.period);
    movement.set_before(Shown(before));
    movement.set_after(Shown(row.entry));
    if (definition.aggregation() == v1::AGGREGATION_SUM) {
      movement.set_moved_by(FormatDecimal(Counted(row.entry) - Counted(before)));
    }
    *movement.mutable_time() = api::ToProto(api::FromMicros(row.time_us));
    movement.set_principal(row.principal);
    movement.set_reason(row.reason);
    movement.set_version(row.valid_from);
    movements.push_back(std::move(movement));
  }
  std::stable_sort(
      movements.begin(), movements.end(),
      [](const v1::Movement& a, const v1::Movement& b) { return a.version() < b.version(); });
  return movements;
}

}  // namespace eduplan::indicators
