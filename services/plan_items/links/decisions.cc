#include "services/plan_items/links/decisions.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/validate.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/utf8.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using status::InvalidField;

constexpr int kMostDecisions = 1000;
constexpr size_t kLongestNote = 2000;  // characters
constexpr size_t kLongestDecimal = 40;
constexpr size_t kLongestUnit = 60;
constexpr std::string_view kIndicators = "indicators/";

absl::StatusOr<std::string> IndicatorOf(const v1::LinkDecision& decision, const std::string& place,
                                        v1::Link::Verdict verdict) {
  const std::string field = text::Cat(place, ".indicator");
  if (verdict == v1::Link::VERDICT_NONE) {
    if (decision.indicator().empty()) return std::string();
    return InvalidField(field, "INDICATOR_NOT_EXPECTED", "NONE names no indicator",
                        "判定为无对应指标时不得填写指标")
        .Build();
  }
  if (decision.indicator().empty()) {
    return InvalidField(field, "FIELD_REQUIRED", text::Cat(field, " is required"),
                        text::Cat("须填写 ", field))
        .Build();
  }
  std::string name = decision.indicator();
  if (!name.starts_with(kIndicators)) name = text::Cat(kIndicators, name);
  EDUPLAN_RETURN_IF_ERROR(api::ParseId(name, "indicators", field).status());
  return name;
}

absl::Status CheckLengths(const v1::LinkDecision& decision, const std::string& place) {
  const auto too_long = [&](std::string_view field, size_t most) -> absl::Status {
    return InvalidField(text::Cat(place, ".", field), "TOO_LONG",
                        text::Cat(field, " has at most ", most, " characters"),
                        text::Cat(field, "不超过", most, "字"));
  };
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(decision, text::Cat(place, ".")));
  if (PrefixOf(decision.note(), kLongestNote) < decision.note().size()) {
    return too_long("note", kLongestNote);
  }
  if (decision.value().size() > kLongestDecimal) return too_long("value", kLongestDecimal);
  if (decision.unit().size() > kLongestUnit) return too_long("unit", kLongestUnit);
  return absl::OkStatus();
}

absl::Status CheckEnums(const v1::LinkDecision& decision, const std::string& place) {
  const bool verdict = v1::Link::Verdict_IsValid(decision.verdict());
  if (verdict && v1::LinkValueKind_IsValid(decision.value_kind())) return absl::OkStatus();
  return InvalidField(text::Cat(place, verdict ? ".value_kind" : ".verdict"), "ENUM_VALUE_UNKNOWN",
                      "unknown value of an enumeration", "枚举取值无效");
}

// What an accepted link writes.
absl::Status TakeValue(const v1::LinkDecision& decision, const v1::Plan& plan,
                       const v1::Measurement& measurement, const std::string& place,
                       v1::Link& link) {
  link.set_value_kind(decision.value_kind());
  if (link.value_kind() == v1::LINK_VALUE_KIND_UNSPECIFIED) {
    link.set_value_kind(ValueKindOf(measurement));
  }
  if (link.value_kind() == v1::LINK_VALUE_KIND_NONE) return absl::OkStatus();
  const std::string field = text::Cat(place, ".period");
  link.set_period(decision.period().empty() ? PeriodOf(plan, measurement) : decision.period());
  if (link.period().empty()) {
    return InvalidField(field, "FIELD_REQUIRED",
                        "the plan has no period: say of which the value is",
                        "计划未写明期间，须填写数据所属期间");
  }
  EDUPLAN_RETURN_IF_ERROR(calendar::Period::Parse(link.period(), field).status());
  if (decision.value().empty() && NeedsValue(measurement)) {
    return InvalidField(
        text::Cat(place, ".value"), "VALUE_REQUIRED",
        text::Cat("\"", api::Excerpt(measurement.quote()),
                  "\" does not say an exact value: give it"),
        text::Cat("“", api::Excerpt(measurement.quote()), "”未给出确切数值，须填写"));
  }
  link.set_value(decision.value().empty() ? measurement.value() : decision.value());
  link.set_unit(decision.unit().empty() ? measurement.unit() : decision.unit());
  link.set_note(decision.note());
  if (!decision.overwrite()) link.set_expected_version(decision.expected_version());
  return absl::OkStatus();
}

v1::Link::Verdict VerdictOf(const v1::LinkDecision& decision) {
  return decision.verdict() == v1::Link::VERDICT_UNSPECIFIED ? v1::Link::VERDICT_ACCEPTED
                                                             : decision.verdict();
}

absl::StatusOr<v1::Link> ReadDecision(const v1::LinkDecision& decision, const v1::Plan& plan,
                                      const PlanFigure& figure, const std::string& place) {
  EDUPLAN_RETURN_IF_ERROR(CheckEnums(decision, place));
  EDUPLAN_RETURN_IF_ERROR(CheckLengths(decision, place));
  v1::Link link;
  link.set_measurement_id(decision.measurement_id());
  link.set_source(figure.source);
  link.set_quote(figure.measurement.quote());
  link.set_verdict(VerdictOf(decision));
  link.set_state(v1::Link::STATE_DECIDED);
  EDUPLAN_ASSIGN_OR_RETURN(*link.mutable_indicator(), IndicatorOf(decision, place, link.verdict()));
  if (link.verdict() != v1::Link::VERDICT_ACCEPTED) return link;
  EDUPLAN_RETURN_IF_ERROR(TakeValue(decision, plan, figure.measurement, place, link));
  if (link.value_kind() != v1::LINK_VALUE_KIND_NONE) link.set_state(v1::Link::STATE_PENDING);
  return link;
}

absl::Status UnknownMeasurement(const std::string& id, const std::string& place) {
  const std::string shown = api::Excerpt(id);
  return InvalidField(text::Cat(place, ".measurement_id"), "UNKNOWN_MEASUREMENT",
                      text::Cat("\"", shown, "\" is not a figure of this plan"),
                      text::Cat("“", shown, "”不是本计划的数据"));
}

absl::Status Twice(const std::string& field, const std::string& what, int first) {
  return InvalidField(field, "DUPLICATE_LINK",
                      text::Cat(what, " stands in decisions[", first, "] already"),
                      text::Cat(what, "在 decisions[", first, "] 中已出现"));
}

}  // namespace

absl::StatusOr<std::vector<Decided>> ReadDecisions(
    const v1::AcceptLinksRequest& request, const v1::Plan& plan,
    std::span<const PlanFigure> figures,
    const absl::flat_hash_map<std::string, StoredLink>& links) {
  if (request.decisions_size() > kMostDecisions) {
    return InvalidField("decisions", "TOO_MANY_DECISIONS", "a request has at most 1,000 decisions",
                        "一次不超过1000条")
        .Build();
  }
  absl::flat_hash_map<std::string_view, const PlanFigure*> by_id;
  for (const PlanFigure& figure : figures) by_id.emplace(figure.measurement.id(), &figure);
  absl::flat_hash_map<std::string, int> seen;
  std::map<std::tuple<std::string, std::string, int>, int> written;
  std::vector<Decided> all;
  for (int i = 0; i < request.decisions_size(); ++i) {
    const v1::LinkDecision& decision = request.decisions(i);
    const std::string place = text::Cat("decisions[", i, "]");
    const auto known = by_id.find(decision.measurement_id());
    const PlanFigure* figure = known == by_id.end() ? nullptr : known->second;
    PlanFigure gone;
    if (figure == nullptr) {
      const auto link = links.find(decision.measurement_id());
      if (link == links.end() || VerdictOf(decision) == v1::Link::VERDICT_ACCEPTED) {
        return UnknownMeasurement(decision.measurement_id(), place);
      }
      gone.source = link->second.link.source();
      gone.measurement.set_quote(link->second.link.quote());
    }
    const auto [first, added] = seen.emplace(decision.measurement_id(), i);
    if (!added) {
      return Twice(text::Cat(place, ".measurement_id"), decision.measurement_id(), first->second);
    }
    EDUPLAN_ASSIGN_OR_RETURN(
        v1::Link link, ReadDecision(decision, plan, figure == nullptr ? gone : *figure, place));
    if (link.state() == v1::Link::STATE_PENDING) {
      const auto [other, alone] =
          written.emplace(std::tuple(link.indicator(), link.period(), link.value_kind()), i);
      if (!alone) return Twice(text::Cat(place, ".indicator"), link.indicator(), other->second);
    }
    all.push_back({.stored = {.link = std::move(link)}, .figure = figure, .place = i});
  }
  return all;
}

bool SameDecision(const v1::Link& a, const v1::Link& b) {
  if (a.state() == v1::Link::STATE_REFUSED || b.state() == v1::Link::STATE_REFUSED) return false;
  return a.verdict() == b.verdict() && a.indicator() == b.indicator() && a.period() == b.period() &&
         a.value_kind() == b.value_kind() && a.value() == b.value() && a.unit() == b.unit() &&
         a.note() == b.note() && a.has_expected_version() == b.has_expected_version() &&
         a.expected_version() == b.expected_version();
}

linking::Decision ToRemember(const Decided& decided) {
  const v1::Link& link = decided.stored.link;
  linking::Decision decision = {.key = decided.figure->Key()};
  decision.rejected = link.verdict() == v1::Link::VERDICT_REJECTED;
  decision.own = true;
  if (!link.indicator().empty()) decision.code = link.indicator().substr(kIndicators.size());
  return decision;
}

}  // namespace eduplan::plan_items
