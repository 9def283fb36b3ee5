#include "services/indicators/model/definition_checks.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Problems = std::vector<DefinitionProblem>;

// What a cell of a spreadsheet holds bounds how much these may say: 8 × 40 parts take 31,000 bytes.
constexpr int kMostCategories = 8;
constexpr int kMostParts = 40;
constexpr int kMostSynonyms = 20;

size_t Characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

bool HasControlCharacters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_iscntrl(c) && c != '\n' && c != '\t';
  });
}

bool IsFullDate(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return date.year() >= 1949 && date.year() <= 2999 && day.month() == date.month() &&
         day.day() == date.day();
}

void CheckTexts(const v1::Indicator& proto, Problems* problems) {
  if (!IsCode(proto.code())) {
    problems->push_back({"code", "INVALID_CODE",
                         text::Cat("\"", proto.code(), "\" is not a code: [a-z][a-z0-9-]{0,62}"),
                         text::Cat("“", proto.code(), "”不是有效的指标代码")});
  }
  if (proto.display_name().empty() || Characters(proto.display_name()) > 200) {
    problems->push_back({"display_name", "INVALID_DISPLAY_NAME",
                         "a name of 1 to 200 characters is required", "指标名称必填，不超过200字"});
  }
  if (Characters(proto.unit()) > 20) {
    problems->push_back(
        {"unit", "INVALID_UNIT", "a unit has at most 20 characters", "计量单位不超过20字"});
  }
  if (Characters(proto.rule()) > 2000) {
    problems->push_back(
        {"rule", "INVALID_RULE", "a rule has at most 2,000 characters", "校验规则不超过2000字"});
  }
  if (Characters(proto.description()) > 2000) {
    problems->push_back({"description", "INVALID_DESCRIPTION",
                         "a description has at most 2,000 characters", "指标解释不超过2000字"});
  }
  for (const auto& [field, text] :
       {std::pair("display_name", &proto.display_name()), std::pair("unit", &proto.unit()),
        std::pair("rule", &proto.rule()), std::pair("description", &proto.description())}) {
    if (!HasControlCharacters(*text)) continue;
    problems->push_back(
        {field, "INVALID_TEXT", "control characters cannot stand here", "不得含有控制字符"});
  }
  const std::string& key = proto.apportion_key();
  const bool is_key = std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '_';
  });
  if (key.size() > 32 || !is_key) {
    problems->push_back({"apportion_key", "INVALID_APPORTION_KEY",
                         "a key has lower-case letters, digits, - and _, at most 32",
                         "分摊依据只能用小写字母、数字、-和_，不超过32个字符"});
  }
}

void CheckSynonyms(const v1::Indicator& proto, Problems* problems) {
  if (proto.synonyms_size() > kMostSynonyms) {
    problems->push_back(
        {"synonyms", "TOO_MANY_SYNONYMS", "at most 20 synonyms", "同义名称不超过20个"});
    return;
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < proto.synonyms_size(); ++i) {
    const std::string& synonym = proto.synonyms(i);
    const std::string field = text::Cat("synonyms[", i, "]");
    // In a table synonyms stand in one cell, with | between them.
    if (synonym.empty() || Characters(synonym) > 200 ||
        synonym.find_first_of("|\n\t") != std::string::npos || HasControlCharacters(synonym) ||
        text::ToStd(absl::StripAsciiWhitespace(text::ToAbsl(synonym))) != synonym) {
      problems->push_back({field, "INVALID_SYNONYM",
                           "a synonym has 1 to 200 characters, no | or line break, and no blanks "
                           "around it",
                           "同义名称为1至200字，不得含|或换行，首尾不得有空格"});
    } else if (!seen.insert(synonym).second) {
      problems->push_back({field, "DUPLICATE_SYNONYM", text::Cat("\"", synonym, "\" stands twice"),
                           text::Cat("同义名称“", synonym, "”重复")});
    }
  }
}

void CheckKinds(const v1::Indicator& proto, Problems* problems) {
  if (proto.decimals() < 0 || proto.decimals() > 6) {
    problems->push_back(
        {"decimals", "INVALID_DECIMALS", "decimals must be 0 to 6", "小数位数应为0至6"});
  }
  if (!v1::TemporalKind_IsValid(proto.temporal_kind()) || proto.temporal_kind() == 0) {
    problems->push_back({"temporal_kind", "INVALID_TEMPORAL_KIND",
                         "temporal_kind must be FLOW, STOCK or TO_DATE",
                         "时间属性应为FLOW、STOCK或TO_DATE"});
  }
  if (!v1::Aggregation_IsValid(proto.aggregation()) || proto.aggregation() == 0) {
    problems->push_back(
        {"aggregation", "INVALID_AGGREGATION", "an aggregation is required", "汇总方式必填"});
  }
  const auto known = [&](bool valid, std::string_view field) {
    if (valid) return;
    problems->push_back({std::string(field), "INVALID_ENUM",
                         text::Cat("not a value that ", field, " may have"),
                         text::Cat(field, "的取值无效")});
  };
  known(v1::Direction_IsValid(proto.direction()), "direction");
  known(v1::Disclosure_IsValid(proto.disclosure()), "disclosure");
  known(v1::EntryLevel_IsValid(proto.entry_level()), "entry_level");
  for (int i = 0; i < proto.period_families_size(); ++i) {
    known(v1::PeriodFamily_IsValid(proto.period_families(i)) && proto.period_families(i) != 0,
          text::Cat("period_families[", i, "]"));
  }
  if (proto.ordinal() < 0) {
    problems->push_back(
        {"ordinal", "INVALID_ORDINAL", "a place in the catalogue is 1 or more", "排序号应不小于1"});
  }
}

void CheckDates(const v1::Indicator& proto, Problems* problems) {
  const bool fixed = proto.reference_point() == v1::REFERENCE_POINT_FIXED_DATE;
  if (!v1::ReferencePoint_IsValid(proto.reference_point())) {
    problems->push_back({"reference_point", "INVALID_ENUM",
                         "not a value that reference_point may have", "reference_point的取值无效"});
  } else if (fixed != !proto.reference_date().empty() ||
             (fixed && !ParseMonthDay(proto.reference_date()))) {
    problems->push_back({"reference_date", "INVALID_REFERENCE_DATE",
                         "FIXED_DATE needs a month and day that every year has, like 09-01; "
                         "nothing else has one",
                         "固定日期时点须写明每年都有的月和日，如09-01；其他时点不得填写"});
  }
  const bool from_date = proto.accumulates_from() == v1::ACCUMULATES_FROM_DATE;
  if (!v1::AccumulatesFrom_IsValid(proto.accumulates_from())) {
    problems->push_back({"accumulates_from", "INVALID_ENUM",
                         "not a value that accumulates_from may have",
                         "accumulates_from的取值无效"});
  } else if (from_date != proto.has_accumulates_from_date() ||
             (from_date && !IsFullDate(proto.accumulates_from_date()))) {
    problems->push_back({"accumulates_from_date", "INVALID_ACCUMULATES_FROM_DATE",
                         "accumulates_from DATE needs a full date from 1949 to 2999; nothing else "
                         "has one",
                         "从指定日期累计的须写明完整日期（1949至2999年）；其他累计方式不得填写"});
  }
  if (proto.has_effective_from() && !IsFullDate(proto.effective_from())) {
    problems->push_back({"effective_from", "INVALID_EFFECTIVE_FROM",
                         "effective_from must be a full date from 1949 to 2999",
                         "生效日期应为完整日期（1949至2999年）"});
  }
}

void CheckParts(const v1::Indicator& proto, Problems* problems) {
  const bool ratio = proto.aggregation() == v1::AGGREGATION_RATIO;
  const bool weighted = proto.aggregation() == v1::AGGREGATION_WEIGHTED_MEAN;
  if (ratio != !proto.numerator().empty()) {
    problems->push_back({"numerator", "INVALID_NUMERATOR",
                         "a RATIO needs a numerator, nothing else has one",
                         "比率指标必须有分子，其他指标不得有分子"});
  }
  if ((ratio || weighted) != !proto.denominator().empty()) {
    problems->push_back(
        {"denominator", "INVALID_DENOMINATOR",
         "a RATIO needs a denominator, a WEIGHTED_MEAN a weight, nothing else has one",
         "比率指标必须有分母，加权平均指标必须有权数指标，其他指标不得有"});
  }
  if (const auto factor = ParseDecimal(proto.factor()); !factor || *factor == 0) {
    problems->push_back({"factor", "INVALID_FACTOR", "factor must be a decimal other than 0",
                         "系数应为不等于0的小数"});
  }
  if ((proto.aggregation() == v1::AGGREGATION_FORMULA) != !proto.formula().empty()) {
    problems->push_back({"formula", "INVALID_FORMULA",
                         "a FORMULA needs a formula, nothing else has one",
                         "公式指标必须有公式，其他指标不得有公式"});
  }
}

std::string KeysOf(const KnownCategory& category) {
  std::string keys;
  for (const KnownOption& option : category.options) {
    text::Append(&keys, keys.empty() ? "" : ", ", option.key);
  }
  return keys;
}

std::string NamesOf(const KnownCategory& category) {
  std::string names;
  for (const KnownOption& option : category.options) {
    text::Append(&names, names.empty() ? "" : "、", option.chinese, "（", option.key, "）");
  }
  return names;
}

void CheckOptions(const v1::Disaggregation& category, const std::string& field,
                  Problems* problems) {
  const KnownCategory* known = FindCategory(category.category());
  std::set<std::string_view> seen;
  for (int i = 0; i < category.parts_size(); ++i) {
    const std::string& option = category.parts(i).option();
    const std::string place = text::Cat(field, ".parts[", i, "].option");
    const auto same = [&](const KnownOption& one) { return one.key == option; };
    if (known != nullptr && std::none_of(known->options.begin(), known->options.end(), same)) {
      problems->push_back({place, "INVALID_OPTION",
                           text::Cat(known->self.english, " (", known->self.key, ") divides into ",
                                     KeysOf(*known), " only"),
                           text::Cat(known->self.chinese, "只分为", NamesOf(*known))});
    } else if (!IsKey(option, 32)) {
      problems->push_back({place, "INVALID_OPTION", "an option is [a-z][a-z0-9-]{0,31}",
                           "分组选项应为小写字母开头的代码，不超过32个字符"});
    } else if (!seen.insert(option).second) {
      problems->push_back({place, "DUPLICATE_OPTION", text::Cat(option, " stands twice"),
                           text::Cat("分组选项", option, "重复")});
    }
  }
}

void CheckDisaggregations(const v1::Indicator& proto, Problems* problems) {
  if (proto.disaggregations_size() > kMostCategories) {
    problems->push_back({"disaggregations", "TOO_MANY_DISAGGREGATIONS", "at most 8 disaggregations",
                         "分组不超过8种"});
    return;
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < proto.disaggregations_size(); ++i) {
    const v1::Disaggregation& category = proto.disaggregations(i);
    const std::string field = text::Cat("disaggregations[", i, "]");
    if (!IsKey(category.category(), 32)) {
      problems->push_back({text::Cat(field, ".category"), "INVALID_CATEGORY",
                           "a category is [a-z][a-z0-9-]{0,31}",
                           "分组类别应为小写字母开头的代码，不超过32个字符"});
    } else if (!seen.insert(category.category()).second) {
      problems->push_back({text::Cat(field, ".category"), "DUPLICATE_CATEGORY",
                           text::Cat(category.category(), " stands twice"),
                           text::Cat("分组类别", CategoryName(category.category()), "重复")});
    }
    if (category.parts().empty() || category.parts_size() > kMostParts) {
      problems->push_back({text::Cat(field, ".parts"), "INVALID_PARTS",
                           "a disaggregation has 1 to 40 parts", "每种分组应有1至40个部分"});
      continue;
    }
    CheckOptions(category, field, problems);
  }
}

}  // namespace

bool IsKey(std::string_view key, size_t longest) {
  if (key.empty() || key.size() > longest ||
      !absl::ascii_islower(static_cast<unsigned char>(key[0]))) {
    return false;
  }
  return std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

std::optional<std::pair<int, int>> ParseMonthDay(std::string_view text) {
  const auto digit = [&](size_t at) {
    return absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
  };
  if (text.size() != 5 || text[2] != '-' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return std::nullopt;
  }
  const int month = (text[0] - '0') * 10 + text[1] - '0';
  const int number = (text[3] - '0') * 10 + text[4] - '0';
  const absl::CivilDay day(2021, month, number);  // no leap year
  if (month == 0 || number == 0 || day.month() != month || day.day() != number) return std::nullopt;
  return std::pair(month, number);
}

std::vector<DefinitionProblem> CheckFields(const v1::Indicator& proto) {
  Problems problems;
  CheckTexts(proto, &problems);
  CheckKinds(proto, &problems);
  CheckDates(proto, &problems);
  CheckParts(proto, &problems);
  CheckSynonyms(proto, &problems);
  CheckDisaggregations(proto, &problems);
  return problems;
}

}  // namespace eduplan::indicators
