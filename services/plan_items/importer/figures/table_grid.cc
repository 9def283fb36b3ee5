#include "services/plan_items/importer/figures/table_grid.h"

#include <algorithm>

#include "services/plan_items/importer/figures/number_cell.h"
#include "services/plan_items/importer/figures/units.h"

namespace eduplan::importer {
namespace {

constexpr int kMostRows = 5000;
constexpr int kMostColumns = 100;
constexpr int kMostHeadingRows = 4;
constexpr size_t kUnitReach = 24;  // Before the table.

// The unit that opens `words`: 万元, 人次. "" if they are none.
std::u32string UnitIn(std::u32string_view words) {
  FlatText text;
  text.chars = std::u32string(words);
  text.gap.assign(words.size(), Gap::kNone);
  const Unit unit = ReadUnit(text, 0);
  return unit.end == words.size() ? unit.text : std::u32string();
}

// What stands in the last bracket of a heading: 新增学位（个） has 个.
std::u32string_view InBracket(std::u32string_view heading) {
  if (heading.empty() || heading.back() != U')') return {};
  const size_t open = heading.rfind(U'(');
  if (open == std::u32string_view::npos) return {};
  std::u32string_view inside = heading.substr(open + 1, heading.size() - open - 2);
  for (std::u32string_view word : {U"单位:", U"单位"}) {
    if (inside.starts_with(word)) inside.remove_prefix(word.size());
  }
  return inside;
}

}  // namespace

TableGrid::TableGrid(const FlatText& text, const Table& table) : text_(text), table_(table) {
  for (const TableCell& cell : table.cells) {
    rows_ = std::max(rows_, std::min(cell.row + std::max(cell.rows, 1), kMostRows));
    columns_ = std::max(columns_, std::min(cell.column + std::max(cell.columns, 1), kMostColumns));
  }
  const auto size = static_cast<size_t>(rows_) * static_cast<size_t>(columns_);
  cells_.assign(size, -1);
  begins_.assign(size, false);
  for (size_t k = 0; k < table.cells.size(); ++k) {
    const TableCell& cell = table.cells[k];
    for (int r = cell.row; r < std::min(cell.row + cell.rows, rows_); ++r) {
      for (int c = cell.column; c < std::min(cell.column + cell.columns, columns_); ++c) {
        const size_t at = Slot(r, c);
        cells_[at] = static_cast<int>(k);
        begins_[at] = r == cell.row && c == cell.column;
      }
    }
  }
  FindHeadingRows();
  FindHeadingColumns();
}

int TableGrid::CellAt(int row, int column) const {
  const size_t at = Slot(row, column);
  return begins_[at] ? cells_[at] : -1;
}

std::u32string_view TableGrid::TextAt(int row, int column) const {
  const int cell = cells_[Slot(row, column)];
  if (cell < 0) return {};
  const TableCell& found = table_.cells[static_cast<size_t>(cell)];
  return text_.view(found.begin, std::max(found.begin, found.end));
}

bool TableGrid::IsNumber(int row, int column) const {
  return IsNumberCell(TextAt(row, column));
}

// Rows from the top without a number, and those that the file marks.
void TableGrid::FindHeadingRows() {
  for (int row = 0; row < std::min(rows_ - 1, kMostHeadingRows); ++row) {
    bool number = false;
    bool marked = false;
    for (int column = 0; column < columns_; ++column) {
      number = number || IsNumber(row, column);
      const int cell = cells_[Slot(row, column)];
      marked = marked || (cell >= 0 && table_.cells[static_cast<size_t>(cell)].heading);
    }
    if (number && !marked) break;
    heading_rows_ = row + 1;
    // Below one row of headings words are as often a row without figures.
    if (!marked && row > 0) break;
  }
}

void TableGrid::FindHeadingColumns() {
  left_out_.assign(static_cast<size_t>(columns_), false);
  first_data_column_ = columns_;
  for (int column = 0; column < columns_; ++column) {
    const std::u32string_view heading =
        heading_rows_ > 0 ? TextAt(heading_rows_ - 1, column) : std::u32string_view();
    int numbers = 0;
    int units = 0;
    for (int row = heading_rows_; row < rows_; ++row) {
      numbers += IsNumber(row, column) ? 1 : 0;
      units += UnitIn(TextAt(row, column)).empty() ? 0 : 1;
    }
    const bool counts_rows = Contains(heading, {U"序号", U"编号", U"编码", U"代码", U"排名"});
    left_out_[static_cast<size_t>(column)] =
        counts_rows ||
        Contains(heading, {U"备注", U"时限", U"日期", U"电话", U"责任", U"牵头", U"年份"});
    if (units * 2 > rows_ - heading_rows_ && numbers == 0 && unit_column_ < 0) {
      unit_column_ = column;
    } else if (numbers > 0 && !left_out_[static_cast<size_t>(column)]) {
      first_data_column_ = std::min(first_data_column_, column);
    }
  }
}

bool TableGrid::IsData(int row, int column) const {
  return row >= heading_rows_ && column >= first_data_column_ && column != unit_column_ &&
         !left_out_[static_cast<size_t>(column)];
}

std::string TableGrid::RowHeading(int row) const {
  std::string heading;
  int before = -1;
  for (int column = 0; column < std::min(first_data_column_, columns_); ++column) {
    const int cell = cells_[Slot(row, column)];
    if (cell < 0 || cell == before || column == unit_column_) continue;
    before = cell;
    if (left_out_[static_cast<size_t>(column)] || IsNumber(row, column)) continue;
    const TableCell& found = table_.cells[static_cast<size_t>(cell)];
    if (found.end > found.begin) heading += text_.Printed(found.begin, found.end);
  }
  return heading;
}

size_t TableGrid::Slot(int row, int column) const {
  return static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column);
}

std::string TableGrid::ColumnHeading(int column) const {
  std::string heading;
  int before = -1;
  for (int row = 0; row < heading_rows_; ++row) {
    const int cell = cells_[Slot(row, column)];
    if (cell < 0 || cell == before) continue;
    before = cell;
    const TableCell& found = table_.cells[static_cast<size_t>(cell)];
    const std::u32string_view words = TextAt(row, column);
    size_t end = found.end;
    const std::u32string_view inside = InBracket(words);
    if (!inside.empty() && !UnitIn(inside).empty()) {
      end = found.begin + words.rfind(U'(');
    }
    // A caption over the whole table is no heading of a column.
    const bool caption = found.columns >= columns_ && columns_ > 1;
    if (end > found.begin && !caption) heading += text_.Printed(found.begin, end);
  }
  return heading;
}

std::u32string TableGrid::UnitOf(int row, int column) const {
  if (unit_column_ >= 0) {
    if (std::u32string unit = UnitIn(TextAt(row, unit_column_)); !unit.empty()) return unit;
  }
  for (int r = heading_rows_ - 1; r >= 0; --r) {
    if (std::u32string unit = UnitIn(InBracket(TextAt(r, column))); !unit.empty()) return unit;
  }
  for (int c = 0; c < std::min(first_data_column_, columns_); ++c) {
    if (std::u32string unit = UnitIn(InBracket(TextAt(row, c))); !unit.empty()) return unit;
  }
  const size_t from = table_.begin - std::min(table_.begin, kUnitReach);
  const std::u32string_view before = text_.view(from, table_.begin);
  const size_t word = before.rfind(U"单位:");
  if (word == std::u32string_view::npos) return {};
  std::u32string_view named = before.substr(word + 3);
  named = named.substr(0, named.find_first_of(U",、;)。"));
  return UnitIn(named);
}

bool TableGrid::IsTotal(int row) const {
  for (int column = 0; column < std::min(first_data_column_, columns_); ++column) {
    const std::u32string_view words = TextAt(row, column);
    if (words == U"合计" || words == U"总计" || words == U"小计") return true;
  }
  return false;
}

}  // namespace eduplan::importer
