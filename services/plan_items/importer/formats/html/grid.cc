#include "services/plan_items/importer/formats/html/grid.h"

#include <algorithm>

#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/formats/html/tags.h"

namespace eduplan::importer {
namespace {

constexpr int kMaxColumns = 200;

// Characters of a cell beyond which it is a text and not a datum.
constexpr uint32_t kLongCell = 200;
constexpr uint32_t kLongOnAverage = 60;

template <typename Visit>
void ForEachChild(const std::vector<Element>& elements, uint32_t parent, Visit visit) {
  for (uint32_t child = parent + 1; child < elements[parent].end; child = elements[child].end) {
    visit(child);
  }
}

struct Row {
  uint32_t element;
  bool head;
};

std::vector<Row> RowsOf(const std::vector<Element>& elements, uint32_t table) {
  std::vector<Row> rows;
  ForEachChild(elements, table, [&](uint32_t section) {
    const GumboTag tag = elements[section].tag();
    if (elements[section].unseen) return;
    if (tag == GUMBO_TAG_TR) rows.push_back({section, false});
    if (tag != GUMBO_TAG_TBODY && tag != GUMBO_TAG_THEAD && tag != GUMBO_TAG_TFOOT) return;
    ForEachChild(elements, section, [&](uint32_t row) {
      if (elements[row].tag() == GUMBO_TAG_TR && !elements[row].unseen)
        rows.push_back({row, tag == GUMBO_TAG_THEAD});
    });
  });
  return rows;
}

int SpanOf(const GumboNode* cell, const char* attribute, int most) {
  const std::string_view text = AttributeOf(cell, attribute);
  // Digits beyond what an int holds are a large span too.
  const bool huge = text.size() > 9 && text.find_first_not_of("0123456789") == text.npos;
  return std::clamp(huge ? most : NumberOf(text).value_or(1), 1, most);
}

std::vector<GridCell> Place(const std::vector<Element>& elements, const std::vector<Row>& rows) {
  std::vector<GridCell> cells;
  std::vector<int> taken(kMaxColumns, 0);  // Up to which row each column is.
  for (size_t r = 0; r < rows.size(); ++r) {
    const int row = static_cast<int>(r);
    int column = 0;
    ForEachChild(elements, rows[r].element, [&](uint32_t cell) {
      const Element& element = elements[cell];
      if (element.tag() != GUMBO_TAG_TD && element.tag() != GUMBO_TAG_TH) return;
      if (element.unseen) return;
      while (column < kMaxColumns && taken[static_cast<size_t>(column)] > row) ++column;
      if (column >= kMaxColumns) return;
      const int down = SpanOf(element.node, "rowspan", static_cast<int>(rows.size()) - row);
      const int across = SpanOf(element.node, "colspan", kMaxColumns - column);
      std::fill_n(taken.begin() + column, across, row + down);
      cells.push_back(
          {cell, row, column, down, across, rows[r].head || element.tag() == GUMBO_TAG_TH});
      column += across;
    });
  }
  return cells;
}

// Nothing that lays out a page is in it.
bool IsPlain(const std::vector<Element>& elements, uint32_t table) {
  for (uint32_t i = table + 1; i < elements[table].end; ++i) {
    const GumboTag tag = elements[i].tag();
    if (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_FORM || IsHeading(tag) || tag == GUMBO_TAG_HR) {
      return false;
    }
  }
  return AttributeOf(elements[table].node, "role") != "presentation";
}

}  // namespace

std::vector<GridCell> DataCells(const std::vector<Element>& elements, uint32_t table) {
  const Element& element = elements[table];
  if (element.linked * 3 > element.text || !IsPlain(elements, table)) return {};
  const std::vector<Row> rows = RowsOf(elements, table);
  if (rows.size() < 2) return {};
  std::vector<GridCell> cells = Place(elements, rows);
  int columns = 0;
  uint32_t longest = 0;
  size_t filled = 0;
  for (const GridCell& cell : cells) {
    columns = std::max(columns, cell.column + 1);
    longest = std::max(longest, elements[cell.element].text);
    if (elements[cell.element].text > 0) ++filled;
  }
  const bool text = longest > kLongCell || element.text > kLongOnAverage * filled;
  // As many cells as two columns and two rows have, and not nearly all of them empty.
  if (columns < 2 || filled < 4 || filled * 3 < cells.size() || text) return {};
  return cells;
}

}  // namespace eduplan::importer
