#include "services/indicators/rollups/ranking.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "services/indicators/model/rational.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// "12.5", of any length, as it is printed.
std::optional<Rational> Decimal(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const size_t point = text.find('.');
  std::string digits = text;
  Rational scale = 1;
  if (point != std::string::npos) {
    for (size_t i = point + 1; i < text.size(); ++i) scale *= 10;
    digits.erase(point, 1);
  }
  return Rational(Integer(digits)) / scale;
}

std::optional<Rational> ValueOf(const v1::RollupCell& cell) {
  if (cell.value().empty()) return std::nullopt;
  const auto numerator = Decimal(cell.numerator());
  const auto denominator = Decimal(cell.denominator());
  if (numerator && denominator && *denominator != 0) return *numerator / *denominator;
  return Decimal(cell.value());
}

struct Placed {
  std::optional<Rational> value;
  v1::Rollup rollup;
};

absl::Status NotRankable(const Definition& definition, std::string_view why,
                         std::string_view why_zh) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "NOT_RANKABLE")
      .Message(text::Cat(definition.code, " must not be ranked: ", why),
               text::Cat(definition.proto.display_name(), "不得排名：", why_zh))
      .Field("indicator", "not rankable")
      .With("indicator", definition.code);
}

}  // namespace

absl::Status CheckRankable(const Definition& definition) {
  if (definition.proto.disclosure() == v1::DISCLOSURE_PROHIBITED) {
    return NotRankable(definition, "its disclosure is PROHIBITED", "属于禁止公布、排名的指标");
  }
  if (!definition.proto.assessable()) {
    return NotRankable(definition, "it is not assessable", "不是考核指标");
  }
  return absl::OkStatus();
}

v1::RankRollupsResponse Rank(const Definition& definition, std::vector<v1::Rollup> rollups) {
  std::vector<Placed> places;
  for (v1::Rollup& rollup : rollups) {
    std::optional<Rational> value =
        rollup.cells_size() == 1 ? ValueOf(rollup.cells(0)) : std::nullopt;
    places.push_back({std::move(value), std::move(rollup)});
  }
  const bool least_first = definition.proto.direction() == v1::DIRECTION_DOWN;
  std::stable_sort(places.begin(), places.end(), [&](const Placed& a, const Placed& b) {
    if (!a.value || !b.value) return a.value.has_value() && !b.value.has_value();
    return least_first ? *a.value < *b.value : *a.value > *b.value;
  });
  v1::RankRollupsResponse response;
  for (size_t i = 0; i < places.size(); ++i) {
    v1::RankRollupsResponse::Place& place = *response.add_places();
    const std::string& name = places[i].rollup.name();
    place.set_organization(name.substr(0, name.find("/rollups/")));
    place.set_display_name(places[i].rollup.display_name());
    if (places[i].rollup.cells_size() == 1) *place.mutable_cell() = places[i].rollup.cells(0);
    if (i == 0) *response.mutable_as_of() = places[i].rollup.as_of();
    if (!places[i].value) continue;
    const bool same = i > 0 && places[i - 1].value == places[i].value;
    place.set_rank(same ? response.places(static_cast<int>(i) - 1).rank()
                        : static_cast<int32_t>(i) + 1);
    place.set_text(place.rank() == 1 ? "居首位" : text::Cat("居第", place.rank(), "位"));
  }
  return response;
}

}  // namespace eduplan::indicators
