#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "services/platform/api/time.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kHeader =
    "\xEF\xBB\xBF"
    "code,name,level,kind,parent,from,to,reporting_parent,aliases\r\n";

struct File {
  std::string content_type;
  std::string content;
  std::vector<size_t> pieces;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

class ExportTest : public RegistryTest {
 protected:
  absl::StatusOr<File> Export(const v1::ExportOrganizationsRequest& request,
                              RegistryServer* server = nullptr) {
    grpc::ClientContext context;
    Prepare(Administrator("330481"), &context);
    const auto from = v1::OrganizationService::NewStub(server == nullptr ? registry().channel()
                                                                         : server->channel());
    const auto reader = from->ExportOrganizations(&context, request);
    File file;
    google::api::HttpBody piece;
    while (reader->Read(&piece)) {
      if (file.pieces.empty()) {
        file.content_type = piece.content_type();
      }
      file.pieces.push_back(piece.data().size());
      file.content += piece.data();
    }
    if (const grpc::Status status = reader->Finish(); !status.ok()) {
      return status::FromGrpc(status);
    }
    return file;
  }
  // The file imported into an empty registry and exported again.
  absl::StatusOr<File> ThereAndBack(const File& file) {
    RegistryServer other({.database = test::NewDatabaseUrl(GetParam()), .key_dir = key_dir()});
    v1::BatchImportOrganizationsRequest request;
    request.mutable_file()->set_content_type("text/csv");
    request.mutable_file()->set_data(file.content);
    grpc::ClientContext context;
    Prepare(Root(), &context);
    v1::BatchImportOrganizationsResponse response;
    const grpc::Status status = v1::OrganizationService::NewStub(other.channel())
                                    ->BatchImportOrganizations(&context, request, &response);
    if (!status.ok()) {
      return status::FromGrpc(status);
    }
    return Export({}, &other);
  }
};
EDUPLAN_OVER_DATABASES(ExportTest);

TEST_P(ExportTest, ACsvHasParentsBeforeChildrenInTheColumnsOfTheImport) {
  CreateSmallTree();
  v1::CreateOrganizationRequest county = CreateRequest("330482", v1::LEVEL_COUNTY, "330400");
  county.mutable_organization()->set_display_name("平湖\"市\",教育局");
  county.mutable_organization()->set_reporting_parent(NameOf("330500"));
  county.mutable_organization()->add_aliases("平湖");
  county.mutable_organization()->add_aliases("当湖");
  *county.mutable_organization()->mutable_from() = Date(1991, 6, 15);
  *county.mutable_organization()->mutable_to() = Date(2150, 1, 1);
  ASSERT_THAT(Create(Root(), county), IsOk());
  const auto file = Export({});
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->content_type, "text/csv; charset=utf-8");
  EXPECT_EQ(
      file->content,
      std::string(kHeader) +
          "330000,机构330000,PROVINCE,BUREAU,,1949-10-01,,,\r\n"
          "330400,机构330400,CITY,BUREAU,330000,1949-10-01,,,\r\n"
          "330481,机构330481,COUNTY,BUREAU,330400,1949-10-01,,,\r\n"
          "330500,机构330500,CITY,BUREAU,330000,1949-10-01,,,\r\n"
          // Stands where it reports to.
          "330482,\"平湖\"\"市\"\",教育局\",COUNTY,BUREAU,330400,1991-06-15,2150-01-01,330500,"
          "平湖;当湖\r\n");
  const auto back = ThereAndBack(*file);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->content, file->content);
}

TEST_P(ExportTest, WhatCameUnderAYoungerParentCanBeReadBack) {
  CreateSmallTree();
  v1::CreateOrganizationRequest district = CreateRequest("330483", v1::LEVEL_COUNTY, "330500");
  *district.mutable_organization()->mutable_from() = Date(2021, 3, 11);
  ASSERT_THAT(Create(Root(), district), IsOk());
  ASSERT_THAT(Create("3133000001", v1::LEVEL_SCHOOL, "330481"), IsOk());
  ASSERT_THAT(
      Call(Root(), &Stub::MoveOrganization, MoveRequest("3133000001", "330483", Date(2022, 1, 1))),
      IsOk());
  v1::ExportOrganizationsRequest request;
  const auto file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(file->content,
              HasSubstr("3133000001,机构3133000001,SCHOOL,SCHOOL,330483,2021-03-11,,,\r\n"));
  const auto back = ThereAndBack(*file);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->content, file->content);
  // Before the move it stood elsewhere, from its own first day on.
  *request.mutable_at() = Date(2021, 12, 31);
  const auto earlier = Export(request);
  ASSERT_THAT(earlier, IsOk());
  EXPECT_THAT(earlier->content,
              HasSubstr("3133000001,机构3133000001,SCHOOL,SCHOOL,330481,1949-10-01,,,\r\n"));
}

TEST_P(ExportTest, OnlyAPartAndAsItWasKnown) {
  CreateSmallTree();
  const auto county = Get("330481");
  ASSERT_THAT(county, IsOk());
  v1::ExportOrganizationsRequest request;
  request.set_under(NameOf("330400"));
  auto file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(Lines(file->content).size(), 3u);  // header, city, county
  request.set_deepest_level(v1::LEVEL_CITY);
  file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(Lines(file->content).size(), 2u);
  request.clear_deepest_level();
  *request.mutable_read_time() =
      api::ToProto(api::FromProto(county->create_time(), "").value() - absl::Microseconds(1));
  file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(Lines(file->content).size(), 2u);  // the county was not known yet
  request.set_under(NameOf("999999"));
  EXPECT_THAT(Export(request), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(ExportTest, NdjsonIsAnOrganizationALineWithShortNames) {
  CreateSmallTree();
  v1::CreateOrganizationRequest hostile = CreateRequest("330484", v1::LEVEL_COUNTY, "330500");
  hostile.mutable_organization()->set_display_name("\"level\":\"LEVEL_COUNTY\"");
  ASSERT_THAT(Create(Root(), hostile), IsOk());
  v1::ExportOrganizationsRequest request;
  request.set_format(v1::ExportOrganizationsRequest::FORMAT_NDJSON);
  const auto file = Export(request);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->content_type, "application/x-ndjson");
  const std::vector<std::string> lines = Lines(file->content);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_THAT(lines[2], HasSubstr(R"("name":"organizations/330481")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("level":"COUNTY")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("kind":"BUREAU")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("state":"ACTIVE")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("scheme":"GBT2260")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("relation":"ADMINISTRATIVE")"));
  EXPECT_THAT(lines[4], HasSubstr(R"("displayName":"\"level\":\"LEVEL_COUNTY\"")"));
}

TEST_P(ExportTest, AnEmptyRegistryGivesAnEmptyFile) {
  const auto csv = Export({});
  ASSERT_THAT(csv, IsOk());
  EXPECT_EQ(csv->content, kHeader);
  v1::ExportOrganizationsRequest request;
  request.set_format(v1::ExportOrganizationsRequest::FORMAT_NDJSON);
  const auto ndjson = Export(request);
  ASSERT_THAT(ndjson, IsOk());
  EXPECT_EQ(ndjson->content, "");
  EXPECT_THAT(ndjson->pieces, ElementsAre(0));
}

TEST_P(ExportTest, AManyRowedFileComesInPieces) {
  std::string csv = "code,name,level,kind,parent,from\n330000,省,PROVINCE,BUREAU,,2000-01-01\n";
  for (int i = 0; i < 3000; ++i) {
    csv += std::to_string(3133000000 + i) +
           ",一所名字长度寻常的学校,SCHOOL,SCHOOL,330000,2000-01-01\n";
  }
  ASSERT_THAT(Import(Root(), csv), IsOk());
  const auto file = Export({});
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(Lines(file->content).size(), 3002u);
  EXPECT_GT(file->pieces.size(), 2u);
  for (const size_t piece : file->pieces) {
    EXPECT_LE(piece, (64u << 10) + 1024);
  }
}

}  // namespace
}  // namespace eduplan::organizations
