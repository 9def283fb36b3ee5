#include <fstream>
#include <iterator>

#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "services/indicators/catalogue/definition_rows.h"
#include "services/platform/api/xlsx_file.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Stub = v1::IndicatorService::Stub;

// Fields of the violations that a status names.
std::vector<std::string> FieldsOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (!payload || !bad.ParseFromString(std::string(*payload))) return {};
  std::vector<std::string> fields;
  for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  return fields;
}

class DefinitionImportTest : public IndicatorsTest {
 protected:
  absl::StatusOr<v1::BatchImportIndicatorsResponse> Import(
      const std::string& content, const std::string& content_type = "text/csv") {
    v1::BatchImportIndicatorsRequest request;
    request.mutable_file()->set_content_type(content_type);
    request.mutable_file()->set_data(content);
    return Import(request);
  }
  absl::StatusOr<v1::BatchImportIndicatorsResponse> Import(
      const v1::BatchImportIndicatorsRequest& request) {
    return Call<v1::IndicatorService>(Root(), &Stub::BatchImportIndicators, request);
  }
  google::api::HttpBody Export(const std::string& format) {
    v1::ExportIndicatorsRequest request;
    request.set_format(format);
    auto file = Call<v1::IndicatorService>(By("340111", {auth::Role::kReporter}),
                                           &Stub::ExportIndicators, request);
    EXPECT_THAT(file, test::IsOk());
    return file.ok() ? *std::move(file) : google::api::HttpBody();
  }
  v1::Indicator Get(const std::string& code, const std::string& period = "") {
    v1::GetIndicatorRequest request;
    request.set_name("indicators/" + code);
    request.set_period(period);
    auto indicator = Call<v1::IndicatorService>(Root(), &Stub::GetIndicator, request);
    EXPECT_THAT(indicator, test::IsOk());
    return indicator.ok() ? *std::move(indicator) : v1::Indicator();
  }
  // A catalogue with something in every column.
  static std::string EveryColumn() {
    return "code,name,unit,decimals,temporal_kind,aggregation,numerator,denominator,"
           "direction,rule,disclosure,assessable,factor,formula,entry_level,reference_point,"
           "reference_date,accumulates_from,accumulates_from_date,effective_from,"
           "period_families,disaggregations,apportion_key,synonyms,description,ordinal\n"
           "seats,学位,个,0,FLOW,SUM,,,UP,\"ERROR = a+b, if given\",PUBLIC,true,,,COUNTY,,,,,,"
           "YEAR;HALF,stage!:preschool=kg;primary=school | area:urban=kg,population,"
           "新增学位|学位数,\"第一行\n第二\"\"行\",7\n"
           "seats,学位（新口径）,个,0,FLOW,SUM,,,UP,ERROR 0..500,PUBLIC,true,,,COUNTY,,,,,"
           "2022-01-01,,,,,,7\n"
           "kg,幼儿园学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true,,,COUNTY,,,,,,,,,,,8\n"
           "school,小学学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true,,,COUNTY,,,,,,,,,,,9\n"
           "rate,占比,‰,1,STOCK,RATIO,kg,seats,DOWN,,ON_REQUEST,false,1000,,SCHOOL,FIXED_DATE,"
           "09-01,,,,,,,,,10\n"
           "spent,累计支出,万元,2,TO_DATE,SUM,,,UP,,PUBLIC,TRUE,,,CITY,,,DATE,2021-03-01,,,,,,,11\n"
           "growth,增幅,%,0,FLOW,FORMULA,,,UP,,PUBLIC,true,,"
           "(seats - last_year(seats)) / last_year(seats) * 100,COUNTY,,,,,,,,,,,12\n";
  }
};
EDUPLAN_OVER_DATABASES(DefinitionImportTest);

TEST_P(DefinitionImportTest, EveryFieldHasAColumn) {
  const auto made = Import(EveryColumn());
  ASSERT_THAT(made, test::IsOk());
  EXPECT_EQ(made->created_count(), 7);  // editions
  const v1::Indicator seats = Get("seats", "2021");
  EXPECT_THAT(seats.period_families(), ElementsAre(v1::PERIOD_FAMILY_YEAR, v1::PERIOD_FAMILY_HALF));
  ASSERT_THAT(seats.disaggregations(), SizeIs(2));
  EXPECT_TRUE(seats.disaggregations(0).parts_add_up());
  EXPECT_EQ(seats.disaggregations(0).parts(1).option(), "primary");
  EXPECT_EQ(seats.disaggregations(0).parts(1).indicator(), "indicators/school");
  EXPECT_FALSE(seats.disaggregations(1).parts_add_up());
  EXPECT_THAT(seats.synonyms(), ElementsAre("新增学位", "学位数"));
  EXPECT_EQ(seats.description(), "第一行\n第二\"行");
  EXPECT_EQ(seats.apportion_key(), "population");
  EXPECT_EQ(Get("seats").display_name(), "学位（新口径）");
  EXPECT_EQ(Get("rate").reference_date(), "09-01");
  EXPECT_EQ(Get("rate").factor(), "1000");
  EXPECT_EQ(Get("spent").accumulates_from_date().month(), 3);
  EXPECT_TRUE(Get("spent").assessable());
  EXPECT_EQ(Get("growth").aggregation(), v1::AGGREGATION_FORMULA);
}

TEST_P(DefinitionImportTest, WhatIsExportedIsImportedUnchanged) {
  ASSERT_THAT(Import(EveryColumn()), test::IsOk());
  for (const std::string format : {"csv", "xlsx"}) {
    const google::api::HttpBody file = Export(format);
    const auto again = Import(file.data(), file.content_type());
    ASSERT_THAT(again, test::IsOk()) << format;
    EXPECT_EQ(again->unchanged_count(), 7) << format;
    EXPECT_EQ(again->updated_count() + again->created_count(), 0) << format;
  }
  v1::BatchImportIndicatorsRequest request;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(Export("json").data(), &request).ok());
  const auto again = Import(request);
  ASSERT_THAT(again, test::IsOk());
  EXPECT_EQ(again->unchanged_count(), 7);
  v1::ExportIndicatorsRequest pdf;
  pdf.set_format("pdf");
  EXPECT_THAT(Call<v1::IndicatorService>(Root(), &Stub::ExportIndicators, pdf),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_FORMAT"));
}

TEST_P(DefinitionImportTest, EveryWrongRowIsNamedInOneAnswer) {
  const auto refused = Import(
      "code,name,temporal_kind,aggregation,decimals,numerator,denominator,effective_from\n"
      "good,好,FLOW,SUM,0,,,\n"
      "Bad,坏,FLOW,SUM,0,,,\n"
      "twice,二,FLOW,TOTAL,many,,,2022-13-01\n"
      "rate,比率,FLOW,RATIO,0,good,nothing,\n"
      "good,重复,FLOW,SUM,0,,,\n"
      "late,晚,FLOW,RATIO,0,Bad,good,\n");
  ASSERT_THAT(refused, test::StatusIs(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID"));
  // What refers to a row that is wrong itself is not said to refer to nothing.
  EXPECT_THAT(
      FieldsOf(refused.status()),
      ElementsAre("row 2 (line 3), column code", "row 3 (line 4), column decimals",
                  "row 3 (line 4), column aggregation", "row 3 (line 4), column effective_from",
                  "row 4 (line 5), column denominator", "row 5 (line 6), column code"));
}

TEST_P(DefinitionImportTest, AFileOfManyWrongRowsNamesAHundred) {
  v1::BatchImportIndicatorsRequest request;
  std::string& csv = *request.mutable_file()->mutable_data();
  csv = "code,name,temporal_kind,aggregation\n";
  for (int i = 0; i < 150; ++i) csv += "c" + std::to_string(i) + ",,FLOW,SUM\n";
  const auto batch = ReadBatch(request);
  ASSERT_THAT(batch, test::IsOk());
  const absl::Status all = ToStatus(*batch);
  EXPECT_THAT(FieldsOf(all), SizeIs(100));
  EXPECT_THAT(std::string(all.message()), HasSubstr("and 147 more"));
  EXPECT_THAT(status::ChineseMessageOf(all), HasSubstr("另有147处"));
  // As many as a trailer of 8 KiB holds reach a caller.
  EXPECT_THAT(FieldsOf(Import(request).status()), SizeIs(::testing::Gt(20)));
}

TEST_P(DefinitionImportTest, ASheetIsReadLikeACsv) {
  auto file = api::XlsxFile::Make();
  ASSERT_THAT(file, test::IsOk());
  lxw_worksheet* sheet = workbook_add_worksheet(file->book(), "指标");
  const char* cells[][6] = {
      {"code", "name", "temporal_kind", "aggregation", "decimals", "assessable"},
      {"seats", "学位", "FLOW", "SUM", "", ""},
      {"kg", "", "FLOW", "SUMS", "", ""}};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 6; ++column) {
      if (*cells[row][column] == '\0') continue;
      worksheet_write_string(sheet, row, column, cells[row][column], nullptr);
    }
  }
  worksheet_write_number(sheet, 1, 4, 2, nullptr);
  worksheet_write_boolean(sheet, 1, 5, 1, nullptr);
  const auto bytes = file->Finish();
  ASSERT_THAT(bytes, test::IsOk());
  const auto refused = Import(*bytes, api::kXlsxContentType);
  EXPECT_THAT(FieldsOf(refused.status()),
              ElementsAre("row 2 (line 3), column aggregation", "row 2 (line 3), column name"));
}

TEST_P(DefinitionImportTest, ACircleInAFileIsTheFaultOfARow) {
  const auto refused = Import(
      "code,name,temporal_kind,aggregation,formula\n"
      "a,甲,FLOW,FORMULA,b + 1\n"
      "b,乙,FLOW,FORMULA,a + 1\n");
  ASSERT_THAT(refused, test::StatusIs(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("row 1 (line 2), column formula"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("a -> b -> a"));
}

TEST_P(DefinitionImportTest, AnImportGuardedByAnEtagIsRefusedIfItIsStale) {
  ASSERT_THAT(Import("code,name,temporal_kind,aggregation\nseats,学位,FLOW,SUM\n"), test::IsOk());
  v1::BatchImportIndicatorsRequest request;
  *request.add_indicators() = Get("seats");
  request.mutable_indicators(0)->set_display_name("学位数");
  ASSERT_THAT(Import(request), test::IsOk());
  request.mutable_indicators(0)->set_display_name("学位总数");
  EXPECT_THAT(Import(request), test::StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  EXPECT_THAT(Import(v1::BatchImportIndicatorsRequest()),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "ROWS_REQUIRED"));
}

TEST_P(DefinitionImportTest, TheStarterCatalogueLoads) {
  std::ifstream in(EDUPLAN_CATALOGUE, std::ios::binary);
  const std::string csv((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(csv.empty());
  const auto made = Import(csv);
  ASSERT_THAT(made, test::IsOk());
  EXPECT_EQ(Import(csv)->unchanged_count(), made->created_count());
}

}  // namespace
}  // namespace eduplan::indicators
