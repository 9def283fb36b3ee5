#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_COLUMNS_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_COLUMNS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// A definition as cells of a table, the same for import and export. Each column is a field of
// v1::Indicator: enum values under their short names (SUM), indicators by their codes, dates as
// 2021-09-01, period_families with ; between them, synonyms with |, and disaggregations as
//
//   stage!:preschool=kg-seats;primary=primary-seats | area:urban=urban-seats;rural=rural-seats
//
// where ! says that the parts add up to the total.
struct Column {
  std::string_view name;   // heading: the field's name, but `name` for display_name
  std::string_view field;  // of v1::Indicator
};

// In the order of an export.
std::span<const Column> Columns();

// What must stand in the header, and what may.
std::vector<std::string> RequiredColumns();
std::vector<std::string> OptionalColumns();
// Heading of the column that a field stands in: "disaggregations[0].parts[1].option" ->
// "disaggregations".
std::string ColumnOf(std::string_view field);

// Puts a cell into its field; an empty one changes nothing. What is wrong with it otherwise.
std::optional<DefinitionProblem> ReadCell(const Column& column, std::string_view cell,
                                          v1::Indicator* proto);
std::string WriteCell(const Column& column, const v1::Indicator& proto);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_COLUMNS_H_
