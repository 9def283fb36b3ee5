#include "services/indicators/rollups/export_table.h"

#include <initializer_list>

#include "absl/strings/str_replace.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"
#include "nlohmann/json.hpp"
#include "services/indicators/model/definition.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// "-0.125" and "-0.13%" are no formulas, as they are.
bool IsFigure(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  return ParseDecimal(text).has_value();
}

std::string CsvLine(std::initializer_list<std::string> cells) {
  std::string line;
  for (const std::string& cell : cells) {
    text::Append(&line, &cell == cells.begin() ? "" : ",", SafeCsvCell(cell));
  }
  return line.append("\r\n");
}

}  // namespace

std::string SafeCsvCell(std::string_view text) {
  const bool formula = !text.empty() &&
                       std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos &&
                       !IsFigure(text);
  const std::string cell = text::Cat(formula ? "'" : "", text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  return text::Cat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string ExportCsvHeader() {
  return "\xEF\xBB\xBF"
         "organization,name,period,indicator,indicator_name,unit,value,text,expected,reported,"
         "missing,not_applicable,rate_only,estimated,as_of\r\n";
}

std::string ExportCsvRow(const v1::Rollup& rollup, const v1::RollupCell& cell) {
  const v1::Completeness& completeness = cell.completeness();
  return CsvLine({std::string(OrganizationOf(rollup)), rollup.display_name(), rollup.period(),
                  std::string(CodeOf(cell.indicator())), cell.display_name(), cell.unit(),
                  cell.value(), cell.text(), text::Cat(completeness.expected()),
                  text::Cat(completeness.reported()), text::Cat(completeness.missing()),
                  text::Cat(completeness.not_applicable()), text::Cat(completeness.rate_only()),
                  cell.estimated() ? "true" : "false", AsOfText(rollup)});
}

absl::StatusOr<std::string> ExportJsonLine(const v1::Rollup& rollup, const v1::RollupCell& cell) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string cell_json;
  if (!google::protobuf::util::MessageToJsonString(cell, &cell_json, options).ok()) {
    return status::Internal();
  }
  const auto quoted = [](std::string_view text) { return nlohmann::json(text).dump(); };
  return text::Cat(
      "{\"organization\":", quoted(text::Cat("organizations/", OrganizationOf(rollup))),
      ",\"displayName\":", quoted(rollup.display_name()), ",\"period\":", quoted(rollup.period()),
      ",\"asOf\":", quoted(AsOfText(rollup)), ",\"sequence\":\"", rollup.as_of().sequence(),
      "\",\"cell\":", cell_json, "}\n");
}

std::string_view OrganizationOf(const v1::Rollup& rollup) {
  std::string_view name = rollup.name();
  constexpr std::string_view kCollection = "organizations/";
  if (name.starts_with(kCollection)) name.remove_prefix(kCollection.size());
  return name.substr(0, name.find('/'));
}

std::string AsOfText(const v1::Rollup& rollup) {
  return google::protobuf::util::TimeUtil::ToString(rollup.as_of().time());
}

}  // namespace eduplan::indicators
