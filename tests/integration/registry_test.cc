// The registry over HTTP, as a platform's script uses it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class RegistryTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    cluster_ = std::make_unique<Cluster>(Cluster::Options{.database = GetParam()});
    World(*cluster_).Register({{"330000", "PROVINCE", ""},
                               {"330100", "CITY", "330000"},
                               {"330200", "CITY", "330000"},
                               {"330110", "COUNTY", "330100"},
                               {"330211", "COUNTY", "330200"},
                               {"2133000001", "SCHOOL", "330110"},
                               {"2133000002", "SCHOOL", "330110"}});
  }
  json Ok(const HttpReply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json();
  }
  static json Day(int year, int month, int day) {
    return {{"year", year}, {"month", month}, {"day", day}};
  }
  static std::vector<std::string> Ids(const json& organizations) {
    std::vector<std::string> ids;
    for (const json& organization : organizations)
      ids.push_back(organization["name"].get<std::string>().substr(14));
    return ids;
  }
  std::unique_ptr<Cluster> cluster_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RegistryTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

TEST_P(RegistryTest, SplitIsShownBeforeItIsDoneAndLeavesItsHistory) {
  json split = {
      {"effectiveOn", Day(2021, 4, 9)},
      {"announcedOn", Day(2021, 4, 2)},
      {"document", "浙政发〔2021〕7号"},
      {"targets",
       {{{"organization", "organizations/330110"}, {"shares", {{{"share", "0.6"}}}}},
        {{"newOrganization",
          {{"code", "330113"}, {"displayName", "临江区教育局"}, {"level", "COUNTY"}}},
         {"shares", {{{"share", "0.4"}}}}}}},
      {"children", {{{"child", "organizations/2133000002"}, {"parent", "organizations/330113"}}}},
      {"validateOnly", true}};
  const json shown = Ok(cluster_->Post("/v1/organizations/330110:split", split));
  EXPECT_EQ(shown["event"]["effects"].size(), 2u);
  EXPECT_EQ(cluster_->Get("/v1/organizations/330113").status, 404);
  split["validateOnly"] = false;
  const json done = Ok(cluster_->Post("/v1/organizations/330110:split", split));
  EXPECT_EQ(done["event"]["successions"][1]["target"], "organizations/330113");
  EXPECT_EQ(done["event"]["successions"][1]["shares"][0]["share"], "0.4");
  EXPECT_FALSE(done["consistencyToken"].get<std::string>().empty());
  const std::string at = "?at.year=2021&at.month=4&at.day=";
  EXPECT_THAT(
      Ids(Ok(cluster_->Get("/v1/organizations/330100:subtree" + at + "8"))["organizations"]),
      ElementsAre("330100", "330110", "2133000001", "2133000002"));
  EXPECT_THAT(
      Ids(Ok(cluster_->Get("/v1/organizations/330100:subtree" + at + "9"))["organizations"]),
      ElementsAre("330100", "330110", "2133000001", "330113", "2133000002"));
  const json events = Ok(cluster_->Get(
      "/v1/organizationEvents?filter=organization%20%3D%20%22organizations%2F330113%22"));
  ASSERT_EQ(events["organizationEvents"].size(), 1u);
  EXPECT_EQ(events["organizationEvents"][0]["document"], "浙政发〔2021〕7号");
  EXPECT_EQ(Ok(cluster_->Get("/v1/" +
                             events["organizationEvents"][0]["name"].get<std::string>()))["type"],
            "SPLIT");
}

TEST_P(RegistryTest, CorrectionChangesThePastAndReadTimeStillShowsWhatWasKnown) {
  const json before = Ok(cluster_->Get("/v1/organizations/330211"));
  const json refused =
      cluster_
          ->Post("/v1/organizations/330211:correct",
                 {{"organization", {{"placements", json::array()}}}, {"updateMask", "placements"}})
          .Json();
  EXPECT_THAT(refused.dump(), HasSubstr("REASON_REQUIRED"));
  Ok(cluster_->Post("/v1/organizations/330211:correct",
                    {{"organization",
                      {{"placements",
                        {{{"parent", "organizations/330200"}, {"to", Day(2019, 1, 1)}},
                         {{"parent", "organizations/330100"}, {"from", Day(2019, 1, 1)}}}}}},
                     {"updateMask", "placements"},
                     {"reason", "登记时漏记2019年的隶属调整"}}));
  EXPECT_EQ(Ok(cluster_->Get("/v1/organizations/330211"))["parent"], "organizations/330100");
  const std::string known = before["updateTime"];
  EXPECT_EQ(Ok(cluster_->Get("/v1/organizations/330211?readTime=" + known))["parent"],
            "organizations/330200");
  const json events = Ok(cluster_->Get("/v1/organizationEvents?filter=type%20%3D%20CORRECT"));
  EXPECT_EQ(events["organizationEvents"][0]["reason"], "登记时漏记2019年的隶属调整");
  EXPECT_EQ(events["organizationEvents"][0]["actor"], "root");
}

TEST_P(RegistryTest, BatchTakesTheGoodRowsAndNamesTheOthers) {
  const json partial = Ok(cluster_->PostCsv("/v1/organizations:batchImport?partialSuccess=true",
                                            "code,name,level,kind,parent,from,aliases\n"
                                            "330212,丁区教育局,COUNTY,,330200,2000-01-01,丁区\n"
                                            "330213,戊区教育局,县城,,330200,2000-01-01,\n"
                                            "2133000009,小学九,SCHOOL,,330213,2000-01-01,\n"));
  EXPECT_EQ(partial["createdCount"], 1);
  EXPECT_EQ(partial["failedCount"], 2);
  ASSERT_EQ(partial["errors"].size(), 2u) << partial;
  EXPECT_EQ(partial["errors"][0]["row"], 2);
  EXPECT_EQ(partial["errors"][0]["column"], "level");
  EXPECT_EQ(partial["errors"][0]["cell"], "县城");
  EXPECT_EQ(partial["errors"][1]["reason"], "PARENT_FAILED");
  EXPECT_EQ(cluster_->Get("/v1/organizations/330212").status, 200);
  EXPECT_EQ(cluster_->Get("/v1/organizations/330213").status, 404);
}

TEST_P(RegistryTest, ExportImportsIntoAnotherRegistryAsItIs) {
  const HttpReply csv = cluster_->Get("/v1/organizations:export?format=CSV");
  ASSERT_EQ(csv.status, 200) << csv.body;
  EXPECT_THAT(csv.headers.at("content-type"), HasSubstr("text/csv"));
  Cluster other({.database = GetParam()});
  const json loaded = Ok(other.PostCsv("/v1/organizations:batchImport", csv.body));
  EXPECT_EQ(loaded["createdCount"], 7);
  EXPECT_EQ(other.Get("/v1/organizations:export?format=CSV").body, csv.body);
  const HttpReply lines =
      cluster_->Get("/v1/organizations:export?format=NDJSON&under=organizations/330200");
  ASSERT_EQ(lines.status, 200);
  EXPECT_EQ(json::parse(lines.body.substr(0, lines.body.find('\n')))["name"],
            "organizations/330200");
}

TEST_P(RegistryTest, SearchFindsByNameFormerNameAliasAndInitials) {
  Ok(cluster_->Send({.method = "PATCH",
                     .target = "/v1/organizations/330100",
                     .body = R"({"displayName":"杭州市教育局","aliases":["杭教"]})"}));
  const auto found = [&](const std::string& query) {
    std::vector<std::string> ids;
    const json reply = Ok(cluster_->Get("/v1/organizations:search?query=" + query));
    for (const json& match : reply["matches"])
      ids.push_back(Cat(match["organization"]["name"].get<std::string>().substr(14), " ",
                        match["field"].get<std::string>()));
    return ids;
  };
  EXPECT_THAT(found("%E6%9D%AD%E5%B7%9E"), ElementsAre("330100 NAME"));   // 杭州
  EXPECT_THAT(found("%E6%9D%AD%E6%95%99"), ElementsAre("330100 ALIAS"));  // 杭教
  EXPECT_THAT(found("hzsjyj"), ElementsAre("330100 PINYIN"));
  EXPECT_THAT(found("%E7%BB%84%E7%BB%87330100"), ElementsAre("330100 FORMER_NAME"));  // 组织330100
  EXPECT_THAT(found("330211"), ElementsAre("330211 CODE"));
}

TEST_P(RegistryTest, ParticipantsAreThoseOfThePeriodsEnd) {
  Ok(cluster_->Post("/v1/organizations/330211:move",
                    {{"parent", "organizations/330100"}, {"effectiveOn", Day(2022, 3, 1)}}));
  const auto of = [&](const std::string& city, const std::string& period) {
    return Ids(Ok(cluster_->Get("/v1/organizations/" + city + ":participants?period=" + period +
                                "&level=COUNTY"))["organizations"]);
  };
  EXPECT_THAT(of("330100", "2021-H2"), ElementsAre("330110"));
  EXPECT_THAT(of("330200", "2021-H2"), ElementsAre("330211"));
  EXPECT_THAT(of("330100", "2022-H1"), ElementsAre("330110", "330211"));
  EXPECT_THAT(of("330200", "2022-H1"), ElementsAre());
}

TEST_P(RegistryTest, SectionsBelongToTheirBureau) {
  const json section = Ok(cluster_->Post("/v1/organizations/330110/sections",
                                         {{"displayName", "基础教育科"}, {"aliases", {"基教科"}}}));
  EXPECT_EQ(section["kind"], "INTERNAL");
  EXPECT_EQ(
      cluster_->Post("/v1/organizations/330110/sections", {{"displayName", "基础教育科"}}).status,
      409);
  const std::string name = section["name"];
  EXPECT_EQ(cluster_->Send({.method = "DELETE", .target = "/v1/" + name}).status, 200);
  EXPECT_EQ(Ok(cluster_->Get("/v1/organizations/330110/sections"))["sections"].size(), 0u);
}

}  // namespace
}  // namespace eduplan::test
