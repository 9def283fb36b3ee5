#include "services/indicators/catalogue/definition_csv.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "services/platform/api/csv.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Number of the enum value named by a cell without the enum's prefix; 0 for an empty cell.
template <typename Enum>
absl::Status ReadEnum(std::string_view cell, std::string_view prefix, std::string_view field,
                      bool (*parse)(google::protobuf::ConstStringParam, Enum*), Enum* value) {
  if (cell.empty() || parse(text::Cat(prefix, cell), value)) return absl::OkStatus();
  return status::InvalidField(field, "INVALID_ENUM",
                              text::Cat("\"", cell.substr(0, 40), "\" is not known here"),
                              text::Cat("“", cell.substr(0, 40), "”不是有效取值"));
}

absl::Status ReadRow(const api::Table& table, size_t row, v1::Indicator* proto) {
  const auto field = [&](std::string_view column) {
    return text::Cat("line ", table.lines[row], ", ", column);
  };
  const auto cell = [&](std::string_view column) { return table.Cell(row, column); };
  v1::TemporalKind temporal_kind{};
  v1::Aggregation aggregation{};
  v1::Direction direction{};
  v1::Disclosure disclosure{};
  v1::EntryLevel entry_level{};
  v1::AccumulatesFrom accumulates_from{};
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("temporal_kind"), "TEMPORAL_KIND_", field("temporal_kind"),
                                   &v1::TemporalKind_Parse, &temporal_kind));
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("aggregation"), "AGGREGATION_", field("aggregation"),
                                   &v1::Aggregation_Parse, &aggregation));
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("direction"), "DIRECTION_", field("direction"),
                                   &v1::Direction_Parse, &direction));
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("disclosure"), "DISCLOSURE_", field("disclosure"),
                                   &v1::Disclosure_Parse, &disclosure));
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("entry_level"), "ENTRY_LEVEL_", field("entry_level"),
                                   &v1::EntryLevel_Parse, &entry_level));
  EDUPLAN_RETURN_IF_ERROR(ReadEnum(cell("accumulates_from"), "ACCUMULATES_FROM_",
                                   field("accumulates_from"), &v1::AccumulatesFrom_Parse,
                                   &accumulates_from));
  int decimals = 0;
  const std::string_view digits = cell("decimals");
  if (!digits.empty() && !absl::SimpleAtoi(text::ToAbsl(digits), &decimals)) {
    return status::InvalidField(field("decimals"), "INVALID_DECIMALS", "decimals must be 0 to 6",
                                "小数位数应为0至6");
  }
  const std::string_view assessable = cell("assessable");
  if (!assessable.empty() && assessable != "true" && assessable != "false") {
    return status::InvalidField(field("assessable"), "INVALID_BOOLEAN",
                                "assessable is true or false", "是否考核应为true或false");
  }
  proto->set_code(std::string(cell("code")));
  proto->set_display_name(std::string(cell("name")));
  proto->set_unit(std::string(cell("unit")));
  proto->set_decimals(decimals);
  proto->set_temporal_kind(temporal_kind);
  proto->set_aggregation(aggregation);
  proto->set_numerator(std::string(cell("numerator")));
  proto->set_denominator(std::string(cell("denominator")));
  proto->set_factor(std::string(cell("factor")));
  proto->set_direction(direction);
  proto->set_rule(std::string(cell("rule")));
  proto->set_disclosure(disclosure);
  proto->set_assessable(assessable == "true");
  proto->set_entry_level(entry_level);
  proto->set_accumulates_from(accumulates_from);
  proto->set_ordinal(static_cast<int32_t>(row) + 1);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Definition>> ParseDefinitionCsv(std::string_view bytes) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const api::Table table,
      api::ParseCsv(bytes, {"code", "name", "temporal_kind", "aggregation"},
                    {"unit", "decimals", "numerator", "denominator", "factor", "direction", "rule",
                     "disclosure", "assessable", "entry_level", "accumulates_from"},
                    {.rows = 5000}));
  std::vector<Definition> definitions;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    v1::Indicator proto;
    EDUPLAN_RETURN_IF_ERROR(ReadRow(table, row, &proto));
    EDUPLAN_ASSIGN_OR_RETURN(
        Definition definition,
        MakeDefinition(std::move(proto), text::Cat("line ", table.lines[row], ", ")));
    definitions.push_back(std::move(definition));
  }
  return definitions;
}

}  // namespace eduplan::indicators
