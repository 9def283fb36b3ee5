#include "services/indicators/catalogue/definition_files.h"

#include <xlsxwriter.h>

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/indicators/catalogue/definition_columns.h"
#include "services/platform/api/utf8.h"
#include "services/platform/api/xlsx_file.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

std::vector<const Definition*> AllEditions(const Catalogue& catalogue) {
  std::vector<const Definition*> all;
  for (size_t i = 0; i < catalogue.definitions().size(); ++i) {
    const std::vector<const Definition*> editions = catalogue.Editions(static_cast<int>(i));
    all.insert(all.end(), editions.rbegin(), editions.rend());
  }
  return all;
}

// RFC 4180.
void AppendCell(std::string_view cell, bool first, std::string* csv) {
  if (!first) csv->push_back(',');
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    csv->append(cell);
  } else {
    text::Append(csv, "\"", absl::StrReplaceAll(text::ToAbsl(cell), {{"\"", "\"\""}}), "\"");
  }
}

std::string Csv(const Catalogue& catalogue) {
  std::string csv = "\xEF\xBB\xBF";
  for (const Column& column : Columns()) AppendCell(column.name, &column == &Columns()[0], &csv);
  csv.append("\r\n");
  for (const Definition* edition : AllEditions(catalogue)) {
    for (const Column& column : Columns()) {
      AppendCell(WriteCell(column, edition->proto), &column == &Columns()[0], &csv);
    }
    csv.append("\r\n");
  }
  return csv;
}

absl::StatusOr<std::string> Json(const Catalogue& catalogue) {
  v1::BatchImportIndicatorsRequest request;
  for (const Definition* edition : AllEditions(catalogue)) {
    v1::Indicator* indicator = request.add_indicators();
    *indicator = edition->proto;
    indicator->clear_etag();
    indicator->clear_create_time();
    indicator->clear_update_time();
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(request, &json).ok()) return status::Internal();
  return json;
}

// Every cell is text, so that no spreadsheet makes anything else of it.
absl::StatusOr<std::string> Xlsx(const Catalogue& catalogue) {
  EDUPLAN_ASSIGN_OR_RETURN(api::XlsxFile file, api::XlsxFile::Make());
  lxw_worksheet* const sheet = workbook_add_worksheet(file.book(), "指标");
  lxw_format* const heading = workbook_add_format(file.book());
  format_set_bold(heading);
  lxw_format* const text = workbook_add_format(file.book());
  format_set_num_format(text, "@");
  lxw_row_t row = 0;
  const auto write = [&](lxw_format* format, const auto& cell_of) {
    for (size_t i = 0; i < Columns().size(); ++i) {
      const std::string cell(cell_of(Columns()[i]));
      if (cell.empty()) continue;
      worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), cell.c_str(), format);
    }
    ++row;
  };
  write(heading, [](const Column& column) { return column.name; });
  for (const Definition* edition : AllEditions(catalogue)) {
    write(text, [&](const Column& column) { return WriteCell(column, edition->proto); });
  }
  worksheet_freeze_panes(sheet, 1, 2);
  return file.Finish();
}

}  // namespace

absl::StatusOr<google::api::HttpBody> WriteCatalogue(const Catalogue& catalogue,
                                                     std::string_view format) {
  google::api::HttpBody body;
  if (format.empty() || format == "csv") {
    body.set_content_type("text/csv; charset=utf-8");
    body.set_data(Csv(catalogue));
  } else if (format == "json") {
    body.set_content_type("application/json");
    EDUPLAN_ASSIGN_OR_RETURN(*body.mutable_data(), Json(catalogue));
  } else if (format == "xlsx") {
    body.set_content_type(api::kXlsxContentType);
    EDUPLAN_ASSIGN_OR_RETURN(*body.mutable_data(), Xlsx(catalogue));
  } else {
    const std::string shown = api::Excerpt(format, 40);
    return status::InvalidField("format", "INVALID_FORMAT",
                                text::Cat("\"", shown, "\" is not csv, xlsx or json"),
                                text::Cat("“", shown, "”不是csv、xlsx或json"));
  }
  return body;
}

}  // namespace eduplan::indicators
