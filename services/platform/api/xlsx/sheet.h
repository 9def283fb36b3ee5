#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_SHEET_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_SHEET_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/api/table.h"
#include "services/platform/api/xlsx/cell.h"
#include "services/platform/api/xlsx/path_handler.h"
#include "services/platform/api/xlsx/workbook.h"

namespace eduplan::api::xlsx {

// A cell with something in it.
struct FilledCell {
  int column = 0;  // from 1
  std::string text;
  bool is_number = false;        // and not a text that looks like one
  Shown shown = Shown::kNumber;  // of a number
};

// Takes the rows of a sheet in order.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // Never without a cell.
  virtual absl::Status AddRow(int row, std::vector<FilledCell> cells) = 0;
};

// What becomes of a cell whose formula has no result, or an error for one.
enum class WrongResult {
  kRefuse,
  kShow,  // its text is "=", or the error: #REF!
};

// Makes a table of the rows: the first is the header.
class TableBuilder : public RowSink {
 public:
  TableBuilder(const std::vector<std::string>* required, const std::vector<std::string>* optional,
               const TableLimits* limits)
      : required_(required), optional_(optional), limits_(limits) {}
  absl::Status AddRow(int row, std::vector<FilledCell> cells) override;
  // XLSX_EMPTY without a header.
  absl::StatusOr<Table> Build();

 private:
  absl::Status ReadHeader(int row, std::vector<FilledCell> cells);

  const std::vector<std::string>* required_;
  const std::vector<std::string>* optional_;
  const TableLimits* limits_;
  Table table_;
  std::vector<int> headings_;  // by the sheet's column, from 1: index in the header, or −1
  size_t bytes_ = 0;
};

// Reads a worksheet part.
class SheetHandler : public PathHandler {
 public:
  SheetHandler(const Workbook* workbook, const TableLimits* limits, RowSink* rows,
               WrongResult wrong = WrongResult::kRefuse)
      : workbook_(workbook), limits_(limits), rows_(rows), wrong_(wrong) {}

 private:
  absl::Status BeginAt(std::string_view path, const Attributes& attributes) override;
  absl::Status TextIn(std::string_view path, std::string_view text) override;
  absl::Status EndAt(std::string_view path) override;
  absl::Status BeginRow(const Attributes& attributes);
  absl::Status BeginCell(const Attributes& attributes);
  absl::Status EndCell();
  absl::StatusOr<std::string> CellText() const;
  absl::StatusOr<std::string> NumericText() const;
  bool IsNumber() const { return (type_.empty() || type_ == "n") && has_value_; }
  Shown ShownAs() const;
  absl::Status Refuse(std::string_view reason, std::string_view english,
                      std::string_view chinese) const;

  const Workbook* workbook_;
  const TableLimits* limits_;
  RowSink* rows_;
  WrongResult wrong_;
  std::vector<FilledCell> cells_;  // of the row so far
  Position at_;
  std::string type_;
  int style_ = 0;
  std::string text_;
  bool has_formula_ = false;
  bool has_value_ = false;
};

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_SHEET_H_
