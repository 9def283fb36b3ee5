#include "services/plan_items/importer/formats/pdf/grid.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/plan_items/importer/formats/pdf/join.h"
#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

struct Range {
  double left = 0;
  double right = 0;
};

// Parts of the font's size that columns stand apart at least, where all rows have the hole. Within
// a cell words of two scripts stand nearer.
constexpr double kBetween = 0.28;

// A line of prose, or one that stands across all columns.
constexpr size_t kLongestCell = 24;

bool IsProse(const Line& line) {
  if (line.segments.size() > 1) return false;
  const std::u32string& text = line.segments.front().text;
  return text.size() > kLongestCell || EndsSentence(Fold(text.back()));
}

// Columns of words that overlap one another, from left to right.
std::vector<Range> ColumnsOf(const std::vector<Line>& lines, size_t begin, size_t end) {
  std::vector<Range> words;
  double size = lines[begin].size;
  for (size_t i = begin; i < end; ++i) {
    size = std::min(size, lines[i].size);
    for (const Segment& word : lines[i].words) words.push_back({word.left, word.right});
  }
  std::sort(words.begin(), words.end(),
            [](const Range& a, const Range& b) { return a.left < b.left; });
  std::vector<Range> columns;
  for (const Range& word : words) {
    if (columns.empty() || word.left >= columns.back().right + kBetween * size) {
      columns.push_back(word);
    } else {
      columns.back().right = std::max(columns.back().right, word.right);
    }
  }
  return columns;
}

size_t ColumnAt(const std::vector<Range>& columns, double x) {
  size_t column = 0;
  while (column + 1 < columns.size() && columns[column].right <= x) ++column;
  return column;
}

// Lines of one row stand nearer to one another than this part of what rows do.
constexpr double kWithinRow = 0.8;

// How far lines of cells may stand apart, in heights of a line.
constexpr double kNear = 2.2;

// Past the last line that may be of a table that begins at `begin`: lines with holes, and between
// them shorter ones that go on in a cell.
size_t RunFrom(const std::vector<Line>& lines, size_t begin) {
  size_t end = begin;
  size_t last = begin;
  double far = 0;  // The farthest that rows stood apart so far.
  for (size_t i = begin; i < lines.size(); ++i) {
    const double height = lines[i].bottom - lines[i].top;
    const double apart = i == begin ? 0 : lines[i].middle() - lines[last].middle();
    if (apart > std::max(kNear * height, 1.6 * far) || IsProse(lines[i])) break;
    if (lines[i].segments.size() > 1) {
      far = std::max(far, apart);
      end = i + 1;
    } else if (i - last > 0 && i >= end + 3) {
      break;
    }
    last = i;
  }
  // What is left of cells of the last row, under columns but the first.
  while (end > begin && end < lines.size() && lines[end].segments.size() == 1 &&
         lines[end].middle() - lines[end - 1].middle() < kWithinRow * far &&
         lines[end].left > lines[begin].segments[1].left - lines[end].size) {
    ++end;
  }
  return end;
}

bool AreMarkers(const std::vector<std::vector<std::u32string>>& rows) {
  size_t markers = 0;
  for (const auto& row : rows) {
    std::u32string folded = Fold(row.front());
    const bool marker = row.front().empty() || folded.size() <= 1 ||
                        (folded.size() <= 6 && StartsItem(folded + U"题"));
    if (marker) ++markers;
  }
  return markers * 2 > rows.size();
}

using Cells = std::vector<std::u32string>;

Cells CellsOf(const Line& line, const std::vector<Range>& columns) {
  Cells cells(columns.size());
  double right = 0;
  for (const Segment& word : line.words) {
    std::u32string& cell = cells[ColumnAt(columns, word.left)];
    const bool latin = !cell.empty() && IsLatin(cell.back()) && IsLatin(word.text.front());
    if (latin && word.left - right > 0.1 * line.size) cell.push_back(U' ');
    cell += word.text;
    right = word.right;
  }
  return cells;
}

bool IsWhole(const Cells& cells) {
  return std::none_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

void AppendCells(Cells& row, const Cells& more) {
  for (size_t i = 0; i < row.size(); ++i) AppendJoined(row[i], more[i]);
}

// Joins lines of one row: those nearer to one another than rows of the table are, where one of the
// two lacks cells.
std::vector<Cells> RowsOf(const std::vector<Line>& lines, size_t begin, size_t end,
                          const std::vector<Range>& columns) {
  double widest = 0;
  for (size_t i = begin + 1; i < end; ++i) {
    widest = std::max(widest, lines[i].middle() - lines[i - 1].middle());
  }
  std::vector<Cells> rows;
  bool whole = true;
  for (size_t i = begin; i < end; ++i) {
    Cells cells = CellsOf(lines[i], columns);
    const bool is_whole = IsWhole(cells);
    const double apart = i == begin ? widest : lines[i].middle() - lines[i - 1].middle();
    const bool tight =
        apart < kWithinRow * widest && apart < 1.6 * (lines[i].bottom - lines[i].top);
    const bool goes_on = !rows.empty() && (!is_whole || !whole) &&
                         (tight || (!is_whole && cells.front().empty() && apart < widest));
    if (goes_on) {
      AppendCells(rows.back(), cells);
      whole = IsWhole(rows.back()) && is_whole;
    } else {
      rows.push_back(std::move(cells));
      whole = is_whole;
    }
  }
  return rows;
}

std::optional<Grid> GridIn(const std::vector<Line>& lines, size_t begin, size_t end) {
  const std::vector<Range> columns = ColumnsOf(lines, begin, end);
  if (columns.size() < 2) return std::nullopt;
  size_t with_holes = 0;
  for (size_t i = begin; i < end; ++i) {
    if (lines[i].segments.size() > columns.size()) return std::nullopt;
    if (lines[i].segments.size() > 1) ++with_holes;
  }
  if (with_holes < (columns.size() > 2 ? 2U : 3U)) return std::nullopt;
  Grid grid{.begin = begin, .end = end, .rows = RowsOf(lines, begin, end, columns)};
  if (grid.rows.size() < 2) return std::nullopt;
  if (columns.size() == 2 && AreMarkers(grid.rows)) return std::nullopt;
  return grid;
}

// Headings in the middle of their columns may reach into the holes between them.
void AddHeading(const Line& line, Grid& grid) {
  if (line.segments.size() != grid.rows.front().size()) return;
  Cells cells;
  for (const Segment& segment : line.segments) cells.push_back(segment.text);
  grid.rows.insert(grid.rows.begin(), std::move(cells));
  --grid.begin;
}

}  // namespace

std::vector<Grid> FindGrids(const std::vector<Line>& lines) {
  constexpr size_t kMostTries = 4;  // To begin or end the table elsewhere.
  std::vector<Grid> grids;
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].segments.size() < 2) {
      ++i;
      continue;
    }
    const size_t run = RunFrom(lines, i);
    std::optional<Grid> grid;
    for (size_t skip = 0; skip < kMostTries && i + skip < run && !grid; ++skip) {
      grid = GridIn(lines, i + skip, run);
      if (grid && skip > 0) AddHeading(lines[i + skip - 1], *grid);
    }
    if (grid) grids.push_back(*std::move(grid));
    i = std::max(run, i + 1);
  }
  return grids;
}

}  // namespace eduplan::importer::pdf
