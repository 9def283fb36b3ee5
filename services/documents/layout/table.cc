#include "services/documents/layout/table.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

constexpr double kSidePadding = 0.3;      // em, each side of a cell
constexpr double kVerticalPadding = 0.3;  // em, above and below a cell's text
constexpr double kLeading = 1.3;          // line height in em
constexpr double kMaxRepeatedHeader = kTextHeight / 3;

struct Cell {
  MeasuredText text;
  std::vector<LineRange> lines;
};

class TableComposer {
 public:
  TableComposer(const Table& table, Measurer& measurer, Flow& flow)
      : table_(table), measurer_(measurer), flow_(flow), geometry_(SolveTable(table)) {}

  void Compose() {
    Caption();
    Header();
    for (const auto& row : table_.rows) {
      for (FlowItem& item : Row(row, /*is_header=*/false)) {
        item.header = header_;
        flow_.items.push_back(std::move(item));
      }
    }
    for (const std::string& note : table_.notes) Note(note);
  }

 private:
  double LineHeight() const { return kLeading * geometry_.size; }

  void Caption() {
    const MeasuredText text = measurer_.Measure(table_.caption, FontRole::kHei);
    const TypeSize type = TypeSize::Natural(kSizeFour);
    for (const LineRange& line :
         FillLines(text.text, text.widths, kTextWidth / type.pitch, kTextWidth / type.pitch)) {
      FlowItem& item = flow_.items.emplace_back();
      item.keep_with_next = true;
      const double x = (kTextWidth - text.Width(line.begin, line.end) * type.pitch) / 2;
      const double baseline = (kLinePitch - type.size) / 2 + kAscent * type.size;
      PlaceCharacters(text, line.begin, line.end, x, baseline, type, 0, item.texts);
    }
  }

  void Header() {
    std::vector<FlowItem> rows;
    double height = 0;
    for (const auto& row : table_.header_rows) {
      for (FlowItem& item : Row(row, /*is_header=*/true)) {
        height += item.height;
        rows.push_back(std::move(item));
      }
    }
    // A header that would fill the pages is not one to repeat.
    const bool repeat = !rows.empty() && height <= kMaxRepeatedHeader;
    for (FlowItem& item : rows) item.keep_with_next = repeat;
    flow_.items.insert(flow_.items.end(), rows.begin(), rows.end());
    if (!repeat) return;
    header_ = flow_.headers.size();
    header_height_ = height;
    flow_.headers.push_back(std::move(rows));
  }

  // One item, or several when the row is taller than a page.
  std::vector<FlowItem> Row(const std::vector<std::string>& cells, bool is_header) {
    std::vector<Cell> measured;
    size_t line_count = 1;
    for (size_t i = 0; i < cells.size(); ++i) {
      Cell cell{measurer_.Measure(cells[i], is_header ? FontRole::kHei : FontRole::kFangSong), {}};
      const double width = geometry_.widths[i] / geometry_.size - 2 * kSidePadding;
      cell.lines = FillLines(cell.text.text, cell.text.widths, width, width);
      line_count = std::max(line_count, cell.lines.size());
      measured.push_back(std::move(cell));
    }
    const double room = kTextHeight - header_height_ - 2 * kVerticalPadding * geometry_.size;
    const auto most = static_cast<size_t>(std::max(1.0, std::floor(room / LineHeight())));
    std::vector<FlowItem> items;
    for (size_t first = 0; first < line_count; first += most) {
      items.push_back(Piece(measured, first, std::min(most, line_count - first), is_header));
    }
    return items;
  }

  // Lines [first, first + count) of every cell of a row, with its rules.
  FlowItem Piece(const std::vector<Cell>& cells, size_t first, size_t count, bool is_header) {
    FlowItem item;
    item.on_grid = false;
    item.height = static_cast<double>(count) * LineHeight() + 2 * kVerticalPadding * geometry_.size;
    double x = 0;
    for (size_t i = 0; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      item.rules.push_back({x, 0, x, item.height, kTableRule});
      const size_t end = std::min(cell.lines.size(), first + count);
      const size_t lines = end > first ? end - first : 0;
      double top = (item.height - static_cast<double>(lines) * LineHeight()) / 2;
      const Alignment alignment = is_header ? Alignment::kCenter : table_.columns[i].alignment;
      for (size_t line = first; line < end; ++line, top += LineHeight()) {
        PlaceCellLine(cell, cell.lines[line], x, geometry_.widths[i], top, alignment, item);
      }
      x += geometry_.widths[i];
    }
    item.rules.push_back({kTextWidth, 0, kTextWidth, item.height, kTableRule});
    for (double y : {0.0, item.height}) {
      item.rules.push_back({0, y, kTextWidth, y, kTableRule});
    }
    return item;
  }

  void PlaceCellLine(const Cell& cell, const LineRange& line, double cell_x, double cell_width,
                     double top, Alignment alignment, FlowItem& item) {
    const TypeSize type = TypeSize::Natural(geometry_.size);
    const double padding = kSidePadding * type.size;
    const double spare =
        cell_width - 2 * padding - cell.text.Width(line.begin, line.end) * type.pitch;
    double shift = 0;
    if (alignment == Alignment::kCenter) shift = spare / 2;
    if (alignment == Alignment::kRight) shift = spare;
    const double baseline = top + (LineHeight() - type.size) / 2 + kAscent * type.size;
    PlaceCharacters(cell.text, line.begin, line.end, cell_x + padding + shift, baseline, type, 0,
                    item.texts);
  }

  void Note(const std::string& note) {
    const MeasuredText text = measurer_.Measure(note, FontRole::kFangSong);
    const TypeSize type = TypeSize::Natural(kSizeFive);
    const double width = kTextWidth / type.pitch;
    for (const LineRange& line : FillLines(text.text, text.widths, width, width)) {
      if (!flow_.items.empty()) flow_.items.back().keep_with_next = true;
      FlowItem& item = flow_.items.emplace_back();
      item.on_grid = false;
      item.height = 1.5 * type.size;
      const double baseline = (item.height - type.size) / 2 + kAscent * type.size;
      PlaceCharacters(text, line.begin, line.end, 0, baseline, type,
                      JustifyExtra(text, line, type, kTextWidth), item.texts);
    }
  }

  const Table& table_;
  Measurer& measurer_;
  Flow& flow_;
  const TableGeometry geometry_;
  std::optional<size_t> header_;
  double header_height_ = 0;
};

}  // namespace

void ComposeTable(const Table& table, Measurer& measurer, Flow& flow) {
  TableComposer(table, measurer, flow).Compose();
}

}  // namespace eduplan::layout
