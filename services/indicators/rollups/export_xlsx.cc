#include "services/indicators/rollups/export_xlsx.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "services/indicators/model/definition.h"
#include "services/indicators/rollups/export_table.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr lxw_row_t kMostRows = 1'048'576;
constexpr std::ptrdiff_t kExactDigits = 15;  // what a spreadsheet keeps of a number
struct Column {
  const char* heading;
  double width;
};
constexpr Column kColumns[] = {{"机构代码", 14}, {"机构名称", 24}, {"报告期", 12}, {"指标代码", 26},
                               {"指标名称", 28}, {"计量单位", 10}, {"数值", 18},   {"印发值", 16},
                               {"应报", 8},      {"已报", 8},      {"缺报", 8},    {"不适用", 8},
                               {"仅报比率", 9},  {"推算", 8}};
constexpr const char* kRemarkHeadings[] = {"机构代码", "机构名称", "报告期", "指标代码", "备注"};

std::string_view ViewText(v1::View view) {
  if (view == v1::VIEW_SUBMITTED) return "已上报的数据";
  if (view == v1::VIEW_APPROVED) return "已审核通过的数据";
  return "全部现有数据";
}

}  // namespace

absl::StatusOr<RollupWorkbook> RollupWorkbook::Make() {
  EDUPLAN_ASSIGN_OR_RETURN(api::XlsxFile file, api::XlsxFile::Make(/*row_by_row=*/true));
  RollupWorkbook workbook(std::move(file));
  workbook.WriteHead();
  return workbook;
}

void RollupWorkbook::WriteHead() {
  lxw_workbook* const book = file_.book();
  data_ = workbook_add_worksheet(book, "数据");
  about_ = workbook_add_worksheet(book, "说明");
  heading_ = workbook_add_format(book);
  format_set_bold(heading_);
  format_set_bg_color(heading_, 0xE8EEF7);
  for (lxw_col_t column = 0; column < std::size(kColumns); ++column) {
    worksheet_set_column(data_, column, column, kColumns[column].width, nullptr);
    worksheet_write_string(data_, 0, column, kColumns[column].heading, heading_);
  }
  worksheet_set_column(about_, 0, 3, 20, nullptr);
  worksheet_set_column(about_, 4, 4, 60, nullptr);
  worksheet_freeze_panes(data_, 1, 2);
  rows_ = 1;
}

// What holds for the whole table, from its first row.
void RollupWorkbook::WriteAbout(const v1::Rollup& rollup) {
  const auto pair = [&](std::string_view name, std::string_view text) {
    WriteText(about_, about_rows_, 0, name);
    WriteText(about_, about_rows_, 1, text);
    ++about_rows_;
  };
  pair("数据时点", AsOfText(rollup));
  pair("数据序号", text::Cat(rollup.as_of().sequence()));
  pair("数据范围", ViewText(rollup.view()));
  pair("区划口径",
       rollup.hierarchy() == v1::HIERARCHY_CURRENT ? "现行区划（可比口径）" : "当期区划");
  pair("数据口径", rollup.figures() == v1::FIGURES_VERIFIED ? "核定数优先" : "填报数");
  ++about_rows_;
  for (lxw_col_t column = 0; column < std::size(kRemarkHeadings); ++column) {
    worksheet_write_string(about_, about_rows_, column, kRemarkHeadings[column], heading_);
  }
  ++about_rows_;
}

void RollupWorkbook::WriteText(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                               std::string_view text) {
  worksheet_write_string(sheet, row, column, std::string(text).c_str(), nullptr);
}

// A decimal as a number where a spreadsheet keeps it exactly, else as text.
void RollupWorkbook::WriteFigure(lxw_row_t row, lxw_col_t column, const std::string& figure) {
  const auto digits =
      std::count_if(figure.begin(), figure.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits > 0 && digits <= kExactDigits) {
    worksheet_write_number(data_, row, column, std::strtod(figure.c_str(), nullptr), nullptr);
  } else if (digits > 0) {
    WriteText(data_, row, column, figure);
  }
}

void RollupWorkbook::WriteRow(const v1::Rollup& rollup, const v1::RollupCell& cell) {
  const std::string_view texts[] = {OrganizationOf(rollup), rollup.display_name(),
                                    rollup.period(),        CodeOf(cell.indicator()),
                                    cell.display_name(),    cell.unit()};
  lxw_col_t column = 0;
  for (const std::string_view text : texts) WriteText(data_, rows_, column++, text);
  WriteFigure(rows_, column++, cell.value());
  WriteText(data_, rows_, column++, cell.text());
  const v1::Completeness& completeness = cell.completeness();
  for (const int count : {completeness.expected(), completeness.reported(), completeness.missing(),
                          completeness.not_applicable(), completeness.rate_only()}) {
    worksheet_write_number(data_, rows_, column++, count, nullptr);
  }
  WriteText(data_, rows_, column, cell.estimated() ? "推算" : "");
  ++rows_;
}

absl::Status RollupWorkbook::Add(const v1::Rollup& rollup) {
  if (about_rows_ == 0) WriteAbout(rollup);
  for (const v1::RollupCell& cell : rollup.cells()) {
    if (rows_ == kMostRows || about_rows_ + cell.remarks_size() > kMostRows) {
      return status::InvalidField("format", "TABLE_TOO_LONG",
                                  "a worksheet has at most 1,048,576 rows: ask for csv or ndjson",
                                  "工作表最多1048576行，请改用csv或ndjson");
    }
    WriteRow(rollup, cell);
    for (const std::string& remark : cell.remarks()) {
      const std::string_view texts[] = {OrganizationOf(rollup), rollup.display_name(),
                                        rollup.period(), CodeOf(cell.indicator()), remark};
      for (lxw_col_t column = 0; column < std::size(texts); ++column) {
        WriteText(about_, about_rows_, column, texts[column]);
      }
      ++about_rows_;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> RollupWorkbook::Finish() {
  worksheet_autofilter(data_, 0, 0, std::max<lxw_row_t>(rows_, 2) - 1, std::size(kColumns) - 1);
  return file_.Finish();
}

}  // namespace eduplan::indicators
