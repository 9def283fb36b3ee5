#include "services/platform/api/xlsx_cells.h"

#include "services/platform/api/xlsx/document_kind.h"
#include "services/platform/api/xlsx/problem.h"
#include "services/platform/api/xlsx/sheet.h"
#include "services/platform/api/xlsx/workbook.h"
#include "services/platform/office/package.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

// Of all cells together: one long shared text can be shown by any number of cells.
constexpr size_t kMostBytes = 64 << 20;

class Grid : public xlsx::RowSink {
 public:
  Grid(const TableLimits* limits, SheetCells* sheet) : limits_(limits), sheet_(sheet) {}

  absl::Status AddRow(int row, std::vector<xlsx::FilledCell> cells) override {
    if (static_cast<size_t>(row) > limits_->rows) {
      return xlsx::WrongRow("XLSX_TOO_LONG", row, text::Cat("more than ", limits_->rows, " rows"),
                            text::Cat("超过 ", limits_->rows, " 行"));
    }
    if (static_cast<size_t>(cells.back().column) > limits_->columns) {
      return xlsx::WrongRow("XLSX_TOO_WIDE", row,
                            text::Cat("more than ", limits_->columns, " columns"),
                            text::Cat("超过 ", limits_->columns, " 列"));
    }
    for (xlsx::FilledCell& cell : cells) {
      bytes_ += cell.text.size();
      sheet_->cells[{row, cell.column}] = {.text = std::move(cell.text),
                                           .is_number = cell.is_number,
                                           .is_percent = cell.shown == xlsx::Shown::kPercent};
    }
    if (bytes_ <= kMostBytes) return absl::OkStatus();
    return xlsx::WrongRow("XLSX_TOO_LARGE", row, "the sheet holds too much text", "工作表文本过多");
  }

 private:
  const TableLimits* limits_;
  SheetCells* sheet_;
  size_t bytes_ = 0;
};

}  // namespace

std::string_view SheetCells::Text(int row, int column) const {
  const auto found = cells.find({row, column});
  return found == cells.end() ? std::string_view() : std::string_view(found->second.text);
}

absl::StatusOr<std::vector<SheetCells>> ParseXlsxCells(std::string_view bytes,
                                                       const TableLimits& limits) {
  EDUPLAN_ASSIGN_OR_RETURN(office::Package package, office::Package::Open(bytes, xlsx::kWorkbook));
  EDUPLAN_ASSIGN_OR_RETURN(const xlsx::Workbook workbook,
                           xlsx::ReadWorkbook(&package, limits.cell_bytes));
  std::vector<SheetCells> sheets;
  for (const xlsx::WorkbookSheet& each : workbook.sheets) {
    SheetCells& sheet = sheets.emplace_back();
    sheet.name = each.name;
    sheet.visible = each.visible;
    Grid grid(&limits, &sheet);
    xlsx::SheetHandler handler(&workbook, &limits, &grid, xlsx::WrongResult::kShow);
    EDUPLAN_RETURN_IF_ERROR(package.Read(each.part, &handler));
  }
  return sheets;
}

std::string CellName(int row, int column) {
  return xlsx::ToText(xlsx::Position{row, column});
}

}  // namespace eduplan::api
