#ifndef EDUPLAN_TESTS_UNIT_PLATFORM_API_XLSX_WORKBOOK_FILE_H_
#define EDUPLAN_TESTS_UNIT_PLATFORM_API_XLSX_WORKBOOK_FILE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/zip_edit.h"

namespace eduplan::api {

// Makes .xlsx files by hand, part by part, for what no spreadsheet program would write.
using Parts = std::vector<std::pair<std::string, std::string>>;

// A zip file with these entries.
inline std::string Zip(const Parts& parts) {
  return test::MakeZip(parts);
}

// What surrounds a worksheet: the relationships and the workbook.
struct WorkbookFile {
  std::string rows;  // what stands inside sheetData
  std::string workbook = "<sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets>";
  std::string shared_texts;  // what stands inside sst; no such part if empty
  std::string styles;        // what stands inside styleSheet; no such part if empty

  Parts ToParts() const;
  std::string ToBytes() const { return Zip(ToParts()); }
};

std::string SheetXml(std::string_view rows);

}  // namespace eduplan::api

#endif  // EDUPLAN_TESTS_UNIT_PLATFORM_API_XLSX_WORKBOOK_FILE_H_
