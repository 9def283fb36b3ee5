#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_FILE_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_FILE_H_

#include <xlsxwriter.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace eduplan::api {

inline constexpr char kXlsxContentType[] =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// A workbook that libxlsxwriter writes, as bytes at the end. What it keeps on the way is memory
// without a name in any folder.
class XlsxFile {
 public:
  // With `row_by_row` a row goes out as the next one begins, so that memory does not grow with
  // rows: rows are written in order then, and no cell twice.
  static absl::StatusOr<XlsxFile> Make(bool row_by_row = false);

  lxw_workbook* book() { return book_.get(); }
  // The file; nothing may be written any more. Sheets hidden by worksheet_hide are so that no menu
  // shows them again (veryHidden), and which sheets there are is locked, without a password.
  absl::StatusOr<std::string> Finish();

 private:
  struct Free {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };
  struct Close {
    void operator()(int* file) const;
  };

  XlsxFile() = default;

  std::unique_ptr<int, Close> file_;
  std::unique_ptr<lxw_workbook, Free> book_;
};

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_FILE_H_
