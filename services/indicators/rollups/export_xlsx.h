#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_XLSX_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_XLSX_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/platform/api/xlsx_file.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// A table of totals as a workbook: a sheet 数据 in the long form of export_table.h, its head frozen
// and with filters, and a sheet 说明 with the moment, whose figures count, and every remark. A row
// goes to the file as the next one comes.
class RollupWorkbook {
 public:
  static absl::StatusOr<RollupWorkbook> Make();

  // INVALID_ARGUMENT (TABLE_TOO_LONG) beyond the rows that a sheet has.
  absl::Status Add(const v1::Rollup& rollup);
  absl::StatusOr<std::string> Finish();

 private:
  explicit RollupWorkbook(api::XlsxFile file) : file_(std::move(file)) {}
  void WriteHead();
  void WriteAbout(const v1::Rollup& rollup);
  void WriteRow(const v1::Rollup& rollup, const v1::RollupCell& cell);
  void WriteFigure(lxw_row_t row, lxw_col_t column, const std::string& figure);
  void WriteText(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text);

  api::XlsxFile file_;
  lxw_worksheet* data_ = nullptr;
  lxw_worksheet* about_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_row_t rows_ = 0;        // written in data_
  lxw_row_t about_rows_ = 0;  // in about_
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_XLSX_H_
