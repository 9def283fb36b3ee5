#ifndef EDUPLAN_GATEWAY_HTTP_FILE_NAME_H_
#define EDUPLAN_GATEWAY_HTTP_FILE_NAME_H_

#include <string>
#include <string_view>

namespace eduplan::http {

// The Content-Disposition of a file whose name nobody has said: made of the last segment of the
// path it was asked at and of its content type.
//   /v1/organizations/1/values:workbook, a spreadsheet -> attachment;
//   filename="values-workbook.xlsx"
std::string DispositionOf(std::string_view path, std::string_view content_type);

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_FILE_NAME_H_
