#include "services/plan_items/importer/cleaning/tables.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/plan_items/importer/figures/number_cell.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestCell = 20;      // On a line of its own.
constexpr size_t kLongestMeanCell = 40;  // Beyond it a table lays text out.
constexpr size_t kFewestLines = 6;       // Of a table with a cell on each line.
constexpr size_t kWidest = 10;           // Of such a table.

bool HoldsFigures(const Table& table, std::u32string_view chars) {
  size_t numbers = 0;
  size_t length = 0;
  int rows = 0;
  int columns = 0;
  for (const TableCell& cell : table.cells) {
    numbers += IsNumberCell(chars.substr(cell.begin, cell.end - cell.begin)) ? 1 : 0;
    length += cell.end - cell.begin;
    rows = std::max(rows, cell.row + cell.rows);
    columns = std::max(columns, cell.column + cell.columns);
  }
  return rows >= 2 && columns >= 2 && numbers >= 2 &&
         length <= kLongestMeanCell * table.cells.size();
}

bool IsStroke(char32_t c) {
  return IsOneOf(c, U"|｜│┃\t");
}

// White space that is seen: a word joiner sets nothing apart.
bool IsGap(char32_t c) {
  return IsSpace(c) && c != 0x2060;
}

// The cells of a line, split at strokes or, if there are none, at two spaces and more.
std::vector<TableCell> CellsOf(const Line& line, std::u32string_view chars, int row) {
  std::vector<TableCell> cells;
  const auto add = [&](size_t begin, size_t end) {
    while (begin < end && IsSpace(chars[begin])) ++begin;
    while (end > begin && IsSpace(chars[end - 1])) --end;
    cells.push_back(
        {.begin = begin, .end = end, .row = row, .column = static_cast<int>(cells.size())});
  };
  const auto text = chars.substr(line.begin, line.end - line.begin);
  const bool stroked = std::any_of(text.begin(), text.end(), IsStroke);
  size_t from = line.begin;
  for (size_t i = line.begin; i < line.end; ++i) {
    if (stroked ? !IsStroke(chars[i]) : !IsGap(chars[i])) continue;
    size_t end = i + 1;
    while (!stroked && end < line.end && IsGap(chars[end])) ++end;
    const bool wide = stroked || end - i >= 2 || chars[i] == U'\u3000';
    if (!wide) continue;
    if (i > line.begin) add(from, i);
    from = end;
    i = end - 1;
  }
  if (from < line.end) add(from, line.end);
  return cells;
}

// Whether there are two cells: most lines are prose, that nothing parts.
bool IsParted(const Line& line, std::u32string_view chars) {
  const auto text = chars.substr(line.begin, line.end - line.begin);
  return std::any_of(text.begin(), text.end(),
                     [](char32_t c) { return IsSpace(c) || IsStroke(c); });
}

// | --- | :-: |
bool IsRule(const Line& line) {
  return line.folded.find_first_not_of(U"|-:=+ ─━┼├┤—") == std::u32string::npos;
}

// What was looked at from a line on, and the table there, if it is one.
struct Found {
  std::optional<Table> table = {};
  size_t next = 0;  // The line behind what was looked at.
};

// Rows of as many cells each, one a line, from `first` on.
Found RowsFrom(const std::vector<Line>& lines, size_t first, std::u32string_view chars) {
  constexpr size_t kLongestRow = 400;
  const bool is_short = lines[first].end - lines[first].begin <= kLongestRow;
  if (!is_short || !IsParted(lines[first], chars)) return {.next = first};
  Table table{.begin = lines[first].begin};
  size_t next = first;
  size_t width = 0;
  int row = 0;
  for (; next < lines.size() && lines[next].end - lines[next].begin <= kLongestRow; ++next) {
    if (row > 0 && IsRule(lines[next])) continue;
    std::vector<TableCell> cells = CellsOf(lines[next], chars, row);
    if (row == 0) {
      width = cells.size();
      // Two words with a wide space between are a heading and its text as often.
      const bool stroked =
          lines[next].folded.find(U'|') != std::u32string::npos ||
          chars.substr(lines[next].begin, lines[next].end - lines[next].begin).find(U'\t') !=
              std::u32string_view::npos;
      if (!stroked && width < 3) break;
    }
    if (width < 2 || cells.size() != width) break;
    table.cells.insert(table.cells.end(), cells.begin(), cells.end());
    ++row;
  }
  if (row < 2) return {.next = first};
  table.end = lines[next - 1].end;
  if (!HoldsFigures(table, chars)) return {.next = next};
  return {std::move(table), next};
}

bool IsCellLine(const Line& line) {
  if (line.folded.empty() || line.folded.size() > kLongestCell) return false;
  if (line.kind != LineKind::kContent && line.kind != LineKind::kPageNumber) return false;
  if (line.starts_item && !IsNumberCell(line.folded)) return false;
  return line.folded.find_first_of(U"。;!?:") == std::u32string::npos &&
         line.folded.find(U',') == std::u32string::npos;
}

// Whether lines [first, first + width × rows) are a table of that width: a row of headings, then
// columns of one kind each, numbers or words, the first of words. `is_number` tells of each line.
bool IsTable(const std::vector<bool>& is_number, size_t first, size_t width, size_t rows) {
  size_t number_columns = 0;
  for (size_t column = 0; column < width; ++column) {
    if (is_number[first + column]) return false;
    size_t numbers = 0;
    for (size_t row = 1; row < rows; ++row) {
      numbers += is_number[first + row * width + column] ? 1 : 0;
    }
    if (numbers != 0 && numbers != rows - 1) return false;
    if (numbers != 0 && column == 0 && width < 3) return false;
    number_columns += numbers != 0 ? 1 : 0;
  }
  return number_columns > 0 && number_columns < width;
}

// A row of several cells on one line.
bool IsStroked(const Line& line, std::u32string_view chars) {
  const std::u32string_view text = chars.substr(line.begin, line.end - line.begin);
  return std::any_of(text.begin(), text.end(), IsStroke);
}

// A table with a cell on each line; a caption may stand before it.
Found CellsFrom(const std::vector<Line>& lines, size_t first, std::u32string_view chars) {
  constexpr size_t kMost = 2000;
  constexpr size_t kCaptions = 3;
  size_t end = first;
  std::vector<bool> is_number;
  while (end < lines.size() && end - first < kMost && IsCellLine(lines[end]) &&
         !IsStroked(lines[end], chars)) {
    is_number.push_back(IsNumberCell(lines[end].folded));
    ++end;
  }
  if (std::find(is_number.begin(), is_number.end(), true) == is_number.end()) return {.next = end};
  for (size_t begin = first; begin <= first + kCaptions && begin + kFewestLines <= end; ++begin) {
    const size_t count = end - begin;
    for (size_t width = 2; width <= std::min(kWidest, count / 2); ++width) {
      const size_t rows = count / width;
      if (!IsTable(is_number, begin - first, width, rows)) continue;
      Table table{.begin = lines[begin].begin, .end = lines[begin + rows * width - 1].end};
      for (size_t k = 0; k < rows * width; ++k) {
        table.cells.push_back({.begin = lines[begin + k].begin,
                               .end = lines[begin + k].end,
                               .row = static_cast<int>(k / width),
                               .column = static_cast<int>(k % width)});
      }
      return {std::move(table), begin + rows * width};
    }
  }
  return {.next = end};
}

void Mark(std::vector<Line>& lines, size_t first, size_t end) {
  for (size_t i = first; i < end; ++i) {
    lines[i].in_table = true;
    lines[i].starts_item = false;
    lines[i].kind = LineKind::kContent;
  }
}

void FindInText(std::u32string_view chars, std::vector<Line>& lines, std::vector<Table>& tables) {
  for (size_t i = 0; i + 1 < lines.size();) {
    Found found{.next = i + 1};
    if (!lines[i].in_table) found = RowsFrom(lines, i, chars);
    if (!found.table && found.next == i && IsCellLine(lines[i])) found = CellsFrom(lines, i, chars);
    if (found.table) {
      size_t first = i;
      while (lines[first].begin < found.table->begin) ++first;
      Mark(lines, first, found.next);
      tables.push_back(*std::move(found.table));
    }
    i = std::max(found.next, i + 1);
  }
}

}  // namespace

std::vector<Table> FindTables(const SourceText& source, std::vector<Line>& lines) {
  std::vector<Table> tables;
  size_t line = 0;
  for (const Table& table : source.tables) {
    if (!HoldsFigures(table, source.chars)) continue;
    while (line < lines.size() && lines[line].begin < table.begin) ++line;
    const size_t first = line;
    while (line < lines.size() && lines[line].begin < table.end) ++line;
    Mark(lines, first, line);
    tables.push_back(table);
  }
  FindInText(source.chars, lines, tables);
  std::sort(tables.begin(), tables.end(),
            [](const Table& a, const Table& b) { return a.begin < b.begin; });
  return tables;
}

}  // namespace eduplan::importer
