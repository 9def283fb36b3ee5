#include "services/indicators/values/workbook_build.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_format.h"
#include "services/indicators/model/unit.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using Row = WorkbookForm::Row;

bool IsRatio(const Definition& definition) {
  return definition.aggregation() == v1::AGGREGATION_RATIO;
}

std::string ShownFigure(const Entry& entry) {
  if (entry.content == Entry::Content::kMissing) return "";
  if (entry.content == Entry::Content::kNotApplicable) return "/";
  return FormatDecimal(entry.amount);
}

// A ratio from its parts where both are numbers, else the rate that was given alone.
std::string ShownRatio(const Definition& definition, const Catalogue& catalogue,
                       const PeriodValues& values) {
  const Definition* numerator = catalogue.Find(definition.numerator);
  const Definition* denominator = catalogue.Find(definition.denominator);
  if (numerator != nullptr && denominator != nullptr) {
    const Entry above = values.In(*numerator, catalogue);
    const Entry below = values.In(*denominator, catalogue);
    if (above.content == Entry::Content::kNumber && below.content == Entry::Content::kNumber &&
        below.amount != 0) {
      return FormatQuotient(Wide(above.amount) * definition.factor, Wide(below.amount) * kScale,
                            definition.proto.decimals());
    }
  }
  return ShownFigure(values.In(definition, catalogue));
}

std::string Shown(const Definition& definition, const Catalogue& catalogue,
                  const PeriodValues& values) {
  return IsRatio(definition) ? ShownRatio(definition, catalogue, values)
                             : ShownFigure(values.In(definition, catalogue));
}

// Where each member stands in the form.
class Builder {
 public:
  Builder(const SetView& set, const Catalogue& catalogue, const Period& period,
          const WorkbookValues& values)
      : set_(set), catalogue_(catalogue), period_(period), values_(values) {
    for (size_t i = 0; i < set.members.size(); ++i) {
      places_[set.members[i]] = static_cast<int>(i);
    }
  }

  Row Build(int index) const {
    const Definition* definition = catalogue_.At(index, period_);
    const bool asked = definition != nullptr && definition->Allows(period_);
    if (definition == nullptr) definition = &catalogue_.definitions()[index];
    Row row = {.kind = asked ? Row::Kind::kInput : Row::Kind::kNotAsked,
               .indicator = definition->code,
               .name = definition->proto.display_name(),
               .unit = definition->proto.unit(),
               .decimals = definition->proto.decimals()};
    if (!asked) return row;
    if (definition->aggregation() == v1::AGGREGATION_FORMULA) row.kind = Row::Kind::kComputed;
    if (IsRatio(*definition)) SetRatio(*definition, &row);
    if (row.kind == Row::Kind::kInput) SetInput(*definition, &row);
    row.previous = Shown(*definition, catalogue_, values_.previous);
    row.last_year = Shown(*definition, catalogue_, values_.last_year);
    row.target = ShownFigure(values_.targets.In(*definition, catalogue_));
    if (row.target.empty()) {
      row.target = ShownFigure(values_.yearly_targets.In(*definition, catalogue_));
      row.target_of_year = !row.target.empty();
    }
    return row;
  }

 private:
  int PlaceOf(const std::string& code) const {
    const auto found = places_.find(catalogue_.IndexOf(code));
    if (found == places_.end()) return -1;
    const Definition* part = catalogue_.At(found->first, period_);
    return part != nullptr && part->Allows(period_) ? found->second : -1;
  }

  void SetRatio(const Definition& definition, Row* row) const {
    const int numerator = PlaceOf(definition.numerator);
    const int denominator = PlaceOf(definition.denominator);
    row->rate = numerator < 0 || denominator < 0;
    if (row->rate) return;
    row->kind = Row::Kind::kComputed;
    row->numerator = numerator;
    row->denominator = denominator;
    row->factor = FormatDecimal(definition.factor);
    row->value = ShownRatio(definition, catalogue_, values_.now);
  }

  void SetInput(const Definition& definition, Row* row) const {
    const ValueRow* stands = values_.now.Find(definition.code);
    if (stands == nullptr) return;
    row->value = ShownFigure(stands->entry);
    row->note = stands->note;
    row->version = stands->valid_from;
  }

  const SetView& set_;
  const Catalogue& catalogue_;
  const Period& period_;
  const WorkbookValues& values_;
  std::map<int, int> places_;
};

}  // namespace

PeriodValues::PeriodValues(Period period, std::vector<ValueRow> rows) : period_(std::move(period)) {
  for (ValueRow& row : rows) {
    std::string code = row.indicator;
    by_code_.emplace(std::move(code), std::move(row));
  }
}

const ValueRow* PeriodValues::Find(const std::string& code) const {
  const auto found = by_code_.find(code);
  if (found == by_code_.end() || found->second.entry.content == Entry::Content::kMissing) {
    return nullptr;
  }
  return &found->second;
}

Entry PeriodValues::In(const Definition& definition, const Catalogue& catalogue) const {
  const ValueRow* row = Find(definition.code);
  if (row == nullptr) return {};
  const Definition* edition = catalogue.At(catalogue.IndexOf(definition.code), *period_);
  const bool number = row->entry.content != Entry::Content::kNotApplicable;
  if (!number || edition == nullptr || edition->proto.unit() == definition.proto.unit()) {
    return row->entry;
  }
  const auto converted =
      ConvertUnit(row->entry.amount, edition->proto.unit(), definition.proto.unit());
  return converted.ok() ? Entry{row->entry.content, *converted} : Entry{};
}

WorkbookForm BuildForm(const SetView& set, const Catalogue& catalogue, const Period& period,
                       const std::string& organization, const std::string& organization_name,
                       const WorkbookValues& values) {
  const v1::IndicatorSet& proto = set.proto;
  WorkbookForm form = {.title = proto.display_name(),
                       .table_number = proto.table_number(),
                       .issuer = proto.issuer(),
                       .approval_number = proto.approval_number(),
                       .organization_name = organization_name,
                       .period_text = period.ChineseText()};
  if (proto.has_valid_until()) {
    const google::type::Date& day = proto.valid_until();
    form.valid_until = absl::StrFormat("%d年%d月%d日", day.year(), day.month(), day.day());
  }
  constexpr std::string_view kSets = "indicatorSets/";
  form.manifest = {.organization = organization,
                   .period = period.text(),
                   .set = proto.name().substr(kSets.size()),
                   .set_version = proto.version(),
                   .catalogue = catalogue.version()};
  const Builder builder(set, catalogue, period, values);
  form.rows.reserve(set.members.size());
  for (const int index : set.members) form.rows.push_back(builder.Build(index));
  return form;
}

}  // namespace eduplan::indicators
