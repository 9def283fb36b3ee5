// A table as rows and columns: which of them are headings, and what they say of a cell.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/source_text.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

class TableGrid {
 public:
  // `table` is placed in `text`. A grid beyond kMostRows × kMostColumns is cut.
  TableGrid(const FlatText& text, const Table& table);

  int rows() const { return rows_; }
  int columns() const { return columns_; }
  // Index of the cell among the table's, -1 where there is none or one that begins elsewhere.
  int CellAt(int row, int column) const;
  // Whether a cell holds what the table tells: right of the headings of rows, below those of
  // columns.
  bool IsData(int row, int column) const;

  std::string RowHeading(int row) const;
  std::string ColumnHeading(int column) const;  // Without a unit in brackets.
  // The unit of a cell as its headings tell it: its own column (计量单位), a bracket in a heading
  // （万元）, or the words 单位：万元 before the table. "" if none does.
  std::u32string UnitOf(int row, int column) const;
  // 合计, 总计: the rows above or below it add up to it.
  bool IsTotal(int row) const;

 private:
  size_t Slot(int row, int column) const;  // In cells_ and begins_.
  std::u32string_view TextAt(int row, int column) const;
  bool IsNumber(int row, int column) const;
  void FindHeadingRows();
  void FindHeadingColumns();

  const FlatText& text_;
  const Table& table_;
  int rows_ = 0;
  int columns_ = 0;
  std::vector<int> cells_;
  std::vector<bool> begins_;
  int heading_rows_ = 0;
  int first_data_column_ = 0;
  int unit_column_ = -1;
  std::vector<bool> left_out_;  // Columns of numbers that count rows, of remarks, of dates.
};

}  // namespace eduplan::importer
