#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_DOCUMENT_KIND_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_DOCUMENT_KIND_H_

#include "services/platform/api/xlsx/problem.h"
#include "services/platform/office/document_kind.h"

namespace eduplan::api::xlsx {

inline absl::Status RefuseWorkbook(office::Fault fault, std::string_view english,
                                   std::string_view chinese) {
  switch (fault) {
    case office::Fault::kInvalid:
      break;
    case office::Fault::kOldFormat:
      return Wrong("XLSX_OLD_FORMAT", english, chinese);
    case office::Fault::kEncrypted:
      return Wrong("XLSX_ENCRYPTED", english, chinese);
    case office::Fault::kTooLarge:
      return Wrong("XLSX_TOO_LARGE", english, chinese);
  }
  return Wrong("XLSX_INVALID", english, chinese);
}

inline constexpr office::DocumentKind kWorkbook = {
    .english = "workbook",
    .chinese = "工作簿",
    .file_english = "an .xlsx workbook",
    .file_chinese = " .xlsx 工作簿",
    .old_english = "an .xls file (Excel 97-2003) or another old document; save it as .xlsx",
    .old_chinese = "这是 .xls（Excel 97-2003）等旧格式文件，请另存为 .xlsx",
    .refuse = RefuseWorkbook};

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_DOCUMENT_KIND_H_
