#include "services/platform/api/xlsx/sheet.h"

#include <charconv>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/api/utf8.h"
#include "services/platform/api/xlsx/problem.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {
namespace {

// Of all cells together: one long shared text can be shown by any number of cells.
constexpr size_t kMostTableBytes = 256 << 20;
constexpr std::string_view kRow = "worksheet/sheetData/row";
constexpr std::string_view kCell = "worksheet/sheetData/row/c";
constexpr std::string_view kValue = "worksheet/sheetData/row/c/v";
constexpr std::string_view kFormula = "worksheet/sheetData/row/c/f";
constexpr std::string_view kInlineText = "worksheet/sheetData/row/c/is/t";
constexpr std::string_view kInlineRunText = "worksheet/sheetData/row/c/is/r/t";

std::optional<int> ParseInt(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool IsBlank(std::string_view text) {
  return absl::StripAsciiWhitespace(text::ToAbsl(text)).empty();
}

}  // namespace

absl::Status TableBuilder::ReadHeader(int row, std::vector<FilledCell> cells) {
  if (cells.size() > limits_->columns) {
    return WrongRow("XLSX_TOO_WIDE", row, text::Cat("more than ", limits_->columns, " columns"),
                    text::Cat("超过 ", limits_->columns, " 列"));
  }
  std::vector<int> places;
  for (FilledCell& cell : cells) {
    headings_.resize(static_cast<size_t>(cell.column) + 1, -1);
    headings_.back() = static_cast<int>(places.size());
    places.push_back(cell.column);
    table_.header.push_back(std::move(cell.text));
  }
  const auto problem = IndexHeader(&table_, *required_, *optional_);
  if (!problem.has_value()) return absl::OkStatus();
  const std::string reason = text::Cat("XLSX_", problem->reason);
  if (!problem->column.has_value()) {
    return WrongRow(reason, row, problem->english, problem->chinese);
  }
  return WrongCell(reason, ToText(Position{row, places[*problem->column]}), problem->english,
                   problem->chinese);
}

absl::Status TableBuilder::AddRow(int row, std::vector<FilledCell> cells) {
  for (const FilledCell& cell : cells) bytes_ += cell.text.size();
  if (bytes_ > kMostTableBytes) {
    return WrongRow("XLSX_TOO_LARGE", row, "the sheet holds too much text", "工作表文本过多");
  }
  if (table_.header.empty()) return ReadHeader(row, std::move(cells));
  if (table_.rows.size() == limits_->rows) {
    return WrongRow("XLSX_TOO_LONG", row, text::Cat("more than ", limits_->rows, " rows"),
                    text::Cat("超过 ", limits_->rows, " 行"));
  }
  std::vector<std::string> texts(table_.header.size());
  for (FilledCell& cell : cells) {
    const auto column = static_cast<size_t>(cell.column);
    if (column >= headings_.size() || headings_[column] < 0) {
      return WrongCell("XLSX_NO_HEADING", ToText(Position{row, cell.column}),
                       text::Cat("\"", Excerpt(cell.text), "\" stands under no heading"),
                       text::Cat("“", Excerpt(cell.text), "”所在的列没有表头"));
    }
    texts[static_cast<size_t>(headings_[column])] = std::move(cell.text);
  }
  table_.lines.push_back(row);
  table_.rows.push_back(std::move(texts));
  return absl::OkStatus();
}

absl::StatusOr<Table> TableBuilder::Build() {
  if (table_.header.empty()) {
    return Wrong("XLSX_EMPTY", "the first worksheet is empty", "第一个工作表是空的");
  }
  return std::move(table_);
}

absl::Status SheetHandler::BeginAt(std::string_view path, const Attributes& attributes) {
  if (path == kRow) return BeginRow(attributes);
  if (path == kCell) return BeginCell(attributes);
  if (path == kFormula) has_formula_ = true;
  if (path == kValue) has_value_ = true;
  return absl::OkStatus();
}

absl::Status SheetHandler::TextIn(std::string_view path, std::string_view text) {
  if (path != kValue && path != kInlineText && path != kInlineRunText) return absl::OkStatus();
  if (text_.size() + text.size() > limits_->cell_bytes) {
    return Refuse("XLSX_CELL_TOO_LONG", text::Cat("more than ", limits_->cell_bytes, " bytes"),
                  text::Cat("超过 ", limits_->cell_bytes, " 字节"));
  }
  text_.append(text);
  return absl::OkStatus();
}

absl::Status SheetHandler::EndAt(std::string_view path) {
  if (path == kCell) return EndCell();
  if (path != kRow || cells_.empty()) return absl::OkStatus();
  return rows_->AddRow(at_.row, std::exchange(cells_, {}));
}

// Rows and cells without a place of their own stand behind the one before.
absl::Status SheetHandler::BeginRow(const Attributes& attributes) {
  const std::string_view place = attributes.Get("r");
  const std::optional<int> row = place.empty() ? at_.row + 1 : ParseInt(place);
  if (!row.has_value() || *row <= at_.row || !ParsePosition(text::Cat("A", *row)).has_value()) {
    return WrongRow("XLSX_INVALID", at_.row, "the row behind it is out of order",
                    "其后的行次序有误");
  }
  at_ = {*row, 0};
  return absl::OkStatus();
}

absl::Status SheetHandler::BeginCell(const Attributes& attributes) {
  Position next = {at_.row, at_.column + 1};
  if (const std::string_view place = attributes.Get("r"); !place.empty()) {
    const std::optional<Position> position = ParsePosition(place);
    if (!position.has_value() || position->row != at_.row || position->column <= at_.column) {
      return WrongCell("XLSX_INVALID", Excerpt(place), "the cell is out of order",
                       "单元格次序有误");
    }
    next = *position;
  }
  if (!ParsePosition(ToText(next)).has_value()) {
    return Refuse("XLSX_INVALID", "the row does not end there", "该行过宽");
  }
  at_ = next;
  type_ = attributes.Get("t");
  style_ = ParseInt(attributes.Get("s")).value_or(0);
  text_.clear();
  has_formula_ = false;
  has_value_ = false;
  return absl::OkStatus();
}

absl::Status SheetHandler::EndCell() {
  EDUPLAN_ASSIGN_OR_RETURN(std::string text, CellText());
  if (text.size() > limits_->cell_bytes) {
    return Refuse("XLSX_CELL_TOO_LONG", text::Cat("more than ", limits_->cell_bytes, " bytes"),
                  text::Cat("超过 ", limits_->cell_bytes, " 字节"));
  }
  if (!IsBlank(text)) {
    cells_.push_back({.column = at_.column,
                      .text = std::move(text),
                      .is_number = IsNumber(),
                      .shown = IsNumber() ? ShownAs() : Shown::kNumber});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> SheetHandler::CellText() const {
  if (has_formula_ && !has_value_) {
    if (wrong_ == WrongResult::kShow) return std::string("=");
    return Refuse("XLSX_FORMULA_UNSAVED",
                  "a formula without its result; open the file in a spreadsheet and save it",
                  "公式没有保存计算结果，请用表格软件打开后重新保存");
  }
  if (type_ == "inlineStr") return Unescaped(text_);
  if (!has_value_) return std::string();
  if (type_ == "str") return Unescaped(text_);
  if (type_ == "s") {
    const std::optional<int> index = ParseInt(text_);
    if (!index.has_value() || *index < 0 ||
        static_cast<size_t>(*index) >= workbook_->shared_texts.size()) {
      return Refuse("XLSX_INVALID", "it names a text that the workbook does not have",
                    "引用了不存在的文本");
    }
    return workbook_->shared_texts[static_cast<size_t>(*index)];
  }
  if (type_ == "b") return std::string(text_ == "1" || text_ == "true" ? "TRUE" : "FALSE");
  if (type_ == "d") return IsoText(text_);
  if (type_ == "e") {
    if (wrong_ == WrongResult::kShow) return text_;
    return Refuse("XLSX_CELL_ERROR", text::Cat("it holds the error ", Excerpt(text_)),
                  text::Cat("内容为错误值 ", Excerpt(text_)));
  }
  if (type_.empty() || type_ == "n") return NumericText();
  return Refuse("XLSX_INVALID", text::Cat("unknown type \"", Excerpt(type_), "\""),
                text::Cat("未知的类型“", Excerpt(type_), "”"));
}

absl::StatusOr<std::string> SheetHandler::NumericText() const {
  if (IsBlank(text_)) return std::string();
  const std::optional<double> number = ParseNumber(text_);
  if (!number.has_value()) {
    return Refuse("XLSX_INVALID", text::Cat("\"", Excerpt(text_), "\" is not a number"),
                  text::Cat("“", Excerpt(text_), "”不是数值"));
  }
  return SerialText(*number, ShownAs(), workbook_->from_1904);
}

Shown SheetHandler::ShownAs() const {
  const auto style = static_cast<size_t>(style_);
  return style_ >= 0 && style < workbook_->styles.size() ? workbook_->styles[style]
                                                         : Shown::kNumber;
}

absl::Status SheetHandler::Refuse(std::string_view reason, std::string_view english,
                                  std::string_view chinese) const {
  return WrongCell(reason, ToText(at_), english, chinese);
}

}  // namespace eduplan::api::xlsx
