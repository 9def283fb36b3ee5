#include "services/indicators/model/definition.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "services/indicators/model/definition_checks.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

v1::PeriodFamily FamilyOf(calendar::Period::Kind kind) {
  switch (kind) {
    case calendar::Period::Kind::kYear:
      return v1::PERIOD_FAMILY_YEAR;
    case calendar::Period::Kind::kHalf:
      return v1::PERIOD_FAMILY_HALF;
    case calendar::Period::Kind::kQuarter:
      return v1::PERIOD_FAMILY_QUARTER;
    case calendar::Period::Kind::kMonth:
      return v1::PERIOD_FAMILY_MONTH;
    case calendar::Period::Kind::kSchoolYear:
      return v1::PERIOD_FAMILY_SCHOOL_YEAR;
    case calendar::Period::Kind::kTerm:
      return v1::PERIOD_FAMILY_TERM;
  }
  return v1::PERIOD_FAMILY_UNSPECIFIED;
}

// As it comes back from a cell of a table: without blanks around it, lines ended by \n.
void TidyText(std::string* text) {
  absl::StrReplaceAll({{"\r\n", "\n"}, {"\r", "\n"}}, text);
  absl::StripAsciiWhitespace(text);
}

// What is taken where nothing is given, and each text, reference and list in its one way of
// writing.
void Normalize(v1::Indicator* proto) {
  for (std::string* text :
       {proto->mutable_display_name(), proto->mutable_unit(), proto->mutable_rule(),
        proto->mutable_formula(), proto->mutable_description()}) {
    TidyText(text);
  }
  if (proto->code().empty()) proto->set_code(std::string(CodeOf(proto->name())));
  proto->set_name(NameOf(proto->code()));
  if (proto->factor().empty()) proto->set_factor(proto->unit() == "%" ? "100" : "1");
  if (proto->entry_level() == 0) proto->set_entry_level(v1::ENTRY_LEVEL_COUNTY);
  if (proto->reference_point() == 0) proto->set_reference_point(v1::REFERENCE_POINT_PERIOD_END);
  if (proto->disclosure() == 0) proto->set_disclosure(v1::DISCLOSURE_INTERNAL);
  if (proto->direction() == 0) proto->set_direction(v1::DIRECTION_NEUTRAL);
  if (proto->accumulates_from() == 0) proto->set_accumulates_from(v1::ACCUMULATES_FROM_YEAR_START);
  for (std::string* reference : {proto->mutable_numerator(), proto->mutable_denominator()}) {
    if (!reference->empty()) *reference = NameOf(CodeOf(*reference));
  }
  for (v1::Disaggregation& category : *proto->mutable_disaggregations()) {
    for (v1::Disaggregation::Part& part : *category.mutable_parts()) {
      part.set_indicator(NameOf(CodeOf(part.indicator())));
    }
  }
  auto* families = proto->mutable_period_families();
  std::sort(families->begin(), families->end());
  families->erase(std::unique(families->begin(), families->end()), families->end());
}

std::vector<Rule> RulesOf(const v1::Indicator& proto) {
  std::vector<Rule> rules = ParseRules(proto.rule());
  // A cumulative never falls, whether its definition says so or not.
  const auto not_below = [](const Rule& rule) {
    return rule.kind == Rule::Kind::kNotBelowPrevious;
  };
  if (proto.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE &&
      std::none_of(rules.begin(), rules.end(), not_below)) {
    for (Rule& rule : ParseRules("ERROR not below previous period")) {
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

}  // namespace

bool IsCode(std::string_view code) {
  return IsKey(code, 63);
}

std::string_view CodeOf(std::string_view indicator) {
  constexpr std::string_view kCollection = "indicators/";
  if (indicator.starts_with(kCollection)) indicator.remove_prefix(kCollection.size());
  return indicator;
}

std::string NameOf(std::string_view code) {
  return text::Cat("indicators/", code);
}

bool Definition::Allows(const calendar::Period& period) const {
  const auto& families = proto.period_families();
  return families.empty() ||
         std::find(families.begin(), families.end(), FamilyOf(period.kind())) != families.end();
}

absl::CivilDay Definition::ReferenceDay(const calendar::Period& period) const {
  const absl::CivilDay last = period.end() - 1;
  if (proto.reference_point() == v1::REFERENCE_POINT_PERIOD_START) return period.start();
  if (proto.reference_point() != v1::REFERENCE_POINT_FIXED_DATE) {
    const bool counted_at_start = period.kind() == calendar::Period::Kind::kSchoolYear &&
                                  temporal_kind() == v1::TEMPORAL_KIND_STOCK;
    return counted_at_start ? period.start() : last;
  }
  const absl::CivilDay day(last.year(), reference_month, reference_day);
  return day <= last ? day : absl::CivilDay(last.year() - 1, reference_month, reference_day);
}

absl::CivilDay Definition::AccumulationStart(const calendar::Period& period) const {
  if (proto.accumulates_from() == v1::ACCUMULATES_FROM_DATE) {
    return DayOf(proto.accumulates_from_date());
  }
  const int first = proto.accumulates_from() == v1::ACCUMULATES_FROM_SCHOOL_YEAR_START ? 9 : 1;
  const absl::CivilDay last = period.end() - 1;
  const absl::civil_year_t year = last.month() >= first ? last.year() : last.year() - 1;
  return absl::CivilDay(year, first, 1);
}

std::vector<DefinitionProblem> BuildDefinition(v1::Indicator proto, Definition* definition) {
  Normalize(&proto);
  std::vector<DefinitionProblem> problems = CheckFields(proto);
  definition->code = proto.code();
  definition->numerator = std::string(CodeOf(proto.numerator()));
  definition->denominator = std::string(CodeOf(proto.denominator()));
  definition->factor = ParseDecimal(proto.factor()).value_or(0);
  definition->entry_level = proto.entry_level();
  definition->rules = RulesOf(proto);
  if (proto.reference_point() == v1::REFERENCE_POINT_FIXED_DATE) {
    std::tie(definition->reference_month, definition->reference_day) =
        ParseMonthDay(proto.reference_date()).value_or(std::pair(1, 1));
  }
  if (proto.has_effective_from()) definition->effective_from = DayOf(proto.effective_from());
  for (const v1::Disaggregation& given : proto.disaggregations()) {
    Disaggregation& category = definition->disaggregations.emplace_back();
    category.category = given.category();
    category.parts_add_up = given.parts_add_up();
    for (const v1::Disaggregation::Part& part : given.parts()) {
      category.parts.push_back({part.option(), std::string(CodeOf(part.indicator()))});
    }
  }
  if (proto.aggregation() == v1::AGGREGATION_FORMULA && !proto.formula().empty()) {
    absl::StatusOr<Formula> formula = Formula::Parse(proto.formula());
    if (formula.ok()) {
      definition->formula = *std::move(formula);
    } else {
      problems.push_back({"formula", status::ReasonOf(formula.status()),
                          std::string(text::ToStd(formula.status().message())),
                          status::ChineseMessageOf(formula.status())});
    }
  }
  definition->proto = std::move(proto);
  return problems;
}

absl::Status ToStatus(const std::vector<DefinitionProblem>& problems, std::string_view prefix) {
  if (problems.empty()) return absl::OkStatus();
  std::string english;
  std::string chinese;
  for (const DefinitionProblem& problem : problems) {
    text::Append(&english, english.empty() ? "" : "; ", problem.english);
    text::Append(&chinese, chinese.empty() ? "" : "；", problem.chinese);
  }
  status::Error error(absl::StatusCode::kInvalidArgument, problems[0].reason);
  error.Message(english, chinese).With("field", text::Cat(prefix, problems[0].field));
  for (const DefinitionProblem& problem : problems) {
    error.Field(text::Cat(prefix, problem.field), problem.english);
  }
  return error;
}

absl::StatusOr<Definition> MakeDefinition(v1::Indicator proto, std::string_view prefix) {
  Definition definition;
  EDUPLAN_RETURN_IF_ERROR(ToStatus(BuildDefinition(std::move(proto), &definition), prefix));
  return definition;
}

}  // namespace eduplan::indicators
