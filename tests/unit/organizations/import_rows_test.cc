#include "services/organizations/files/import_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/macros.h"
#include "tests/support/matchers.h"
#include "tests/unit/platform/api/xlsx/workbook_file.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using test::StatusIs;
using ::testing::HasSubstr;

constexpr std::string_view kHeader = "code,name,level,kind,parent,from\n";

// The rows if nothing is wrong with any of them.
absl::StatusOr<std::vector<ImportRow>> GoodRows(
    const v1::BatchImportOrganizationsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(ParsedRows parsed, ParseRows(request));
  EDUPLAN_RETURN_IF_ERROR(InvalidRows(parsed.errors));
  return std::move(parsed.rows);
}

absl::StatusOr<std::vector<ImportRow>> Parse(std::string_view rows) {
  v1::BatchImportOrganizationsRequest request;
  request.mutable_file()->set_data(std::string(kHeader) + std::string(rows));
  return GoodRows(request);
}

TEST(ParseRows, ReadsEnglishAndChineseLabels) {
  const auto rows = Parse(
      "330400,乙市,CITY,BUREAU,,\n"
      "330481,甲县,县级,教育行政部门,330400,2021-09-01\n"
      ",丙区,county,功能区,organizations/330400,\n");
  ASSERT_THAT(rows, test::IsOk());
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_EQ((*rows)[0].draft.level, v1::LEVEL_CITY);
  EXPECT_EQ((*rows)[0].draft.span.from, "1949-10-01");
  EXPECT_EQ((*rows)[1].draft.level, v1::LEVEL_COUNTY);
  EXPECT_EQ((*rows)[1].draft.span.from, "2021-09-01");
  EXPECT_EQ((*rows)[1].number, 2);
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_EQ((*rows)[2].draft.kind, v1::ORGANIZATION_KIND_ZONE);
  EXPECT_EQ((*rows)[2].draft.parent, "organizations/330400");
}

// As a bureau types it: codes as numbers, a day as a date, an empty row between.
TEST(ParseRows, ReadsXlsxByItsContentType) {
  const auto text = [](std::string_view cell) {
    return "<c t='inlineStr'><is><t>" + std::string(cell) + "</t></is></c>";
  };
  std::string header;
  for (const char* column : {"code", "name", "level", "kind", "parent", "from"}) {
    header += text(column);
  }
  api::WorkbookFile file = {
      .rows = "<row>" + header + "</row><row><c><v>330400</v></c>" + text("乙市") + text("市级") +
              "</row><row/><row><c><v>330481</v></c>" + text("甲县") + text("县级") + "<c/>" +
              "<c><v>330400</v></c><c s='1'><v>44440</v></c></row>",
      .styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"};
  v1::BatchImportOrganizationsRequest request;
  request.mutable_file()->set_content_type(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  request.mutable_file()->set_data(file.ToBytes());
  const auto rows = GoodRows(request);
  ASSERT_THAT(rows, test::IsOk());
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].draft.code, "330400");
  EXPECT_EQ((*rows)[1].draft.parent, "330400");
  EXPECT_EQ((*rows)[1].draft.span.from, "2021-09-01");  // 44440 in the 1900 system
  EXPECT_EQ((*rows)[1].number, 2);
  EXPECT_EQ((*rows)[1].line, 4);
  request.mutable_file()->set_data("code,name\n");
  EXPECT_THAT(GoodRows(request), StatusIs(absl::StatusCode::kInvalidArgument, "XLSX_INVALID"));
}

TEST(ParseRows, NamesRowColumnAndCell) {
  const auto rows = Parse(
      "330400,乙市,CITY,,,\n"
      "330481,甲县,COUNTY,,330400,\n"
      "330482,丁县,郡,,330400,2021-13-01\n");
  ASSERT_THAT(rows, StatusIs(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID"));
  const std::string message(rows.status().message());
  EXPECT_THAT(message, HasSubstr("row 3 (line 4), column level: \"郡\": not a level"));
  EXPECT_THAT(message, HasSubstr("row 3 (line 4), column from: \"2021-13-01\""));
}

TEST(ParseRows, ReadsEndAndAliases) {
  v1::BatchImportOrganizationsRequest request;
  request.mutable_file()->set_data(
      "code,name,level,kind,parent,from,to,reporting_parent,aliases\n"
      "330481,甲县教育局,COUNTY,,330400,2001-01-01,2020-01-01,330000, 甲县；老甲 ;;A\n");
  const auto rows = GoodRows(request);
  ASSERT_THAT(rows, test::IsOk());
  EXPECT_EQ((*rows)[0].draft.span, (Span{"2001-01-01", "2020-01-01"}));
  EXPECT_EQ((*rows)[0].draft.reporting_parent, "330000");
  EXPECT_THAT((*rows)[0].draft.aliases, ::testing::ElementsAre("甲县", "老甲", "A"));
}

TEST(ParseRows, ShortensALongCellBetweenCharacters) {
  std::string cell;
  for (int i = 0; i < 2000; ++i) {
    cell += "县";
  }
  const auto rows = Parse("330481,甲县," + cell + ",,,\n");
  ASSERT_THAT(rows, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_LT(rows.status().message().size(), 300u);
  EXPECT_THAT(std::string(rows.status().message()), HasSubstr("县…"));
}

TEST(ParseRows, MissingColumnIsNamed) {
  v1::BatchImportOrganizationsRequest request;
  request.mutable_file()->set_data("code,name,level,kind,from\n330481,甲县,COUNTY,,\n");
  const auto rows = GoodRows(request);
  ASSERT_THAT(rows, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(rows.status().ToString(), HasSubstr("parent"));
}

TEST(ParseRows, JsonNamesTheElement) {
  v1::BatchImportOrganizationsRequest request;
  v1::Organization* first = request.add_organizations();
  first->set_code("330400");
  first->set_display_name("乙市");
  first->set_level(v1::LEVEL_CITY);
  request.add_organizations()->set_code("330481");
  const auto rows = GoodRows(request);
  ASSERT_THAT(rows, StatusIs(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID"));
  EXPECT_THAT(std::string(rows.status().message()), HasSubstr("organizations[1].display_name"));
  EXPECT_THAT(std::string(rows.status().message()), HasSubstr("organizations[1].level"));
}

TEST(ParseRows, NeedsExactlyOneSource) {
  EXPECT_THAT(ParseRows({}), StatusIs(absl::StatusCode::kInvalidArgument, "ROWS_REQUIRED"));
}

}  // namespace
}  // namespace eduplan::organizations
