#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_WORKBOOK_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_WORKBOOK_FIXTURE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/platform/api/xlsx_cells.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {

// A cell to fill: a number as such if `number`, else a text; an empty one is emptied.
struct Filled {
  std::string cell;
  std::string text;
  bool number = false;
};

// The set "half" of county 340111, whose form has 新增学位 in row 7, 普惠在园幼儿 in 8, 在园幼儿 in
// 9, 普惠率 of these two in 10, 达标率, of which only the rate is asked, in 11, and 经费 in 12.
class WorkbookTest : public IndicatorsTest {
 protected:
  void SetUp() override;

  absl::StatusOr<v1::IndicatorSet> PutSet(const std::vector<std::string>& members);
  absl::StatusOr<std::string> Download(std::string_view organization = "340111",
                                       std::string_view period = "2021-H1");
  // The form of a downloaded workbook.
  static api::SheetCells Form(const std::string& workbook);
  static std::string Fill(std::string workbook, const std::vector<Filled>& cells);

  static v1::UploadWorkbookRequest Request(const std::string& workbook);
  absl::StatusOr<v1::UploadWorkbookResponse> Upload(const v1::UploadWorkbookRequest& request);
  absl::StatusOr<v1::UploadWorkbookResponse> Upload(const std::string& workbook) {
    return Upload(Request(workbook));
  }
  // Each difference as "D7 new-seats 1 -> 2 WRITTEN".
  static std::vector<std::string> Differences(const v1::UploadWorkbookResponse& response);
  // What stands: "" for missing.
  std::string Value(std::string_view indicator, std::string_view organization = "340111");
  // The workbook as LibreOffice saves it; nothing where there is none.
  static std::optional<std::string> Converted(const std::string& workbook, const std::string& to);
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_WORKBOOK_FIXTURE_H_
