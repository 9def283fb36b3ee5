#include "services/indicators/rollups/export.h"

#include <gmock/gmock.h>

#include "nlohmann/json.hpp"
#include "services/indicators/rollups/export_table.h"
#include "services/platform/api/time.h"
#include "services/platform/api/xlsx_cells.h"
#include "services/platform/status/text.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

v1::RollupCell Cell(std::string_view value) {
  v1::RollupCell cell;
  cell.set_indicator("indicators/new-seats");
  cell.set_display_name("新增学位");
  cell.set_unit("个");
  cell.set_value(std::string(value));
  cell.set_text(text::Cat(value, "个"));
  cell.mutable_completeness()->set_expected(7);
  cell.mutable_completeness()->set_reported(6);
  cell.mutable_completeness()->set_missing(1);
  cell.mutable_completeness()->set_not_applicable(1);
  cell.add_remarks("缺报1家");
  return cell;
}

v1::Rollup Rollup(std::string_view organization, const v1::RollupCell& cell) {
  v1::Rollup rollup;
  rollup.set_name(text::Cat("organizations/", organization, "/rollups/2021-H1"));
  rollup.set_display_name("甲市");
  rollup.set_period("2021-H1");
  rollup.mutable_as_of()->set_sequence(17);
  rollup.mutable_as_of()->mutable_time()->set_seconds(1624613400);  // 2021-06-25T09:30:00Z
  *rollup.add_cells() = cell;
  return rollup;
}

// Every organization asked for has one total, the length of its id.
class ExportTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Export(const v1::ExportRollupsRequest& request) {
    std::string file;
    const absl::Status status =
        exporter_.Export(server::Call(), request, [&](const google::api::HttpBody& piece) {
          EXPECT_LE(piece.data().size(), 1u << 20);
          content_type_ = piece.content_type();
          file.append(piece.data());
          ++pieces_;
          return true;
        });
    if (!status.ok()) return status;
    return file;
  }

  v1::RollupCell cell_ = Cell("7070");
  std::vector<v1::QueryRollupsRequest> asked_;
  RollupExporter exporter_{[this](const server::Call&, const v1::QueryRollupsRequest& request) {
    asked_.push_back(request);
    v1::QueryRollupsResponse answer;
    for (const std::string& organization : request.organizations()) {
      *answer.add_rollups() = Rollup(organization.substr(14), cell_);
    }
    *answer.mutable_as_of() = answer.rollups(0).as_of();
    return absl::StatusOr<v1::QueryRollupsResponse>(answer);
  }};
  std::string content_type_;
  int pieces_ = 0;
};

v1::ExportRollupsRequest Request(std::string_view format,
                                 std::initializer_list<std::string> organizations) {
  v1::ExportRollupsRequest request;
  request.set_format(std::string(format));
  for (const std::string& each : organizations) {
    request.mutable_query()->add_organizations(text::Cat("organizations/", each));
  }
  return request;
}

TEST_F(ExportTest, CsvHasARowForEachTotal) {
  EXPECT_THAT(Export(Request("csv", {"340100"})),
              test::IsOkAndHolds(
                  "\xEF\xBB\xBF"
                  "organization,name,period,indicator,indicator_name,unit,value,text,expected,"
                  "reported,missing,not_applicable,rate_only,estimated,as_of\r\n"
                  "340100,甲市,2021-H1,new-seats,新增学位,个,7070,7070个,7,6,1,1,0,false,"
                  "2021-06-25T09:30:00Z\r\n"));
  EXPECT_EQ(content_type_, "text/csv; charset=utf-8");
}

TEST_F(ExportTest, ATableIsAskedForInPartsOfOneMoment) {
  ASSERT_THAT(Export(Request("", {"1", "2", "3"})), IsOk());
  ASSERT_EQ(asked_.size(), 2u);
  EXPECT_THAT(asked_[0].organizations(), ElementsAre("organizations/1"));
  EXPECT_FALSE(asked_[0].has_read_time());
  EXPECT_THAT(asked_[1].organizations(), ElementsAre("organizations/2", "organizations/3"));
  EXPECT_EQ(asked_[1].read_time().seconds(), 1624613400);
}

TEST_F(ExportTest, JsonLinesHoldTheCellAsTheApiGivesIt) {
  const auto file = Export(Request("ndjson", {"340100"}));
  ASSERT_THAT(file, IsOk());
  const auto line = nlohmann::json::parse(*file);
  EXPECT_EQ(line["organization"], "organizations/340100");
  EXPECT_EQ(line["displayName"], "甲市");
  EXPECT_EQ(line["sequence"], "17");
  EXPECT_EQ(line["asOf"], "2021-06-25T09:30:00Z");
  EXPECT_EQ(line["cell"]["value"], "7070");
  EXPECT_EQ(line["cell"]["completeness"]["rateOnly"], 0);
}

TEST_F(ExportTest, XlsxHasTypedNumbersAndTheRemarks) {
  const auto file = Export(Request("xlsx", {"340100"}));
  ASSERT_THAT(file, IsOk());
  const auto sheets = api::ParseXlsxCells(*file);
  ASSERT_THAT(sheets, IsOk());
  const api::SheetCells& data = (*sheets)[0];
  EXPECT_EQ(data.Text(1, 7), "数值");
  EXPECT_EQ(data.Text(2, 1), "340100");
  EXPECT_FALSE(data.cells.at({2, 1}).is_number);
  EXPECT_EQ(data.Text(2, 7), "7070");
  EXPECT_TRUE(data.cells.at({2, 7}).is_number);
  EXPECT_EQ(data.Text(2, 11), "1");
  EXPECT_EQ((*sheets)[1].Text(1, 2), "2021-06-25T09:30:00Z");
  EXPECT_EQ((*sheets)[1].Text(8, 5), "缺报1家");
}

TEST_F(ExportTest, ANumberThatASpreadsheetWouldRoundIsText) {
  // 16 digits.
  cell_ = Cell("9999999999999.123");
  const auto file = Export(Request("xlsx", {"340100"}));
  ASSERT_THAT(file, IsOk());
  const auto sheets = api::ParseXlsxCells(*file);
  ASSERT_THAT(sheets, IsOk());
  EXPECT_EQ((*sheets)[0].Text(2, 7), "9999999999999.123");
  EXPECT_FALSE((*sheets)[0].cells.at({2, 7}).is_number);
}

TEST_F(ExportTest, LargeFilesComeInPieces) {
  cell_.set_display_name(std::string(700'000, 'x'));
  const auto file = Export(Request("csv", {"1", "2"}));
  ASSERT_THAT(file, IsOk());
  EXPECT_GT(file->size(), 1'400'000u);
  EXPECT_EQ(pieces_, 2);
}

TEST_F(ExportTest, AnUnknownFormatIsRefused) {
  EXPECT_THAT(Export(Request("pdf", {"1"})),
              StatusIs(absl::StatusCode::kInvalidArgument, "FORMAT_UNKNOWN"));
}

TEST(SafeCsvCellTest, TextsThatWouldRunAreKeptFromIt) {
  EXPECT_EQ(SafeCsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(SafeCsvCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(SafeCsvCell("+86"), "'+86");
  EXPECT_EQ(SafeCsvCell("-cmd"), "'-cmd");
  EXPECT_EQ(SafeCsvCell("\t=1"), "'\t=1");
  EXPECT_EQ(SafeCsvCell("=a,\"b\""), "\"'=a,\"\"b\"\"\"");
}

TEST(SafeCsvCellTest, FiguresStayAsTheyAre) {
  EXPECT_EQ(SafeCsvCell("-0.125"), "-0.125");
  EXPECT_EQ(SafeCsvCell("-0.13%"), "-0.13%");
  EXPECT_EQ(SafeCsvCell("甲,乙"), "\"甲,乙\"");
}

}  // namespace
}  // namespace eduplan::indicators
