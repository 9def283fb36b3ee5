#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/word_xml/story.h"

namespace eduplan::importer::word {
namespace {

// More than any program writes; cells behind them are not told apart.
constexpr int kMostColumns = 1024;

}  // namespace

void Story::BeginTable(size_t number) {
  if (!pieces_.empty()) EndParagraph({}, false);
  if (++tables_ > 1) return;
  table_number_ = number;
  table_ = {.begin = text_.chars.size()};
  row_ = -1;
  cell_of_column_.clear();
  breaks_.clear();
}

void Story::EndTable() {
  if (!pieces_.empty()) EndParagraph({}, false);
  if (tables_ == 0) return;
  if (--tables_ > 0) return;
  table_.end = text_.chars.size();
  const bool one_column = std::all_of(table_.cells.begin(), table_.cells.end(),
                                      [](const TableCell& cell) { return cell.column == 0; });
  if (one_column) {
    Unwrap();
  } else {
    text_.tables.push_back(std::exchange(table_, {}));
  }
}

void Story::BeginRow(bool heading, int columns_before) {
  if (tables_ != 1) return;
  ++row_;
  heading_ = heading;
  column_ = std::clamp(columns_before, 0, kMostColumns);
}

void Story::EndRow() {
  if (tables_ == 1 && row_ >= 0) text_.chars.push_back(U'\n');
}

size_t Story::CellAt(int column) const {
  const auto at = static_cast<size_t>(column);
  return column >= 0 && at < cell_of_column_.size() ? cell_of_column_[at] : 0;
}

void Story::BeginCell(const NewCell& cell) {
  if (tables_ != 1 || row_ < 0) return;
  cell_ = {std::clamp(cell.columns, 1, kMostColumns), cell.goes_on};
  // One that goes on with none is a cell of its own.
  const int beside = cell_.goes_on == Merge::kAcross ? column_ - 1 : column_;
  if (CellAt(beside) == 0) cell_.goes_on = Merge::kNone;
  cell_open_ = true;
  cell_begin_ = text_.chars.size();
  if (cell_.goes_on != Merge::kNone) return;
  text_.places.push_back(
      absl::StrCat("table ", table_number_, " row ", row_ + 1, " column ", column_ + 1));
  cell_place_ = static_cast<uint32_t>(text_.places.size() - 1);
}

void Story::EndCell() {
  if (!pieces_.empty()) EndParagraph({}, false);
  if (tables_ != 1) {
    if (InCell() && cell_.goes_on == Merge::kNone) CellSpace(false);
    return;
  }
  if (!std::exchange(cell_open_, false)) return;
  const int column = std::min(column_, kMostColumns);
  column_ = column + cell_.columns;
  const auto end = static_cast<size_t>(column_);
  if (cell_of_column_.size() < end) cell_of_column_.resize(end);
  size_t cell = 0;
  if (cell_.goes_on == Merge::kNone) {
    AddCell(column);
    cell = table_.cells.size();
  } else if (cell_.goes_on == Merge::kAcross) {
    cell = CellAt(column - 1);
    table_.cells[cell - 1].columns += cell_.columns;
  } else {
    cell = CellAt(column);
    table_.cells[cell - 1].rows = row_ - table_.cells[cell - 1].row + 1;
  }
  std::fill(cell_of_column_.begin() + column, cell_of_column_.begin() + column_, cell);
}

void Story::AddCell(int column) {
  TrimCell();
  table_.cells.push_back({.begin = cell_begin_,
                          .end = text_.chars.size(),
                          .row = row_,
                          .column = column,
                          .columns = cell_.columns,
                          .heading = heading_});
  text_.chars.push_back(U'\t');
}

void Story::TrimCell() {
  while (text_.chars.size() > cell_begin_ && text_.chars.back() == U' ') text_.chars.pop_back();
  const size_t end = text_.chars.size();
  while (!breaks_.empty() && breaks_.back() >= end) breaks_.pop_back();
  while (!text_.marks.empty() && text_.marks.back().begin > end) text_.marks.pop_back();
}

void Story::Unwrap() {
  for (const size_t at : breaks_) text_.chars[at] = U'\n';
  // The '\t' of each cell goes, and the '\n' of an empty one.
  std::vector<size_t> dropped;
  for (const TableCell& cell : table_.cells) {
    dropped.push_back(cell.end);
    if (cell.end == cell.begin) dropped.push_back(cell.end + 1);
  }
  auto mark = std::lower_bound(
      text_.marks.begin(), text_.marks.end(), table_.begin,
      [](const OriginMark& each, size_t position) { return each.begin < position; });
  size_t to = table_.begin;
  auto drop = dropped.begin();
  for (size_t from = table_.begin; from < text_.chars.size(); ++from) {
    for (; mark != text_.marks.end() && mark->begin == from; ++mark) mark->begin = to;
    if (drop != dropped.end() && *drop == from) {
      ++drop;
    } else {
      text_.chars[to++] = text_.chars[from];
    }
  }
  text_.chars.resize(to);
  table_ = {};
}

}  // namespace eduplan::importer::word
