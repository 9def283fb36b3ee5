#include "services/indicators/model/definition.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;

bool IsCode(std::string_view code) {
  if (code.empty() || code.size() > 63 ||
      !absl::ascii_islower(static_cast<unsigned char>(code[0]))) {
    return false;
  }
  return std::all_of(code.begin(), code.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

absl::Status CheckFields(const v1::Indicator& proto, std::string_view prefix) {
  const auto field = [&](std::string_view name) { return text::Cat(prefix, name); };
  if (!IsCode(proto.code())) {
    return InvalidField(field("code"), "INVALID_CODE",
                        text::Cat("\"", proto.code(), "\" is not a code: [a-z][a-z0-9-]{0,62}"),
                        text::Cat("“", proto.code(), "”不是有效的指标代码"));
  }
  if (proto.display_name().empty() || proto.display_name().size() > 600) {
    return InvalidField(field("name"), "INVALID_DISPLAY_NAME",
                        "a name of 1 to 200 characters is required", "指标名称必填，不超过200字");
  }
  if (proto.decimals() < 0 || proto.decimals() > 6) {
    return InvalidField(field("decimals"), "INVALID_DECIMALS", "decimals must be 0 to 6",
                        "小数位数应为0至6");
  }
  if (!v1::TemporalKind_IsValid(proto.temporal_kind()) || proto.temporal_kind() == 0) {
    return InvalidField(field("temporal_kind"), "INVALID_TEMPORAL_KIND",
                        "temporal_kind must be FLOW, STOCK or TO_DATE",
                        "时间属性应为FLOW、STOCK或TO_DATE");
  }
  if (!v1::Aggregation_IsValid(proto.aggregation()) || proto.aggregation() == 0) {
    return InvalidField(field("aggregation"), "INVALID_AGGREGATION", "an aggregation is required",
                        "汇总方式必填");
  }
  if (proto.aggregation() == v1::AGGREGATION_MEDIAN) {
    return InvalidField(field("aggregation"), "UNSUPPORTED_AGGREGATION",
                        "MEDIAN is not computed by this version", "本版本不支持中位数汇总");
  }
  return absl::OkStatus();
}

absl::Status CheckParts(const Definition& definition, std::string_view prefix) {
  const bool ratio = definition.aggregation() == v1::AGGREGATION_RATIO;
  const bool weighted = definition.aggregation() == v1::AGGREGATION_WEIGHTED_MEAN;
  if (ratio != !definition.numerator.empty()) {
    return InvalidField(text::Cat(prefix, "numerator"), "INVALID_NUMERATOR",
                        "a RATIO needs a numerator, nothing else has one",
                        "比率指标必须有分子，其他指标不得有分子");
  }
  if ((ratio || weighted) != !definition.denominator.empty()) {
    return InvalidField(
        text::Cat(prefix, "denominator"), "INVALID_DENOMINATOR",
        "a RATIO needs a denominator, a WEIGHTED_MEAN a weight, nothing else has one",
        "比率指标必须有分母，加权平均指标必须有权数指标，其他指标不得有");
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view CodeOf(std::string_view indicator) {
  constexpr std::string_view kCollection = "indicators/";
  if (indicator.starts_with(kCollection)) indicator.remove_prefix(kCollection.size());
  return indicator;
}

std::string NameOf(std::string_view code) {
  return text::Cat("indicators/", code);
}

absl::CivilDay Definition::ReferenceDay(const calendar::Period& period) const {
  return proto.reference_point() == v1::REFERENCE_POINT_PERIOD_START ? period.start()
                                                                     : period.end() - 1;
}

absl::CivilDay Definition::AccumulationStart(const calendar::Period& period) const {
  const int first = proto.accumulates_from() == v1::ACCUMULATES_FROM_SCHOOL_YEAR_START ? 9 : 1;
  const absl::CivilDay last = period.end() - 1;
  const absl::civil_year_t year = last.month() >= first ? last.year() : last.year() - 1;
  return absl::CivilDay(year, first, 1);
}

absl::StatusOr<Definition> MakeDefinition(v1::Indicator proto, std::string_view prefix) {
  if (proto.code().empty()) proto.set_code(std::string(CodeOf(proto.name())));
  EDUPLAN_RETURN_IF_ERROR(CheckFields(proto, prefix));
  Definition definition;
  definition.code = proto.code();
  definition.numerator = std::string(CodeOf(proto.numerator()));
  definition.denominator = std::string(CodeOf(proto.denominator()));
  if (proto.factor().empty()) proto.set_factor(proto.unit() == "%" ? "100" : "1");
  const std::optional<int64_t> factor = ParseDecimal(proto.factor());
  if (!factor || *factor == 0) {
    return InvalidField(text::Cat(prefix, "factor"), "INVALID_FACTOR",
                        "factor must be a decimal other than 0", "系数应为不等于0的小数");
  }
  definition.factor = *factor;
  if (proto.entry_level() == 0) proto.set_entry_level(v1::ENTRY_LEVEL_COUNTY);
  if (proto.reference_point() == 0) proto.set_reference_point(v1::REFERENCE_POINT_PERIOD_END);
  if (proto.disclosure() == 0) proto.set_disclosure(v1::DISCLOSURE_INTERNAL);
  if (proto.direction() == 0) proto.set_direction(v1::DIRECTION_NEUTRAL);
  if (proto.accumulates_from() == 0) proto.set_accumulates_from(v1::ACCUMULATES_FROM_YEAR_START);
  if (!definition.numerator.empty()) proto.set_numerator(NameOf(definition.numerator));
  if (!definition.denominator.empty()) proto.set_denominator(NameOf(definition.denominator));
  proto.set_name(NameOf(proto.code()));
  definition.entry_level = proto.entry_level();
  definition.rules = ParseRules(proto.rule());
  // A cumulative never falls, whether its definition says so or not.
  const auto not_below = [](const Rule& rule) {
    return rule.kind == Rule::Kind::kNotBelowPrevious;
  };
  if (proto.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE &&
      std::none_of(definition.rules.begin(), definition.rules.end(), not_below)) {
    for (Rule& rule : ParseRules("ERROR not below previous period")) {
      definition.rules.push_back(std::move(rule));
    }
  }
  definition.proto = std::move(proto);
  EDUPLAN_RETURN_IF_ERROR(CheckParts(definition, prefix));
  return definition;
}

Catalogue::Catalogue(std::string version, std::vector<Definition> definitions)
    : version_(std::move(version)), definitions_(std::move(definitions)) {
  std::stable_sort(definitions_.begin(), definitions_.end(),
                   [](const Definition& a, const Definition& b) {
                     return std::pair(a.proto.ordinal(), std::string_view(a.code)) <
                            std::pair(b.proto.ordinal(), std::string_view(b.code));
                   });
  for (size_t i = 0; i < definitions_.size(); ++i)
    by_code_[definitions_[i].code] = static_cast<int>(i);
}

int Catalogue::IndexOf(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? -1 : found->second;
}

const Definition* Catalogue::Find(std::string_view code) const {
  const int index = IndexOf(code);
  return index < 0 ? nullptr : &definitions_[index];
}

absl::Status Catalogue::CheckReferences() const {
  for (const Definition& definition : definitions_) {
    for (const std::string& part : {definition.numerator, definition.denominator}) {
      if (part.empty()) continue;
      const Definition* referred = Find(part);
      if (referred == nullptr || referred->aggregation() != v1::AGGREGATION_SUM) {
        return InvalidField(definition.code, "INVALID_REFERENCE",
                            text::Cat(definition.code, " refers to ", part,
                                      ", which is not an indicator aggregated by SUM"),
                            text::Cat(definition.code, "引用的", part, "不是求和汇总的指标"))
            .With("indicator", definition.code)
            .With("refers_to", part);
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int>> Catalogue::SelectViews(
    const std::vector<std::string_view>& names) const {
  std::vector<int> selected;
  for (const std::string_view group : names) {
    for (const absl::string_view name :
         absl::StrSplit(text::ToAbsl(group), ',', absl::SkipWhitespace())) {
      const std::string_view code = CodeOf(text::ToStd(absl::StripAsciiWhitespace(name)));
      const int index = IndexOf(code);
      if (index < 0) {
        return InvalidField("indicators", "UNKNOWN_INDICATOR",
                            text::Cat("there is no indicator \"", code, "\""),
                            text::Cat("没有指标“", code, "”"))
            .With("indicator", code)
            .Build();
      }
      selected.push_back(index);
    }
  }
  if (selected.empty()) {
    for (size_t i = 0; i < definitions_.size(); ++i) selected.push_back(static_cast<int>(i));
  }
  std::sort(selected.begin(), selected.end());
  selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
  return selected;
}

}  // namespace eduplan::indicators
