#include "services/indicators/checks/own_figures.h"

#include <algorithm>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using Content = Entry::Content;

// Naming more indicators than this costs more than reading all.
constexpr size_t kMostNamed = 60;

// Every period that ends where a piece of the cumulative before `period` ends, latest first and the
// coarser first, back to the day `from`. School periods and others never derive from each other.
std::vector<Period> EarlierPeriods(const Period& period, absl::CivilDay from) {
  std::vector<Period> earlier;
  if (period.is_school()) {
    const std::vector<Period> before =
        period.kind() == Period::Kind::kTerm ? period.EndingBefore() : period.Partitions().at(0);
    for (const Period& other : before) {
      if (other.kind() == Period::Kind::kTerm && other.start() >= from &&
          other.end() < period.end()) {
        earlier.push_back(other);
      }
    }
    return earlier;
  }
  absl::StatusOr<Period> last = Period::Parse(
      text::Cat(period.end().year() - (period.end().month() == 1 ? 1 : 0), "-",
                period.end().month() == 1    ? "12"
                : period.end().month() <= 10 ? text::Cat("0", period.end().month() - 1)
                                             : text::Cat(period.end().month() - 1)));
  if (!last.ok()) return earlier;
  std::optional<Period> month = last->Before();
  while (month && month->end() > from) {
    for (Period& other : month->EndingTogether()) earlier.push_back(std::move(other));
    month = month->Before();
  }
  return earlier;
}

RuleFigure FigureOfEntry(const Entry& entry) {
  switch (entry.content) {
    case Content::kNumber:
    case Content::kRateOnly:
      return {.value = FromMillionths(entry.amount)};
    case Content::kNotApplicable:
      return {.value = std::nullopt, .not_applicable = true};
    case Content::kMissing:
      break;
  }
  return {};
}

}  // namespace

OwnFigures::OwnFigures(const Catalogue& catalogue, const Period& period)
    : catalogue_(catalogue), period_(period) {
  const auto add = [&](int kind, const std::string& text) {
    Cells& cells = cells_[{kind, text}];
    cells.resize(catalogue.definitions().size());
    return &cells;
  };
  now_ = add(v1::VALUE_KIND_FILED, period.text());
  targets_ = add(v1::VALUE_KIND_TARGET, period.text());
  declared_ = add(v1::VALUE_KIND_DECLARED, period.text());
  if (const auto before = period.YearEarlier()) {
    last_year_ = add(v1::VALUE_KIND_FILED, before->text());
  }
  if (const auto before = period.Before()) {
    last_period_ = add(v1::VALUE_KIND_FILED, before->text());
  }
}

absl::Status OwnFigures::Read(sql::Transaction& transaction, const std::string& organization,
                              const std::set<int>& places) {
  std::optional<absl::CivilDay> from;
  for (const int place : places) {
    const Definition* definition = catalogue_.At(place, period_);
    if (definition == nullptr || definition->temporal_kind() != v1::TEMPORAL_KIND_TO_DATE) continue;
    const absl::CivilDay start = definition->AccumulationStart(period_);
    from = from ? std::min(*from, start) : start;
  }
  std::set<std::string> periods;
  for (const auto& [key, cells] : cells_) periods.insert(key.second);
  if (from) {
    for (const Period& period : EarlierPeriods(period_, *from)) {
      earlier_.emplace_back(period.end(), period.text());
      periods.insert(period.text());
    }
  }
  sql::Params params = {organization};
  std::string sql = text::Cat(
      "SELECT period, kind, indicator, content, amount, as_of, note, evidence "
      "FROM current_values WHERE organization = $1 AND content <> 0 AND period IN (",
      sql::Placeholders(2, periods.size()), ")");
  params.insert(params.end(), periods.begin(), periods.end());
  if (places.size() <= kMostNamed) {
    text::Append(&sql, " AND indicator IN (", sql::Placeholders(params.size() + 1, places.size()),
                 ")");
    for (const int place : places) params.emplace_back(catalogue_.definitions()[place].code);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  for (const sql::Row& row : rows) {
    const int place = catalogue_.IndexOf(row[2].text());
    if (place < 0) continue;
    Cells& cells = cells_[{static_cast<int>(row[1].integer()), row[0].text()}];
    if (cells.empty()) cells.resize(catalogue_.definitions().size());
    cells[place] = {.entry = {static_cast<Content>(row[3].integer()), row[4].integer()},
                    .has_note = !row[6].text().empty(),
                    .has_evidence = !row[7].text().empty(),
                    .has_as_of = !row[5].text().empty()};
  }
  return absl::OkStatus();
}

void OwnFigures::Put(const CellWrite& cell) {
  (*now_)[cell.indicator] = {.entry = cell.entry,
                             .has_note = !cell.note.empty(),
                             .has_evidence = !cell.evidence.empty(),
                             .has_as_of = !cell.as_of.empty()};
}

const CheckedCell& OwnFigures::At(const Cells* cells, int place) {
  static const CheckedCell kMissing;
  return cells == nullptr || place < 0 ? kMissing : (*cells)[place];
}

const OwnFigures::Cells* OwnFigures::CellsOf(When when) const {
  switch (when) {
    case When::kNow:
      return now_;
    case When::kLastYear:
      return last_year_;
    case When::kLastPeriod:
      return last_period_;
    case When::kTarget:
      return targets_;
  }
  return nullptr;
}

std::optional<int64_t> OwnFigures::FiledNumber(int place, When when) const {
  const Entry& entry = At(CellsOf(when), place).entry;
  if (entry.content != Content::kNumber) return std::nullopt;
  return entry.amount;
}

RuleFigure OwnFigures::FigureOf(int place, When when) const {
  const Definition* definition = place < 0 ? nullptr : catalogue_.At(place, period_);
  if (definition == nullptr) return {};
  if (when != When::kTarget) {
    if (definition->aggregation() == v1::AGGREGATION_RATIO) return Ratio(*definition, place, when);
    if (definition->formula) return Computed(*definition, when);
  }
  return FigureOfEntry(At(CellsOf(when), place).entry);
}

RuleFigure OwnFigures::Ratio(const Definition& definition, int place, When when) const {
  const Cells* cells = CellsOf(when);
  const Entry& own = At(cells, place).entry;
  const Entry& top = At(cells, definition.numerator_index).entry;
  const Entry& bottom = At(cells, definition.denominator_index).entry;
  if (top.content == Content::kNumber && bottom.content == Content::kNumber) {
    if (bottom.amount == 0) return {};
    return {.value = Rational(top.amount, bottom.amount) * FromMillionths(definition.factor)};
  }
  if (own.content != Content::kMissing) return FigureOfEntry(own);
  const bool not_applicable =
      top.content == Content::kNotApplicable || bottom.content == Content::kNotApplicable;
  return {.value = std::nullopt, .not_applicable = not_applicable};
}

RuleFigure OwnFigures::Computed(const Definition& definition, When when) const {
  if (when != When::kNow) return {};
  const std::optional<Rational> value =
      definition.formula->Evaluate([&](const Reference& reference) -> std::optional<Rational> {
        static constexpr When kWhen[] = {When::kNow, When::kLastYear, When::kLastPeriod};
        return FigureOf(catalogue_.IndexOf(reference.code),
                        kWhen[static_cast<size_t>(reference.shift)])
            .value;
      });
  return {.value = value};
}

std::optional<int64_t> OwnFigures::PreviousOfCumulative(const Definition& definition,
                                                        int place) const {
  const absl::CivilDay from = definition.AccumulationStart(period_);
  for (const auto& [end, text] : earlier_) {
    if (end <= from) continue;
    const auto found = cells_.find({v1::VALUE_KIND_FILED, text});
    if (found == cells_.end()) continue;
    const Entry& entry = At(&found->second, place).entry;
    if (entry.content == Content::kNumber) return entry.amount;
  }
  return std::nullopt;
}

}  // namespace eduplan::indicators
