#include "services/indicators/model/compare.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/indicators/model/present.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

constexpr size_t kMonthsOfYear = 12;

bool IsPercentage(const Definition& definition) {
  return definition.proto.unit() == "%";
}

struct Difference {
  std::string difference;
  std::string growth;
  std::string words;  // 增长30.0%, 提高1.1个百分点; empty if it cannot be said
};

std::string Decimals(const Rational& value, int decimals) {
  return FormatRounded(value, decimals);
}

Difference Between(const Definition& definition, const std::optional<Rational>& value,
                   const std::optional<Rational>& base) {
  if (!value || !base) return {};
  const Rational moved = *value - *base;
  const Rational size = moved < 0 ? Rational(-moved) : moved;
  if (IsPercentage(definition)) {
    const int decimals = std::max(1, definition.proto.decimals());
    const std::string points = Decimals(size, decimals);
    return {Decimals(moved, decimals), "",
            moved == 0 ? "持平" : text::Cat(moved > 0 ? "提高" : "降低", points, "个百分点")};
  }
  Difference difference = {ToDecimalText(moved), "", ""};
  // Growth from zero or less has no percentage.
  if (*base <= 0) return difference;
  difference.growth = Decimals(moved * 100 / *base, 1);
  difference.words =
      moved == 0 ? "持平"
                 : text::Cat(moved > 0 ? "增长" : "下降", Decimals(size * 100 / *base, 1), "%");
  return difference;
}

// The part of the target's period that has gone by at the end of this one, by months.
Rational Pace(const Period& period, const Period& target) {
  const absl::CivilMonth start(target.start());
  const Rational gone(absl::CivilMonth(period.end()) - start);
  return gone * 100 / Rational(absl::CivilMonth(target.end()) - start);
}

std::string CompareTarget(const Definition& definition, const Period& period,
                          const Compared& compared, v1::CellComparison* comparison) {
  comparison->set_target(PresentValue(definition, compared.target));
  comparison->set_target_period(compared.target_period->text());
  const Rational pace = Pace(period, *compared.target_period);
  // What stands at a moment, and ratios, do not grow with the calendar.
  const bool paced = definition.temporal_kind() != v1::TEMPORAL_KIND_STOCK;
  if (paced) comparison->set_pace(Decimals(pace, 1));
  if (!compared.attained || *compared.target == 0) return "";
  const Rational attainment = *compared.attained * 100 / *compared.target;
  comparison->set_attainment(RoundHonestly(attainment, 1, true));
  std::string words = text::Cat("完成目标的", comparison->attainment(), "%");
  if (!paced) return words;
  const Rational ahead = attainment - pace;
  comparison->set_ahead(Decimals(ahead, 1));
  text::Append(&words, "，序时进度", comparison->pace(), "%");
  if (ahead != 0) {
    text::Append(&words, ahead > 0 ? "，超前" : "，落后",
                 Decimals(ahead > 0 ? ahead : Rational(-ahead), 1), "个百分点");
  }
  return words;
}

void Join(std::string_view words, std::string* text) {
  if (words.empty()) return;
  if (!text->empty()) text->append("；");
  text->append(words);
}

}  // namespace

v1::CellComparison Compare(const Definition& definition, const Period& period,
                           const Compared& compared) {
  v1::CellComparison comparison;
  std::string words;
  if (compared.target) Join(CompareTarget(definition, period, compared, &comparison), &words);
  if (compared.with_last_year) {
    Difference last_year = Between(definition, compared.value, compared.last_year);
    comparison.set_last_year(PresentValue(definition, compared.last_year));
    comparison.set_last_year_difference(std::move(last_year.difference));
    comparison.set_last_year_growth(std::move(last_year.growth));
    comparison.set_comparable_boundaries(compared.comparable_boundaries);
    if (!last_year.words.empty()) {
      Join(text::Cat("同比", last_year.words, compared.comparable_boundaries ? "（可比口径）" : ""),
           &words);
    }
  }
  if (compared.with_previous) {
    Difference previous = Between(definition, compared.value, compared.previous);
    comparison.set_previous(PresentValue(definition, compared.previous));
    comparison.set_previous_difference(std::move(previous.difference));
    comparison.set_previous_growth(std::move(previous.growth));
    if (!previous.words.empty()) Join(text::Cat("环比", previous.words), &words);
  }
  comparison.set_text(std::move(words));
  return comparison;
}

std::vector<Period> AttainedOver(const Definition& definition, const Period& period) {
  if (definition.temporal_kind() != v1::TEMPORAL_KIND_FLOW || period == period.Whole()) {
    return {period};
  }
  std::vector<Period> over;
  std::optional<Period> next = period;
  while (next && next->start() >= period.Whole().start() && over.size() < kMonthsOfYear) {
    over.push_back(*next);
    next = next->Before();
  }
  return over;
}

std::optional<Rational> AttainedBy(const Catalogue& catalogue, int index, const Period& period,
                                   const StatesByPeriod& states) {
  const Definition* definition = catalogue.At(index, period);
  if (definition == nullptr) return std::nullopt;
  if (definition->temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) {
    const Total total = TotalOf(catalogue, index, period, states);
    return total.derived.has_cumulative ? ExactValue(*definition, total.derived.cumulative)
                                        : total.value;
  }
  if (definition->aggregation() != v1::AGGREGATION_SUM) {
    return TotalOf(catalogue, index, period, states).value;
  }
  Rational sum = 0;
  for (const Period& part : AttainedOver(*definition, period)) {
    const Total total = TotalOf(catalogue, index, part, states);
    if (!total.value) return std::nullopt;
    sum += *total.value;
  }
  return sum;
}

}  // namespace eduplan::indicators
