#include "services/indicators/values/workbook_manifest.h"
#include "services/platform/status/text.h"
#include "tests/contract/indicators/workbook_fixture.h"
#include "tests/support/zip_edit.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Difference = v1::UploadWorkbookResponse::Difference;

EDUPLAN_OVER_DATABASES(WorkbookTest);

// The metadata of an error's ErrorInfo are in its message too, in both languages.
constexpr auto kMismatch = [] {
  return StatusIs(absl::StatusCode::kFailedPrecondition, "WORKBOOK_MISMATCH");
};

TEST_P(WorkbookTest, TheFormShowsWhatStandsAndWhatStood) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "4170"}, {"kg-total", "n/a"}}), IsOk());
  ASSERT_THAT(Write("340111", "2020-H2", {{"new-seats", "2370"}}), IsOk());
  ASSERT_THAT(Write("340111", "2020-H1",
                    {{"new-seats", "1800"}, {"inclusive", "8100"}, {"kg-total", "9000"}}),
              IsOk());
  v1::BatchUpdateValuesRequest target;
  target.set_parent("organizations/340111");
  target.set_period("2021");
  target.set_request_id(NewRequestId());
  target.set_kind(v1::VALUE_KIND_TARGET);
  target.add_values()->set_indicator("new-seats");
  target.mutable_values(0)->set_value("10000");
  ASSERT_THAT(Call<v1::ValueService>(By("340100", {auth::Role::kReviewer}),
                                     &v1::ValueService::Stub::BatchUpdateValues, target),
              IsOk());
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const api::SheetCells form = Form(*workbook);
  EXPECT_EQ(form.Text(1, 1), "教育事业半年报");
  EXPECT_EQ(form.Text(2, 1), "表号：教基1表");
  EXPECT_EQ(form.Text(2, 5), "制定机关：某市教育局");
  EXPECT_EQ(form.Text(4, 1), "填报单位：机构340111");
  EXPECT_EQ(form.Text(4, 5), "报告期：2021年上半年");
  EXPECT_EQ(form.Text(7, 2), "新增学位");
  EXPECT_EQ(form.Text(7, 3), "个");
  EXPECT_EQ(form.Text(7, 4), "4170");
  EXPECT_EQ(form.Text(7, 5), "2370");
  EXPECT_EQ(form.Text(7, 6), "1800");
  EXPECT_EQ(form.Text(7, 7), "10000");
  EXPECT_EQ(form.Text(9, 4), "/");
  // 8100 ÷ 9000 = 90.0% of last year.
  EXPECT_EQ(form.Text(10, 6), "90");
  EXPECT_EQ(form.Text(13, 1), "单位负责人：");
  EXPECT_EQ(form.Text(14, 4), "报出日期：");
}

TEST_P(WorkbookTest, OnlyInputNotesAndFootAreOpen) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  EXPECT_THAT(test::PartOf(*workbook, "xl/worksheets/sheet1.xml"), HasSubstr("<sheetProtection"));
  EXPECT_THAT(test::PartOf(*workbook, "xl/worksheets/sheet1.xml"), HasSubstr("<dataValidation "));
  EXPECT_THAT(test::PartOf(*workbook, "xl/workbook.xml"), HasSubstr("state=\"veryHidden\""));
}

TEST_P(WorkbookTest, WhatIsTypedIsWrittenAsAWhole) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D7", "１，２００"},
                                              {"D8", "8,100"},
                                              {"D9", "9000", true},
                                              {"D11", "85.0%"},
                                              {"D12", "6,700,000元"},
                                              {"H12", "含上级补助"}}));
  ASSERT_THAT(answer, IsOk());
  // 6,700,000元 = 670万元.
  EXPECT_THAT(Differences(*answer),
              ElementsAre("D7 new-seats  -> 1200 WRITTEN", "D8 inclusive  -> 8100 WRITTEN",
                          "D9 kg-total  -> 9000 WRITTEN", "D11 pass-rate  -> 85 WRITTEN",
                          "D12 funds  -> 670 WRITTEN"));
  EXPECT_NE(answer->consistency_token(), "");
  EXPECT_EQ(Value("new-seats"), "1200");
  EXPECT_EQ(Value("pass-rate"), "85");
  EXPECT_EQ(Value("funds"), "670");
  v1::ListValuesRequest list;
  list.set_parent("organizations/340111");
  list.add_indicators("funds");
  const auto values = Call<v1::ValueService>(Root(), &v1::ValueService::Stub::ListValues, list);
  ASSERT_THAT(values, IsOk());
  EXPECT_EQ(values->values(0).note(), "含上级补助");
  EXPECT_EQ(values->values(0).reason(), "离线填报");
}

TEST_P(WorkbookTest, NothingAndNotApplicableAndEmptyAreThreeThings) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "12"}, {"funds", "5"}}), IsOk());
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D7", ""}, {"D8", "无"}, {"D9", "／"}}));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer),
              ElementsAre("D7 new-seats 12 ->  WRITTEN", "D8 inclusive  -> 0 WRITTEN",
                          "D9 kg-total  -> 不适用 WRITTEN"));
  // 经费 as it stands, 达标率 missing as before.
  EXPECT_EQ(answer->unchanged_count(), 2);
  EXPECT_EQ(Value("new-seats"), "");
  EXPECT_EQ(Value("inclusive"), "0");
  EXPECT_EQ(Value("kg-total"), "n/a");
  EXPECT_EQ(Value("funds"), "5");
}

TEST_P(WorkbookTest, OneCellThatCannotBeReadHoldsUpAll) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D7", "12"}, {"D8", "约八千"}, {"H9", "统计中"}}));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer),
              ElementsAre("D7 new-seats  -> 12 WRITTEN", "D8 inclusive  -> 约八千 REFUSED",
                          "D9 kg-total  ->  REFUSED"));
  EXPECT_THAT(answer->differences(1).message_zh(), HasSubstr("“约八千”不是有效数值"));
  EXPECT_EQ(answer->consistency_token(), "");
  EXPECT_EQ(Value("new-seats"), "");
}

TEST_P(WorkbookTest, AValueChangedSinceTheDownloadIsAConflict) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "12"}}), IsOk());
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "13"}, {"funds", "5"}}), IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D7", "14"}, {"D8", "8100"}, {"D12", "5"}}));
  ASSERT_THAT(answer, IsOk());
  // 经费 says what somebody else has said in the meantime.
  EXPECT_THAT(Differences(*answer),
              ElementsAre("D7 new-seats 13 -> 14 CONFLICT", "D8 inclusive  -> 8100 WRITTEN"));
  EXPECT_EQ(Value("new-seats"), "13");
  EXPECT_EQ(Value("inclusive"), "");
}

TEST_P(WorkbookTest, CellsThatNobodyTouchedLeaveAloneWhatOthersWrote) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "12"}}), IsOk());
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "13"}, {"inclusive", "8100"}}), IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D12", "5"}}));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer), ElementsAre("D12 funds  -> 5 WRITTEN"));
  EXPECT_EQ(answer->unchanged_count(), 4);
  EXPECT_EQ(Value("new-seats"), "13");
  EXPECT_EQ(Value("inclusive"), "8100");
}

TEST_P(WorkbookTest, ASmallPercentageIsWrittenOnceItIsConfirmed) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  v1::UploadWorkbookRequest request = Request(Fill(*workbook, {{"D11", "0.987", true}}));
  auto answer = Upload(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer), ElementsAre("D11 pass-rate  -> 0.987 QUESTION"));
  EXPECT_EQ(answer->differences(0).message_zh(), "是0.987%，还是98.7%？");
  EXPECT_EQ(Value("pass-rate"), "");
  // Nothing was done, so the same request_id may bring the answer.
  request.add_confirmed_cells("D11");
  answer = Upload(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer), ElementsAre("D11 pass-rate  -> 0.987 WRITTEN"));
  EXPECT_EQ(Value("pass-rate"), "0.987");
}

TEST_P(WorkbookTest, ACellShownInPercentIsWhatItShows) {
  auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  // As where somebody gave the cells with one decimal the format of percentages.
  constexpr char kStyles[] = "xl/styles.xml";
  std::string styles = test::PartOf(*workbook, kStyles);
  const size_t at = styles.find("\"#,##0.0\"");
  ASSERT_NE(at, std::string::npos);
  styles.replace(at, 9, "\"0.0%\"");
  const auto answer =
      Upload(test::WithPart(Fill(*workbook, {{"D11", "0.987", true}}), kStyles, styles));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer), ElementsAre("D11 pass-rate  -> 98.7 WRITTEN"));
}

TEST_P(WorkbookTest, ASealedPeriodIsNotWritten) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "1"}}), IsOk());
  v1::TransitionSealRequest seal;
  seal.set_name("organizations/340111/seals/2021-H1");
  seal.set_target(v1::Seal::STATE_SUBMITTED);
  seal.set_transition(NewRequestId());
  ASSERT_THAT(Call<v1::SealService>(By("340111", {auth::Role::kSigner}),
                                    &v1::SealService::Stub::TransitionSeal, seal),
              IsOk());
  EXPECT_THAT(Upload(Fill(*workbook, {{"D12", "5"}})),
              StatusIs(absl::StatusCode::kFailedPrecondition, "SEALED"));
}

TEST_P(WorkbookTest, ValidateOnlyTellsTheDifferenceAndWritesNothing) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  v1::UploadWorkbookRequest request = Request(Fill(*workbook, {{"D7", "12"}}));
  request.set_validate_only(true);
  const auto answer = Upload(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer), ElementsAre("D7 new-seats  -> 12 WRITTEN"));
  EXPECT_EQ(answer->consistency_token(), "");
  EXPECT_EQ(Value("new-seats"), "");
}

TEST_P(WorkbookTest, TheSameUploadTwiceIsOneWrite) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const v1::UploadWorkbookRequest request = Request(Fill(*workbook, {{"D7", "12"}}));
  const auto first = Upload(request);
  const auto again = Upload(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(again, test::IsOkAndHolds(test::EqualsProto(*first)));
  // Under another id it says what stands.
  const auto other = Upload(Request(Fill(*workbook, {{"D7", "12"}})));
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(Differences(*other), IsEmpty());
  EXPECT_EQ(other->unchanged_count(), 5);
}

TEST_P(WorkbookTest, AnOldVersionOfTheSetIsRefusedByName) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  ASSERT_THAT(PutSet({"new-seats", "funds"}), IsOk());
  const auto answer = Upload(Fill(*workbook, {{"D7", "12"}}));
  EXPECT_THAT(answer, kMismatch());
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr("v1"));
  EXPECT_THAT(status::ChineseMessageOf(answer.status()), HasSubstr("是 v1，现行为 v2"));
  EXPECT_EQ(Value("new-seats"), "");
}

TEST_P(WorkbookTest, TheWorkbookOfAnotherOrganizationIsRefusedByName) {
  const auto workbook = Download("340122");
  ASSERT_THAT(workbook, IsOk());
  const auto answer = Upload(*workbook);
  EXPECT_THAT(answer, kMismatch());
  EXPECT_THAT(status::ChineseMessageOf(answer.status()),
              HasSubstr("“机构340122”（340122），不是“机构340111”（340111）"));
}

TEST_P(WorkbookTest, AnIndicatorOfAnotherUnitNowIsRefused) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  Define("funds,经费,亿元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
  const auto answer = Upload(Fill(*workbook, {{"D12", "12"}}));
  EXPECT_THAT(answer, kMismatch());
  EXPECT_THAT(status::ChineseMessageOf(answer.status()), HasSubstr("“万元”，现行为“亿元”"));
}

TEST_P(WorkbookTest, WhatIsNoWorkbookOrWasTamperedWithIsRefused) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  EXPECT_THAT(Upload("not a workbook"),
              StatusIs(absl::StatusCode::kInvalidArgument, "XLSX_INVALID"));
  // The hidden sheet's texts are the workbook's shared ones: the organization in it becomes
  // another.
  constexpr char kTexts[] = "xl/sharedStrings.xml";
  std::string texts = test::PartOf(*workbook, kTexts);
  const size_t at = texts.find("<t>340111</t>");
  ASSERT_NE(at, std::string::npos);
  texts.replace(at, 13, "<t>340122</t>");
  EXPECT_THAT(Upload(test::WithPart(*workbook, kTexts, texts)),
              StatusIs(absl::StatusCode::kInvalidArgument, "WORKBOOK_TAMPERED"));
  // A row that stands in the place of another.
  EXPECT_THAT(Upload(Fill(*workbook, {{"B7", "经费"}})),
              StatusIs(absl::StatusCode::kInvalidArgument, "WORKBOOK_TAMPERED"));
  std::string names = test::PartOf(*workbook, "xl/workbook.xml");
  names.replace(names.find("name=\"eduplan\""), 14, "name=\"another\"");
  EXPECT_THAT(Upload(test::WithPart(*workbook, "xl/workbook.xml", names)),
              StatusIs(absl::StatusCode::kInvalidArgument, "NOT_A_WORKBOOK"));
}

TEST_P(WorkbookTest, AnExpiredSetMakesNoWorkbook) {
  v1::GetIndicatorSetRequest get;
  get.set_name("indicatorSets/half");
  const auto set =
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::GetIndicatorSet, get);
  ASSERT_THAT(set, IsOk());
  v1::UpdateIndicatorSetRequest update;
  *update.mutable_indicator_set() = *set;
  update.mutable_indicator_set()->mutable_valid_until()->set_year(2020);
  update.mutable_indicator_set()->mutable_valid_until()->set_month(12);
  update.mutable_indicator_set()->mutable_valid_until()->set_day(31);
  update.set_request_id(NewRequestId());
  ASSERT_THAT(
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::UpdateIndicatorSet, update),
      IsOk());
  EXPECT_THAT(Download(), StatusIs(absl::StatusCode::kFailedPrecondition, "SET_EXPIRED"));
}

TEST_P(WorkbookTest, OnlyWhoFilesForItUploads) {
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  EXPECT_THAT(Call<v1::ValueService>(By("340100", {auth::Role::kReviewer}),
                                     &v1::ValueService::Stub::UploadWorkbook, Request(*workbook)),
              StatusIs(absl::StatusCode::kPermissionDenied));
  v1::DownloadWorkbookRequest download;
  download.set_parent("organizations/340111");
  download.set_period("2021-H1");
  download.set_indicator_set("indicatorSets/half");
  EXPECT_THAT(Call<v1::ValueService>(By("340122", {auth::Role::kReporter}),
                                     &v1::ValueService::Stub::DownloadWorkbook, download),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(WorkbookTest, AWorkbookThatLibreOfficeSavedIsReadBack) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "12"}}), IsOk());
  const auto workbook = Download();
  ASSERT_THAT(workbook, IsOk());
  const std::string filled =
      Fill(*workbook, {{"D8", "8100", true}, {"D9", "９０００"}, {"D12", "3670.25", true}});
  const auto saved = Converted(filled, "xlsx");
  if (!saved) GTEST_SKIP() << "no LibreOffice here";
  const auto answer = Upload(*saved);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Differences(*answer),
              ElementsAre("D8 inclusive  -> 8100 WRITTEN", "D9 kg-total  -> 9000 WRITTEN",
                          "D12 funds  -> 3670.25 WRITTEN"));
  // 普惠率 is computed as its parts are typed: 8100 ÷ 9000, once 9000 is a number.
  const auto csv = Converted(Fill(*workbook, {{"D8", "8100", true}, {"D9", "9000", true}}),
                             "csv:Text - txt - csv (StarCalc):44,34,76");
  ASSERT_TRUE(csv);
  EXPECT_THAT(*csv, HasSubstr("4,普惠率,%,90.0,"));
  EXPECT_THAT(*csv, HasSubstr("1,新增学位,个,12,"));
}

}  // namespace
}  // namespace eduplan::indicators
