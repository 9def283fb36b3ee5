#include "services/indicators/values/cell_checks.h"

#include <algorithm>
#include <optional>

#include "services/indicators/model/unit.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using status::InvalidField;

constexpr size_t kLongestNote = 2000;  // characters
constexpr size_t kLongestEvidence = 500;

size_t Characters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

absl::Status Unknown(std::string_view name, const Place& place) {
  const std::string shown(name.substr(0, 80));
  return InvalidField(place.Field("indicator"), "UNKNOWN_INDICATOR",
                      text::Cat("there is no indicator \"", shown, "\""),
                      text::Cat("没有指标“", shown, "”"))
      .With("indicator", shown);
}

absl::Status NotInForce(const Definition& latest, const Period& period, const Place& place) {
  return InvalidField(place.Field("indicator"), "NOT_IN_FORCE",
                      text::Cat(latest.code, " is not in force yet in ", period.text()),
                      text::Cat(latest.proto.display_name(), "在", period.text(), "尚未生效"))
      .With("indicator", latest.code)
      .With("period", period.text());
}

absl::Status NotAllowed(const Definition& definition, const Period& period, const Place& place) {
  return InvalidField(
             place.Field("indicator"), "PERIOD_NOT_ALLOWED",
             text::Cat(definition.code, " is not reported for periods like ", period.text()),
             text::Cat(definition.proto.display_name(), "不按", period.text(), "这类期间填报"))
      .With("indicator", definition.code)
      .With("period", period.text());
}

absl::Status NotEntered(const Definition& definition, const Place& place) {
  return InvalidField(
             place.Field("indicator"), "NOT_ENTERED",
             text::Cat(definition.code, " is computed from other indicators and never entered"),
             text::Cat(definition.proto.display_name(), "由其他指标计算得出，不得填报"))
      .With("indicator", definition.code);
}

absl::Status NotAssessable(const Definition& definition, const Place& place) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "NOT_ASSESSABLE")
      .Message(text::Cat(definition.code, " has no targets: it is not assessable"),
               text::Cat(definition.proto.display_name(), "不纳入考核，不得设定目标"))
      .Field(place.Field("indicator"), "not assessable")
      .With("indicator", definition.code);
}

}  // namespace

std::string Place::Field(std::string_view name) const {
  return row.empty() ? std::string(name) : text::Cat(row, separator, name);
}

absl::StatusOr<EnteredIndicator> FindEntered(const Catalogue& catalogue, std::string_view name,
                                             v1::ValueKind kind, const Period* period,
                                             const Place& place) {
  EnteredIndicator entered;
  entered.index = catalogue.IndexOf(CodeOf(name));
  if (entered.index < 0) return Unknown(name, place);
  const Definition& latest = catalogue.definitions()[entered.index];
  entered.definition = period == nullptr ? &latest : catalogue.At(entered.index, *period);
  if (entered.definition == nullptr) return NotInForce(latest, *period, place);
  const Definition& definition = *entered.definition;
  const bool target = kind == v1::VALUE_KIND_TARGET;
  if (definition.aggregation() == v1::AGGREGATION_FORMULA && !target) {
    return NotEntered(definition, place);
  }
  if (target && !definition.proto.assessable()) return NotAssessable(definition, place);
  if (period != nullptr && !definition.Allows(*period)) {
    return NotAllowed(definition, *period, place);
  }
  return entered;
}

absl::StatusOr<int64_t> ReadAmount(const Definition& definition, std::string_view decimal,
                                   std::string_view unit, const Place& place,
                                   std::string_view field) {
  const std::optional<int64_t> amount = ParseDecimal(decimal);
  if (!amount) {
    const std::string shown(decimal.substr(0, 40));
    return InvalidField(
               place.Field(field), "INVALID_DECIMAL",
               text::Cat("\"", shown,
                         "\" is not a decimal of at most 13 digits, a point and 6 more digits"),
               text::Cat("“", shown, "”不是有效数值：整数部分不超过13位，小数不超过6位"))
        .With("value", shown)
        .Build();
  }
  if (unit.empty() || unit == definition.proto.unit()) return *amount;
  const absl::StatusOr<int64_t> converted = ConvertUnit(*amount, unit, definition.proto.unit());
  if (converted.ok()) return *converted;
  return InvalidField(place.Field("unit"), status::ReasonOf(converted.status()),
                      text::ToStd(converted.status().message()),
                      status::ChineseMessageOf(converted.status()))
      .With("indicator", definition.code)
      .With("unit", definition.proto.unit())
      .Build();
}

absl::Status CheckContent(const Definition& definition, Entry::Content content, const Place& place,
                          std::string_view field) {
  const bool ratio = definition.aggregation() == v1::AGGREGATION_RATIO;
  if (ratio && content == Entry::Content::kNumber) {
    return InvalidField(place.Field(field), "RATIO_NEEDS_PARTS",
                        text::Cat(definition.code,
                                  " is a ratio: give its parts, the values of their indicators, or "
                                  "rateOnly"),
                        text::Cat(definition.proto.display_name(),
                                  "是比率指标：请填报分子分母，或仅报比率（rateOnly）"))
        .With("indicator", definition.code);
  }
  if (!ratio && content == Entry::Content::kRateOnly) {
    return InvalidField(place.Field(field), "NOT_A_RATIO",
                        text::Cat(definition.code, " is not a ratio"),
                        text::Cat(definition.proto.display_name(), "不是比率指标"))
        .With("indicator", definition.code);
  }
  return absl::OkStatus();
}

absl::Status CheckTexts(std::string_view note, std::string_view evidence, const Place& place) {
  if (note.size() > kLongestNote && Characters(note) > kLongestNote) {
    return InvalidField(place.Field("note"), "NOTE_TOO_LONG", "a note has at most 2,000 characters",
                        "备注不超过2000字");
  }
  if (evidence.size() > kLongestEvidence && Characters(evidence) > kLongestEvidence) {
    return InvalidField(place.Field("evidence"), "EVIDENCE_TOO_LONG",
                        "evidence has at most 500 characters", "佐证材料不超过500字");
  }
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
