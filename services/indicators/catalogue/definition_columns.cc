#include "services/indicators/catalogue/definition_columns.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/platform/api/time.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

constexpr Column kColumns[] = {{"code", "code"},
                               {"name", "display_name"},
                               {"unit", "unit"},
                               {"decimals", "decimals"},
                               {"temporal_kind", "temporal_kind"},
                               {"aggregation", "aggregation"},
                               {"numerator", "numerator"},
                               {"denominator", "denominator"},
                               {"direction", "direction"},
                               {"rule", "rule"},
                               {"disclosure", "disclosure"},
                               {"assessable", "assessable"},
                               {"factor", "factor"},
                               {"formula", "formula"},
                               {"entry_level", "entry_level"},
                               {"reference_point", "reference_point"},
                               {"reference_date", "reference_date"},
                               {"accumulates_from", "accumulates_from"},
                               {"accumulates_from_date", "accumulates_from_date"},
                               {"effective_from", "effective_from"},
                               {"period_families", "period_families"},
                               {"disaggregations", "disaggregations"},
                               {"apportion_key", "apportion_key"},
                               {"synonyms", "synonyms"},
                               {"description", "description"},
                               {"ordinal", "ordinal"}};
constexpr std::string_view kRequired[] = {"code", "name", "temporal_kind", "aggregation"};
constexpr std::string_view kUnspecified = "UNSPECIFIED";

std::string_view Strip(std::string_view text) {
  return text::ToStd(absl::StripAsciiWhitespace(text::ToAbsl(text)));
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (const absl::string_view part : absl::StrSplit(text::ToAbsl(text), separator)) {
    if (const std::string_view stripped = Strip(text::ToStd(part)); !stripped.empty()) {
      parts.push_back(stripped);
    }
  }
  return parts;
}

// "AGGREGATION_": what stands before every value's short name.
std::string_view PrefixOf(const EnumDescriptor& type) {
  std::string_view first = type.value(0)->name();
  first.remove_suffix(kUnspecified.size());
  return first;
}

const EnumValueDescriptor* FindValue(const EnumDescriptor& type, std::string_view name) {
  const std::string_view prefix = PrefixOf(type);
  const EnumValueDescriptor* value =
      type.FindValueByName(name.starts_with(prefix) ? std::string(name) : text::Cat(prefix, name));
  return value == nullptr || value->number() == 0 ? nullptr : value;
}

std::string_view ShortName(const EnumDescriptor& type, int number) {
  const EnumValueDescriptor* value = type.FindValueByNumber(number);
  if (value == nullptr || number == 0) return "";
  std::string_view name = value->name();
  name.remove_prefix(PrefixOf(type).size());
  return name;
}

std::string NamesOf(const EnumDescriptor& type) {
  std::string names;
  for (int i = 1; i < type.value_count(); ++i) {
    text::Append(&names, i == 1 ? "" : ", ", ShortName(type, type.value(i)->number()));
  }
  return names;
}

DefinitionProblem Problem(const Column& column, std::string_view reason, std::string_view english,
                          std::string_view chinese) {
  return {std::string(column.field), std::string(reason), std::string(english),
          std::string(chinese)};
}

DefinitionProblem UnknownValue(const Column& column, const EnumDescriptor& type) {
  const std::string names = NamesOf(type);
  return Problem(column, "INVALID_ENUM", text::Cat("must be one of ", names),
                 text::Cat("应为", names, "之一"));
}

std::optional<DefinitionProblem> ReadPart(const Column& column, std::string_view text,
                                          v1::Disaggregation* category) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return Problem(column, "INVALID_DISAGGREGATION",
                   text::Cat("\"", api::Excerpt(text, 40),
                             "\" is no part; write stage!:preschool=code;primary=code"),
                   text::Cat("“", api::Excerpt(text, 40),
                             "”无效，应写作stage!:preschool=指标代码;primary=指标代码"));
  }
  v1::Disaggregation::Part* part = category->add_parts();
  part->set_option(std::string(Strip(text.substr(0, equals))));
  part->set_indicator(std::string(Strip(text.substr(equals + 1))));
  return std::nullopt;
}

std::optional<DefinitionProblem> ReadDisaggregations(const Column& column, std::string_view cell,
                                                     v1::Indicator* proto) {
  for (const std::string_view one : Split(cell, '|')) {
    v1::Disaggregation* category = proto->add_disaggregations();
    const size_t colon = std::min(one.find(':'), one.size());
    std::string_view name = Strip(one.substr(0, colon));
    if (name.ends_with('!')) {
      category->set_parts_add_up(true);
      name = Strip(name.substr(0, name.size() - 1));
    }
    category->set_category(std::string(name));
    for (const std::string_view part : Split(one.substr(std::min(colon + 1, one.size())), ';')) {
      if (auto problem = ReadPart(column, part, category)) return problem;
    }
  }
  return std::nullopt;
}

std::string WriteDisaggregations(const v1::Indicator& proto) {
  std::string cell;
  for (const v1::Disaggregation& category : proto.disaggregations()) {
    text::Append(&cell, cell.empty() ? "" : " | ", category.category(),
                 category.parts_add_up() ? "!:" : ":");
    for (int i = 0; i < category.parts_size(); ++i) {
      text::Append(&cell, i == 0 ? "" : ";", category.parts(i).option(), "=",
                   CodeOf(category.parts(i).indicator()));
    }
  }
  return cell;
}

std::optional<DefinitionProblem> ReadNumber(const Column& column, std::string_view cell,
                                            const FieldDescriptor* field, v1::Indicator* proto) {
  int32_t number = 0;
  if (!absl::SimpleAtoi(text::ToAbsl(cell), &number)) {
    return Problem(column, "INVALID_NUMBER", "must be a whole number", "应为整数");
  }
  proto->GetReflection()->SetInt32(proto, field, number);
  return std::nullopt;
}

std::optional<DefinitionProblem> ReadBoolean(const Column& column, std::string_view cell,
                                             const FieldDescriptor* field, v1::Indicator* proto) {
  const std::string word = absl::AsciiStrToLower(text::ToAbsl(cell));  // a spreadsheet says TRUE
  if (word != "true" && word != "false") {
    return Problem(column, "INVALID_BOOLEAN", "must be true or false", "应为true或false");
  }
  proto->GetReflection()->SetBool(proto, field, word == "true");
  return std::nullopt;
}

std::optional<DefinitionProblem> ReadDate(const Column& column, std::string_view cell,
                                          const FieldDescriptor* field, v1::Indicator* proto) {
  const absl::StatusOr<absl::CivilDay> day = api::ParseDate(cell, column.name);
  if (!day.ok()) {
    return Problem(column, "INVALID_DATE", "must be a date like 2021-09-01",
                   "应为形如2021-09-01的日期");
  }
  proto->GetReflection()->MutableMessage(proto, field)->CopyFrom(api::ToProto(*day));
  return std::nullopt;
}

std::optional<DefinitionProblem> ReadList(const Column& column, std::string_view cell,
                                          const FieldDescriptor* field, v1::Indicator* proto) {
  const bool is_enum = field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
  for (const std::string_view item : Split(cell, is_enum ? ';' : '|')) {
    if (!is_enum) {
      proto->GetReflection()->AddString(proto, field, std::string(item));
      continue;
    }
    const EnumValueDescriptor* value = FindValue(*field->enum_type(), item);
    if (value == nullptr) return UnknownValue(column, *field->enum_type());
    proto->GetReflection()->AddEnum(proto, field, value);
  }
  return std::nullopt;
}

std::string WriteList(const v1::Indicator& proto, const FieldDescriptor* field) {
  std::string cell;
  const auto* reflection = proto.GetReflection();
  for (int i = 0; i < reflection->FieldSize(proto, field); ++i) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      text::Append(
          &cell, i == 0 ? "" : ";",
          ShortName(*field->enum_type(), reflection->GetRepeatedEnumValue(proto, field, i)));
    } else {
      text::Append(&cell, i == 0 ? "" : "|", reflection->GetRepeatedString(proto, field, i));
    }
  }
  return cell;
}

std::string WriteDate(const v1::Indicator& proto, const FieldDescriptor* field) {
  if (!proto.GetReflection()->HasField(proto, field)) return "";
  google::type::Date date;
  date.CopyFrom(proto.GetReflection()->GetMessage(proto, field));
  return api::ToText(absl::CivilDay(date.year(), date.month(), date.day()));
}

const FieldDescriptor* FieldOf(const Column& column) {
  return v1::Indicator::descriptor()->FindFieldByName(std::string(column.field));
}

}  // namespace

std::span<const Column> Columns() {
  return kColumns;
}

std::vector<std::string> RequiredColumns() {
  return {std::begin(kRequired), std::end(kRequired)};
}

std::vector<std::string> OptionalColumns() {
  std::vector<std::string> optional;
  for (const Column& column : kColumns) {
    if (std::find(std::begin(kRequired), std::end(kRequired), column.name) == std::end(kRequired)) {
      optional.emplace_back(column.name);
    }
  }
  return optional;
}

std::string ColumnOf(std::string_view field) {
  const std::string_view top = field.substr(0, field.find_first_of("[."));
  for (const Column& column : kColumns) {
    if (column.field == top) return std::string(column.name);
  }
  return std::string(top);
}

std::optional<DefinitionProblem> ReadCell(const Column& column, std::string_view cell,
                                          v1::Indicator* proto) {
  cell = Strip(cell);
  if (cell.empty()) return std::nullopt;
  const FieldDescriptor* field = FieldOf(column);
  if (column.field == "disaggregations") return ReadDisaggregations(column, cell, proto);
  if (field->is_repeated()) return ReadList(column, cell, field, proto);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return ReadNumber(column, cell, field, proto);
    case FieldDescriptor::CPPTYPE_BOOL:
      return ReadBoolean(column, cell, field, proto);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ReadDate(column, cell, field, proto);
    case FieldDescriptor::CPPTYPE_ENUM: {
      const EnumValueDescriptor* value = FindValue(*field->enum_type(), cell);
      if (value == nullptr) return UnknownValue(column, *field->enum_type());
      proto->GetReflection()->SetEnum(proto, field, value);
      return std::nullopt;
    }
    default:
      proto->GetReflection()->SetString(proto, field, std::string(cell));
      return std::nullopt;
  }
}

std::string WriteCell(const Column& column, const v1::Indicator& proto) {
  const FieldDescriptor* field = FieldOf(column);
  const auto* reflection = proto.GetReflection();
  if (column.field == "disaggregations") return WriteDisaggregations(proto);
  if (field->is_repeated()) return WriteList(proto, field);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return text::Cat(reflection->GetInt32(proto, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(proto, field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return WriteDate(proto, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return std::string(ShortName(*field->enum_type(), reflection->GetEnumValue(proto, field)));
    default:
      break;
  }
  const std::string text = reflection->GetString(proto, field);
  const bool is_reference = column.field == "numerator" || column.field == "denominator";
  return is_reference ? std::string(CodeOf(text)) : text;
}

}  // namespace eduplan::indicators
