#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_PROBLEM_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_PROBLEM_H_

#include <string_view>

#include "absl/status/status.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {

// The refusal of a file.
inline absl::Status Wrong(std::string_view reason, std::string_view english,
                          std::string_view chinese) {
  return status::InvalidField("file", reason, english, chinese);
}

// The refusal of a cell or a row ("C5", "5").
inline absl::Status WrongCell(std::string_view reason, std::string_view cell,
                              std::string_view english, std::string_view chinese) {
  return status::InvalidField("file", reason, text::Cat("cell ", cell, ": ", english),
                              text::Cat("单元格 ", cell, "：", chinese))
      .With("cell", cell);
}
inline absl::Status WrongRow(std::string_view reason, int row, std::string_view english,
                             std::string_view chinese) {
  return status::InvalidField("file", reason, text::Cat("row ", row, ": ", english),
                              text::Cat("第 ", row, " 行：", chinese))
      .With("row", text::Cat(row));
}

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_PROBLEM_H_
