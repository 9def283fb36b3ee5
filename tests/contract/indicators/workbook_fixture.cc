#include "tests/contract/indicators/workbook_fixture.h"

#include <fstream>
#include <sstream>

#include "services/indicators/values/workbook_manifest.h"
#include "services/platform/status/text.h"
#include "tests/support/child_process.h"
#include "tests/support/zip_edit.h"

namespace eduplan::indicators {
namespace {

constexpr char kFormPart[] = "xl/worksheets/sheet1.xml";

std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// Puts something else into a cell that stands in the sheet.
std::string Replaced(std::string xml, const Filled& filled) {
  const std::string begin = text::Cat("<c r=\"", filled.cell, "\"");
  const size_t at = xml.find(begin);
  EXPECT_NE(at, std::string::npos) << filled.cell;
  const size_t tag_end = xml.find('>', at);
  const bool closed = xml[tag_end - 1] == '/';
  const size_t end = closed ? tag_end + 1 : xml.find("</c>", at) + 4;
  const std::string tag = xml.substr(at, tag_end - at);
  const size_t style = tag.find(" s=\"");
  const std::string open = text::Cat(
      begin,
      style == std::string::npos ? "" : tag.substr(style, tag.find('"', style + 4) - style + 1));
  std::string cell = text::Cat(open, "/>");
  if (filled.number) {
    cell = text::Cat(open, "><v>", filled.text, "</v></c>");
  } else if (!filled.text.empty()) {
    cell = text::Cat(open, " t=\"inlineStr\"><is><t>", filled.text, "</t></is></c>");
  }
  return xml.replace(at, end - at, cell);
}

}  // namespace

void WorkbookTest::SetUp() {
  IndicatorsTest::SetUp();
  if (IsSkipped()) return;
  GrowSmallTree();
  Define(
      "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
      "inclusive,普惠在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "kg-total,在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "coverage,普惠率,%,1,STOCK,RATIO,inclusive,kg-total,UP,,PUBLIC,true\n"
      "passed,达标数,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "inspected,督导数,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "pass-rate,达标率,%,1,STOCK,RATIO,passed,inspected,UP,,PUBLIC,true\n"
      "funds,经费,万元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
  ASSERT_THAT(PutSet({"new-seats", "inclusive", "kg-total", "coverage", "pass-rate", "funds"}),
              test::IsOk());
}

absl::StatusOr<v1::IndicatorSet> WorkbookTest::PutSet(const std::vector<std::string>& members) {
  v1::IndicatorSet set;
  set.set_name("indicatorSets/half");
  set.set_display_name("教育事业半年报");
  set.set_table_number("教基1表");
  set.set_issuer("某市教育局");
  for (const std::string& member : members) set.add_members()->set_indicator(member);
  v1::GetIndicatorSetRequest get;
  get.set_name(set.name());
  const auto known =
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::GetIndicatorSet, get);
  if (known.ok()) {
    v1::UpdateIndicatorSetRequest update;
    *update.mutable_indicator_set() = set;
    update.set_request_id(NewRequestId());
    return Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::UpdateIndicatorSet,
                                      update);
  }
  v1::CreateIndicatorSetRequest create;
  *create.mutable_indicator_set() = set;
  create.set_indicator_set_id("half");
  create.set_request_id(NewRequestId());
  return Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::CreateIndicatorSet,
                                    create);
}

absl::StatusOr<std::string> WorkbookTest::Download(std::string_view organization,
                                                   std::string_view period) {
  v1::DownloadWorkbookRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_period(std::string(period));
  request.set_indicator_set("indicatorSets/half");
  const auto body = Call<v1::ValueService>(By(organization, {auth::Role::kReporter}),
                                           &v1::ValueService::Stub::DownloadWorkbook, request);
  if (!body.ok()) return body.status();
  return body->data();
}

api::SheetCells WorkbookTest::Form(const std::string& workbook) {
  const auto sheets = api::ParseXlsxCells(workbook);
  EXPECT_THAT(sheets, test::IsOk());
  return sheets.ok() ? sheets->front() : api::SheetCells();
}

std::string WorkbookTest::Fill(std::string workbook, const std::vector<Filled>& cells) {
  std::string xml = test::PartOf(workbook, kFormPart);
  for (const Filled& cell : cells) xml = Replaced(std::move(xml), cell);
  return test::WithPart(workbook, kFormPart, xml);
}

v1::UploadWorkbookRequest WorkbookTest::Request(const std::string& workbook) {
  v1::UploadWorkbookRequest request;
  request.set_parent("organizations/340111");
  request.mutable_file()->set_data(workbook);
  request.set_request_id(NewRequestId());
  request.set_reason("离线填报");
  return request;
}

absl::StatusOr<v1::UploadWorkbookResponse> WorkbookTest::Upload(
    const v1::UploadWorkbookRequest& request) {
  const std::string organization = request.parent().substr(14);
  return Call<v1::ValueService>(By(organization, {auth::Role::kReporter}),
                                &v1::ValueService::Stub::UploadWorkbook, request);
}

std::vector<std::string> WorkbookTest::Differences(const v1::UploadWorkbookResponse& response) {
  std::vector<std::string> texts;
  for (const v1::UploadWorkbookResponse::Difference& each : response.differences()) {
    texts.push_back(text::Cat(
        each.cell(), " ", each.indicator().substr(11), " ", each.before(), " -> ", each.after(),
        " ", v1::UploadWorkbookResponse::Difference::Outcome_Name(each.outcome()).substr(8)));
  }
  return texts;
}

std::string WorkbookTest::Value(std::string_view indicator, std::string_view organization) {
  v1::ListValuesRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_period("2021-H1");
  request.add_indicators(std::string(indicator));
  const auto values = Call<v1::ValueService>(Root(), &v1::ValueService::Stub::ListValues, request);
  EXPECT_THAT(values, test::IsOk());
  if (!values.ok() || values->values().empty()) return "";
  const v1::Value& value = values->values(0);
  if (value.not_applicable()) return "n/a";
  return value.has_rate_only() ? value.rate_only() : value.value();
}

std::optional<std::string> WorkbookTest::Converted(const std::string& workbook,
                                                   const std::string& to) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) return std::nullopt;
  const test::TemporaryDirectory directory;
  const std::string& path = directory.path();
  std::ofstream(path + "/a.xlsx", std::ios::binary) << workbook;
  test::ChildProcess soffice(
      {.command = {"/usr/bin/env", "soffice", "--headless",
                   "-env:UserInstallation=file://" + path + "/user", "--convert-to", to, "--outdir",
                   path + "/out", path + "/a.xlsx"},
       .output = path + "/log"});
  EXPECT_EQ(soffice.Wait(), 0) << Slurp(path + "/log");
  std::string bytes = Slurp(path + "/out/a." + to.substr(0, to.find(':')));
  if (bytes.empty()) return std::nullopt;
  return bytes;
}

}  // namespace eduplan::indicators
