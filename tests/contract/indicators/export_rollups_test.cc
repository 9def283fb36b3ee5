#include "services/platform/api/csv.h"
#include "services/platform/api/xlsx_cells.h"
#include "services/platform/status/text.h"
#include "tests/contract/indicators/workbook_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::HasSubstr;

class ExportRollupsTest : public WorkbookTest {
 protected:
  absl::StatusOr<std::string> Export(const v1::ExportRollupsRequest& request,
                                     const auth::Principal& who = Root()) {
    grpc::ClientContext context;
    Prepare(who, &context);
    const auto stub = v1::RollupService::NewStub(server().channel());
    const auto stream = stub->ExportRollups(&context, request);
    google::api::HttpBody piece;
    std::string file;
    while (stream->Read(&piece)) file.append(piece.data());
    const grpc::Status status = stream->Finish();
    if (!status.ok()) return status::FromGrpc(status);
    return file;
  }
  static v1::ExportRollupsRequest Request(std::string_view format) {
    v1::ExportRollupsRequest request;
    request.set_format(std::string(format));
    request.mutable_query()->add_organizations("organizations/340100");
    request.mutable_query()->set_children_of("organizations/340100");
    request.mutable_query()->add_periods("2021-H1");
    request.mutable_query()->add_indicators("new-seats");
    request.mutable_query()->add_indicators("coverage");
    return request;
  }
  void Fill() {
    ASSERT_THAT(Write("340111", "2021-H1",
                      {{"new-seats", "4170"}, {"inclusive", "8100"}, {"kg-total", "9000"}}),
                IsOk());
    ASSERT_THAT(Write("340122", "2021-H1",
                      {{"new-seats", "1200"}, {"inclusive", "600"}, {"kg-total", "1000"}}),
                IsOk());
    ASSERT_THAT(Write("340123", "2021-H1", {{"new-seats", "n/a"}}), IsOk());
  }
};
EDUPLAN_OVER_DATABASES(ExportRollupsTest);

TEST_P(ExportRollupsTest, CsvSaysEveryTotalWithItsCompleteness) {
  Fill();
  const auto file = Export(Request("csv"));
  ASSERT_THAT(file, IsOk());
  const auto table = api::ParseCsv(
      *file,
      {"organization", "name", "period", "indicator", "indicator_name", "unit", "value", "text",
       "expected", "reported", "missing", "not_applicable", "rate_only", "estimated", "as_of"},
      {});
  ASSERT_THAT(table, IsOk());
  // The city and its four counties, two indicators each.
  ASSERT_EQ(table->rows.size(), 10u);
  EXPECT_EQ(table->Cell(0, "organization"), "340100");
  EXPECT_EQ(table->Cell(0, "name"), "机构340100");
  EXPECT_EQ(table->Cell(0, "indicator"), "new-seats");
  // 4170 + 1200; the zone and the 本级 part: the zone is missing, 340123 does not count.
  EXPECT_EQ(table->Cell(0, "value"), "5370");
  EXPECT_EQ(table->Cell(0, "missing"), "1");
  EXPECT_EQ(table->Cell(0, "not_applicable"), "1");
  // 8700 ÷ 10000.
  EXPECT_EQ(table->Cell(1, "indicator"), "coverage");
  EXPECT_EQ(table->Cell(1, "value"), "87.0");
  EXPECT_EQ(table->Cell(2, "organization"), "340111");
}

TEST_P(ExportRollupsTest, NamedOrganizationsAreOfOneMoment) {
  Fill();
  v1::ExportRollupsRequest request = Request("csv");
  request.mutable_query()->clear_children_of();
  request.mutable_query()->add_organizations("organizations/340111");
  request.mutable_query()->add_organizations("organizations/340122");
  const auto file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(*file, HasSubstr("340111,机构340111,2021-H1,new-seats,新增学位,个,4170,"));
  EXPECT_THAT(*file, HasSubstr("340122,机构340122,2021-H1,new-seats,新增学位,个,1200,"));
  const size_t first = file->find("\r\n340100,");
  const std::string as_of = file->substr(file->find("Z\r\n", first) - 20, 21);
  for (size_t at = file->find("Z\r\n"); at != std::string::npos; at = file->find("Z\r\n", at + 1)) {
    EXPECT_EQ(file->substr(at - 20, 21), as_of);
  }
}

TEST_P(ExportRollupsTest, LibreOfficeReadsTheTable) {
  Fill();
  const auto file = Export(Request("xlsx"));
  ASSERT_THAT(file, IsOk());
  const auto sheets = api::ParseXlsxCells(*file);
  ASSERT_THAT(sheets, IsOk());
  EXPECT_EQ((*sheets)[0].Text(2, 7), "5370");
  EXPECT_TRUE((*sheets)[0].cells.at({2, 7}).is_number);
  EXPECT_THAT((*sheets)[1].Text(8, 5), HasSubstr("缺报1家"));
  const auto csv = Converted(*file, "csv:Text - txt - csv (StarCalc):44,34,76");
  if (!csv) GTEST_SKIP() << "no LibreOffice here";
  EXPECT_THAT(*csv, HasSubstr("机构代码,机构名称,报告期,指标代码,指标名称,计量单位,数值,"));
  EXPECT_THAT(*csv, HasSubstr("340100,机构340100,2021-H1,new-seats,新增学位,个,5370,"));
}

TEST_P(ExportRollupsTest, JsonHasALineForEachTotal) {
  Fill();
  const auto file = Export(Request("ndjson"));
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(std::count(file->begin(), file->end(), '\n'), 10);
  EXPECT_THAT(*file, HasSubstr("\"organization\":\"organizations/340111\""));
}

TEST_P(ExportRollupsTest, OnlyWhoReadsItExportsIt) {
  EXPECT_THAT(Export(Request("csv"), By("340111", {auth::Role::kReporter})),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace eduplan::indicators
