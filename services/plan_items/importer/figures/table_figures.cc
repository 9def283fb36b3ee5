#include "services/plan_items/importer/figures/table_figures.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "services/plan_items/importer/figures/attributes.h"
#include "services/plan_items/importer/figures/comparators.h"
#include "services/plan_items/importer/figures/table_grid.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

// A heading that says only which of its figures a column holds: 2022年完成, 计划数, 目标值.
bool NamesNoQuantity(const std::string& heading) {
  static const RE2 kRe(
      "(?:\\d{4}年?|[xX×]{4}年?|上半年|下半年|上年|去年|本年|今年|明年|全年|年度|年初|年底|本期|"
      "上期|同期|累计|计划|目标|任务|完成|实际|实绩|预期|预计|指标|数量|数值|数据|数|值|量|情况|"
      "现状|基数|进度|合计|[1-4一二三四]季度)*");
  return RE2::FullMatch(heading, kRe);
}

std::optional<MeasurementKind> KindOfHeading(const std::string& heading) {
  static const RE2 kAims("目标|计划|任务|预期|预计|力争|明年|下半年");
  static const RE2 kStands("完成|实际|实绩|现状|累计|上半年|去年|上年|同期|基数|年初");
  if (RE2::PartialMatch(heading, kStands)) return MeasurementKind::kActual;
  if (RE2::PartialMatch(heading, kAims)) return MeasurementKind::kTarget;
  return std::nullopt;
}

// The year that a heading opens with: 2020年, 2025年目标值; 0 if none.
int YearOfHeading(const std::string& heading) {
  static const RE2 kRe("^((?:19|20)\\d\\d)年?");
  int year = 0;
  return RE2::PartialMatch(heading, kRe, &year) ? year : 0;
}

// A number that fills its cell, with the unit of its headings.
std::optional<Figure> BareFigure(const FlatText& text, const TableCell& cell,
                                 const std::u32string& unit) {
  size_t at = cell.begin;
  while (at < cell.end && IsOneOf(text.chars[at], U"<>≥≤=约近")) ++at;
  const Numeral numeral = ReadNumeral(text, at);
  if (numeral.end == at || numeral.han) return std::nullopt;
  const ComparatorWord after = ComparatorAfter(text, numeral.end);
  if (numeral.end + after.length < cell.end) return std::nullopt;
  const ComparatorWord before = ComparatorBefore(text, at);
  const size_t powers = unit.find_first_not_of(U"十百千万亿");
  Figure figure{.begin = at,
                .unit_end = cell.end,
                .value = numeral.value,
                .unit = ToUtf8(unit),
                .powers = unit.substr(0, std::min(powers, unit.size())),
                .masked = numeral.masked};
  figure.word = unit.substr(figure.powers.size());
  if (before.length > 0 && at > cell.begin) {
    figure.comparator = before.comparator;
  } else if (after.length > 0) {
    figure.comparator = after.comparator;
  }
  return figure;
}

class Measurer {
 public:
  Measurer(const FlatText& text, const std::vector<uint8_t>& names, const Table& table,
           const Item& item, size_t max, ParsedPlan& plan)
      : text_(text),
        names_(names),
        table_(table),
        item_(item),
        max_(max),
        plan_(plan),
        grid_(text, table),
        first_(plan.measurements.size()) {
    for (int column = 0; column < grid_.columns(); ++column) {
      const int year = YearOfHeading(grid_.ColumnHeading(column));
      if (year == 0) continue;
      first_year_ = first_year_ == 0 ? year : std::min(first_year_, year);
      last_year_ = std::max(last_year_, year);
    }
  }

  void Run() {
    std::vector<int> totals(static_cast<size_t>(grid_.columns()), -1);
    std::vector<int> columns;  // Of each measurement.
    for (int row = 0; row < grid_.rows(); ++row) {
      const bool total = grid_.IsTotal(row);
      for (int column = 0; column < grid_.columns(); ++column) {
        const int cell = grid_.IsData(row, column) ? grid_.CellAt(row, column) : -1;
        if (cell < 0) continue;
        const size_t before = plan_.measurements.size();
        MeasureCell(table_.cells[static_cast<size_t>(cell)], row, column);
        const bool one = plan_.measurements.size() == before + 1;
        if (total && one) totals[static_cast<size_t>(column)] = static_cast<int>(before - first_);
        columns.resize(plan_.measurements.size() - first_, total || !one ? -1 : column);
      }
    }
    LinkTotals(totals, columns);
  }

 private:
  void MeasureCell(const TableCell& cell, int row, int column) {
    if (cell.end <= cell.begin) return;
    const std::optional<Figure> bare = BareFigure(text_, cell, grid_.UnitOf(row, column));
    std::vector<Figure> figures;
    if (bare) {
      figures.push_back(*bare);
    } else {
      figures = FindFigures(text_, names_, cell.begin, cell.end, max_);
    }
    for (const Figure& figure : figures) {
      if (plan_.measurements.size() >= max_) return;
      plan_.measurements.push_back(Make(figure, cell, row, column, figures.size() == 1));
    }
  }

  Measurement Make(const Figure& figure, const TableCell& cell, int row, int column, bool alone) {
    Measurement m;
    m.item_path = item_.path;
    m.row_heading = grid_.RowHeading(row);
    m.column_heading = grid_.ColumnHeading(column);
    m.name = m.row_heading;
    if (m.name.empty() || !NamesNoQuantity(m.column_heading)) m.name += m.column_heading;
    m.value = figure.value;
    m.unit = figure.unit;
    m.comparator = figure.comparator;
    m.masked = figure.masked;
    m.base_value = ScaledValue(figure.value, figure.powers);
    m.base_unit = ToUtf8(figure.word);
    m.kind = KindOfHeading(m.column_heading)
                 .value_or(KindOfHeading(m.row_heading).value_or(KindOfYear(m.column_heading)));
    m.start = text_.SourceBegin(alone ? cell.begin : figure.begin);
    m.end = text_.SourceEnd(alone ? cell.end : figure.unit_end);
    m.quote = ToUtf8(text_.source.substr(m.start, m.end - m.start));
    return m;
  }

  // Years before that of the document are told as they were, later ones are aimed at. A plan that
  // names no year sets out from the first of its table.
  MeasurementKind KindOfYear(const std::string& heading) const {
    const int year = YearOfHeading(heading);
    const int own = item_.context.year;
    if (year == 0) return item_.context.fallback;
    if (own > 0 && year > own) return MeasurementKind::kTarget;
    const bool before = own > 0 ? year < own : year == first_year_ && year != last_year_;
    return before ? MeasurementKind::kActual : item_.context.fallback;
  }

  void LinkTotals(const std::vector<int>& totals, const std::vector<int>& columns) {
    std::vector<int> wholes(columns.size(), -1);
    for (size_t k = 0; k < columns.size(); ++k) {
      if (columns[k] < 0) continue;
      wholes[k] = totals[static_cast<size_t>(columns[k])];
      if (wholes[k] < 0) continue;
      plan_.measurements[first_ + k].part_of =
          plan_.measurements[first_ + static_cast<size_t>(wholes[k])].name;
    }
    CheckParts(wholes, first_, plan_);
  }

  const FlatText& text_;
  const std::vector<uint8_t>& names_;
  const Table& table_;
  const Item& item_;
  const size_t max_;
  ParsedPlan& plan_;
  const TableGrid grid_;
  const size_t first_;
  int first_year_ = 0;  // Of the headings of columns; 0: they name none.
  int last_year_ = 0;
};

}  // namespace

void MeasureTable(const FlatText& text, const std::vector<uint8_t>& names, const Table& table,
                  const Item& item, size_t max, ParsedPlan& plan) {
  Measurer(text, names, table, item, max, plan).Run();
}

}  // namespace eduplan::importer
