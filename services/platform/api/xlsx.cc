#include "services/platform/api/xlsx.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/platform/api/xlsx/document_kind.h"
#include "services/platform/api/xlsx/sheet.h"
#include "services/platform/api/xlsx/workbook.h"
#include "services/platform/office/package.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api {

bool IsXlsx(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return absl::EqualsIgnoreCase(
      absl::StripAsciiWhitespace(text::ToAbsl(type)),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

absl::StatusOr<Table> ParseXlsx(std::string_view bytes, const std::vector<std::string>& required,
                                const std::vector<std::string>& optional,
                                const TableLimits& limits) {
  EDUPLAN_ASSIGN_OR_RETURN(office::Package package, office::Package::Open(bytes, xlsx::kWorkbook));
  EDUPLAN_ASSIGN_OR_RETURN(const xlsx::Workbook workbook,
                           xlsx::ReadWorkbook(&package, limits.cell_bytes));
  xlsx::TableBuilder builder(&required, &optional, &limits);
  xlsx::SheetHandler sheet(&workbook, &limits, &builder);
  EDUPLAN_RETURN_IF_ERROR(package.Read(workbook.sheet_part, &sheet));
  return builder.Build();
}

}  // namespace eduplan::api
