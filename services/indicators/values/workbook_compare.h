#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_COMPARE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_COMPARE_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/values/value_input.h"
#include "services/indicators/values/workbook_build.h"
#include "services/indicators/values/workbook_manifest.h"

namespace eduplan::indicators {

// A workbook as it came back.
struct FilledWorkbook {
  WorkbookManifest manifest;
  api::SheetCells form;
};

// Finds both sheets. Refuses what ParseXlsxCells and FindManifest refuse; WORKBOOK_TAMPERED if the
// form is gone or its rows do not stand where they did.
absl::StatusOr<FilledWorkbook> ReadFilled(std::string_view bytes);

// What a workbook says against what stands.
struct ComparedWorkbook {
  std::vector<v1::UploadWorkbookResponse::Difference> differences;
  std::vector<CellWrite> writes;  // those that are WRITTEN
  int unchanged = 0;
  bool blocked = false;  // one is REFUSED, CONFLICT or QUESTION
};

// Compares cell by cell. A cell that says what it said when it was downloaded says nothing: what
// others have written there since stands. `confirmed`: cells ("D7") whose question was answered.
// Pure. FAILED_PRECONDITION (WORKBOOK_MISMATCH) if the definitions mean something else than when it
// was downloaded.
absl::StatusOr<ComparedWorkbook> CompareWorkbook(const FilledWorkbook& workbook,
                                                 const Catalogue& catalogue,
                                                 const calendar::Period& period,
                                                 const WorkbookValues& values,
                                                 const std::set<std::string>& confirmed);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_COMPARE_H_
