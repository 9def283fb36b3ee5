#include "services/indicators/values/workbook_form.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

#include "services/platform/api/xlsx_file.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Row = WorkbookForm::Row;

constexpr int kColumns = 8;
constexpr double kRowHeight = 20;    // points
constexpr size_t kExactDigits = 15;  // what a spreadsheet keeps of a number
constexpr double kWidths[kColumns] = {6, 36, 10, 20, 16, 16, 20, 30};
constexpr const char* kHeadings[kColumns] = {"序号", "指标名称", "计量单位", "本期",
                                             "上期", "上年同期", "目标",     "备注"};
constexpr char kHint[] =
    "无数据发生填“无”或 0；不适用填“/”；尚无数据的留空。只有浅黄色单元格可以填写。";
constexpr char kFont[] = "宋体";

bool IsExactNumber(std::string_view decimal) {
  const auto digits =
      std::count_if(decimal.begin(), decimal.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits > 0 && digits <= static_cast<std::ptrdiff_t>(kExactDigits);
}

std::string NumberFormat(int decimals) {
  return decimals == 0 ? "#,##0" : text::Cat("#,##0.", std::string(decimals, '0'));
}

// The formats of a workbook, each made once.
class Formats {
 public:
  explicit Formats(lxw_workbook* book) : book_(book) {}

  struct Key {
    std::string number;  // number format, "" for text
    bool open = false;
    bool bold = false;
    bool bordered = true;
    bool centred = false;
    bool right = false;
    double size = 11;
    auto operator<=>(const Key&) const = default;
  };
  lxw_format* Of(const Key& key) {
    lxw_format*& format = made_[key];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, key.size);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    if (!key.number.empty()) format_set_num_format(format, key.number.c_str());
    if (key.bold) format_set_bold(format);
    if (key.bordered) format_set_border(format, LXW_BORDER_THIN);
    if (key.centred) format_set_align(format, LXW_ALIGN_CENTER);
    if (key.right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (key.open) {
      format_set_unlocked(format);
      format_set_bg_color(format, 0xFFFBE6);
    }
    return format;
  }

 private:
  lxw_workbook* book_;
  std::map<Key, lxw_format*> made_;
};

// Writes the sheet to fill in. Rows and columns of libxlsxwriter count from 0.
class FormWriter {
 public:
  FormWriter(const WorkbookForm& form, lxw_workbook* book)
      : form_(form), formats_(book), sheet_(workbook_add_worksheet(book, kFormSheet)) {}

  void Write() {
    for (int column = 0; column < kColumns; ++column) {
      worksheet_set_column(sheet_, column, column, kWidths[column], nullptr);
    }
    worksheet_set_default_row(sheet_, kRowHeight, LXW_FALSE);
    worksheet_set_row(sheet_, 0, 2 * kRowHeight, nullptr);
    WriteHead();
    for (size_t i = 0; i < form_.rows.size(); ++i) WriteRow(i);
    WriteFoot();
    worksheet_freeze_panes(sheet_, kFirstRow - 1, kNameColumn);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, kFirstRow - 2, kFirstRow - 2);
    lxw_protection options = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE};
    worksheet_protect(sheet_, nullptr, &options);
  }

 private:
  static lxw_row_t RowOf(size_t i) { return static_cast<lxw_row_t>(kFirstRow - 1 + i); }

  void Merge(int row, int first, int last, const std::string& text, const Formats::Key& key) {
    worksheet_merge_range(sheet_, row, first, row, last, text.c_str(), formats_.Of(key));
  }

  void WriteHead() {
    const Formats::Key plain = {.bordered = false};
    Merge(0, 0, kColumns - 1, form_.title,
          {.bold = true, .bordered = false, .centred = true, .size = 18});
    const auto pair = [&](int row, const std::string& left, const std::string& right) {
      Merge(row, 0, 3, left, plain);
      Merge(row, 4, kColumns - 1, right, plain);
    };
    pair(1, text::Cat("表号：", form_.table_number), text::Cat("制定机关：", form_.issuer));
    pair(2, text::Cat("批准文号：", form_.approval_number),
         text::Cat("有效期至：", form_.valid_until.empty() ? "长期" : form_.valid_until));
    pair(3, text::Cat("填报单位：", form_.organization_name),
         text::Cat("报告期：", form_.period_text));
    Merge(4, 0, kColumns - 1, kHint, {.bordered = false, .size = 9});
    for (int column = 0; column < kColumns; ++column) {
      worksheet_write_string(sheet_, kFirstRow - 2, column, kHeadings[column],
                             formats_.Of({.bold = true, .centred = true}));
    }
  }

  // A decimal as a number where a spreadsheet keeps it exactly, else as text.
  void WriteFigure(lxw_row_t row, int column, const std::string& figure, Formats::Key key) {
    key.right = true;
    lxw_format* const format = formats_.Of(key);
    if (figure.empty()) {
      worksheet_write_blank(sheet_, row, column, format);
    } else if (IsExactNumber(figure)) {
      worksheet_write_number(sheet_, row, column, std::strtod(figure.c_str(), nullptr), format);
    } else {
      worksheet_write_string(sheet_, row, column, figure.c_str(), format);
    }
  }

  void WriteRow(size_t i) {
    const Row& row = form_.rows[i];
    const lxw_row_t at = RowOf(i);
    const std::string number = NumberFormat(row.decimals);
    worksheet_write_number(sheet_, at, 0, static_cast<double>(i + 1),
                           formats_.Of({.centred = true}));
    worksheet_write_string(sheet_, at, 1, row.name.c_str(), formats_.Of({}));
    worksheet_write_string(sheet_, at, 2, row.unit.c_str(), formats_.Of({.centred = true}));
    WriteInput(row, at, number);
    WriteFigure(at, 4, row.previous, {.number = number});
    WriteFigure(at, 5, row.last_year, {.number = number});
    const std::string yearly = text::Cat(number, "\"（全年）\"");
    WriteFigure(at, 6, row.target, {.number = row.target_of_year ? yearly : number});
    const bool open = row.kind == Row::Kind::kInput;
    worksheet_write_string(sheet_, at, 7, row.note.c_str(), formats_.Of({.open = open}));
  }

  void WriteInput(const Row& row, lxw_row_t at, const std::string& number) {
    constexpr int kColumn = kInputColumn - 1;
    if (row.kind == Row::Kind::kNotAsked) {
      worksheet_write_string(sheet_, at, kColumn, "本期不填", formats_.Of({.centred = true}));
    } else if (row.kind == Row::Kind::kComputed && row.numerator >= 0) {
      WriteQuotient(row, at, number);
    } else if (row.kind == Row::Kind::kComputed) {
      worksheet_write_string(sheet_, at, kColumn, "自动计算", formats_.Of({.centred = true}));
    } else {
      WriteFigure(at, kColumn, row.value, {.number = number, .open = true});
      Validate(row, at);
    }
  }

  // What the ratio comes to as its parts are typed.
  void WriteQuotient(const Row& row, lxw_row_t at, const std::string& number) {
    const std::string above = api::CellName(kFirstRow + row.numerator, kInputColumn);
    const std::string below = api::CellName(kFirstRow + row.denominator, kInputColumn);
    const std::string formula =
        text::Cat("=IF(AND(ISNUMBER(", above, "),ISNUMBER(", below, ")),IF(", below, "=0,\"\",",
                  above, "/", below, "*", row.factor, "),\"\")");
    lxw_format* const format = formats_.Of({.number = number});
    if (IsExactNumber(row.value)) {
      worksheet_write_formula_num(sheet_, at, kInputColumn - 1, formula.c_str(), format,
                                  std::strtod(row.value.c_str(), nullptr));
    } else {
      worksheet_write_formula_str(sheet_, at, kInputColumn - 1, formula.c_str(), format, "");
    }
  }

  // Warns of what is no figure, but lets it stand: the upload reads １２３ and "1,200" as well, and
  // tells what it cannot read.
  void Validate(const Row& row, lxw_row_t at) {
    const std::string cell = api::CellName(static_cast<int>(at) + 1, kInputColumn);
    // OR would be an error where one side of it is, as ROUND of a text.
    const std::string formula =
        text::Cat("=IF(ISNUMBER(", cell, "),ROUND(", cell, ",", row.decimals, ")=", cell, ",OR(",
                  cell, "=\"/\",", cell, "=\"无\"))");
    const std::string message =
        text::Cat("应填数值（", row.decimals == 0 ? "整数" : text::Cat(row.decimals, "位小数以内"),
                  "，单位：", row.unit, "）、“无”或“/”。");
    lxw_data_validation validation = {};
    validation.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
    validation.value_formula = const_cast<char*>(formula.c_str());
    validation.ignore_blank = LXW_VALIDATION_ON;
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation.error_title = const_cast<char*>("请核对");
    validation.error_message = const_cast<char*>(message.c_str());
    worksheet_data_validation_cell(sheet_, at, kInputColumn - 1, &validation);
  }

  void WriteFoot() {
    const auto row = static_cast<int>(RowOf(form_.rows.size()));
    const Formats::Key label = {.bordered = false};
    const Formats::Key open = {.open = true};
    const auto write = [&](int at, int column, const char* text, const Formats::Key& key) {
      worksheet_write_string(sheet_, at, column, text, formats_.Of(key));
    };
    Merge(row, 0, 1, "单位负责人：", label);
    write(row, 2, "", open);
    write(row, 3, "统计负责人：", label);
    write(row, 4, "", open);
    write(row, 5, "填表人：", label);
    write(row, 6, "", open);
    Merge(row + 1, 0, 1, "联系电话：", label);
    write(row + 1, 2, "", open);
    write(row + 1, 3, "报出日期：", label);
    write(row + 1, 4, "", open);
  }

  const WorkbookForm& form_;
  Formats formats_;
  lxw_worksheet* sheet_;
};

absl::Status WriteManifest(const WorkbookForm& form, lxw_workbook* book) {
  WorkbookManifest manifest = form.manifest;
  for (size_t i = 0; i < form.rows.size(); ++i) {
    const Row& row = form.rows[i];
    if (row.kind != Row::Kind::kInput) continue;
    manifest.cells.push_back({.row = kFirstRow + static_cast<int>(i),
                              .indicator = row.indicator,
                              .name = row.name,
                              .unit = row.unit,
                              .version = row.version,
                              .value = row.value,
                              .note = row.note});
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto rows, ToRows(manifest));
  lxw_worksheet* const sheet = workbook_add_worksheet(book, kManifestSheet);
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < rows[row].size(); ++column) {
      worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                             rows[row][column].c_str(), nullptr);
    }
  }
  worksheet_protect(sheet, nullptr, nullptr);
  worksheet_hide(sheet);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> WriteForm(const WorkbookForm& form) {
  EDUPLAN_ASSIGN_OR_RETURN(api::XlsxFile file, api::XlsxFile::Make());
  FormWriter(form, file.book()).Write();
  EDUPLAN_RETURN_IF_ERROR(WriteManifest(form, file.book()));
  return file.Finish();
}

}  // namespace eduplan::indicators
