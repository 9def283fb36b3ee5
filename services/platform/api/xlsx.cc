#include "services/platform/api/xlsx.h"

#include "services/platform/api/xlsx/package.h"
#include "services/platform/api/xlsx/sheet.h"
#include "services/platform/api/xlsx/workbook.h"
#include "services/platform/status/macros.h"

namespace eduplan::api {

absl::StatusOr<Table> ParseXlsx(std::string_view bytes, const std::vector<std::string>& required,
                                const std::vector<std::string>& optional,
                                const TableLimits& limits) {
  EDUPLAN_ASSIGN_OR_RETURN(xlsx::Package package, xlsx::Package::Open(bytes));
  EDUPLAN_ASSIGN_OR_RETURN(const xlsx::Workbook workbook,
                           xlsx::ReadWorkbook(&package, limits.cell_bytes));
  xlsx::TableBuilder builder(&required, &optional, &limits);
  xlsx::SheetHandler sheet(&workbook, &limits, &builder);
  EDUPLAN_RETURN_IF_ERROR(package.Read(workbook.sheet_part, &sheet));
  return builder.Build();
}

}  // namespace eduplan::api
