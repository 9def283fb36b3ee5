// Scenarios with numbers worked out by hand, played over HTTP against the real processes.

#include <gtest/gtest.h>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

class ScenariosTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  static void SetUpTestSuite() {
    clusters_ = new std::map<DatabaseKind, std::unique_ptr<Cluster>>();
  }
  static void TearDownTestSuite() { delete clusters_; }
  void SetUp() override {
    std::unique_ptr<Cluster>& cluster = (*clusters_)[GetParam()];
    if (cluster == nullptr) {
      cluster = std::make_unique<Cluster>(Cluster::Options{.database = GetParam()});
      World(*cluster).LoadCatalogue();
    }
    cluster_ = cluster.get();
  }
  World world() { return World(*cluster_); }
  json Explain(const std::string& organization, const std::string& period,
               const std::string& indicator) {
    const HttpReply reply = cluster_->Get(Cat("/v1/organizations/", organization, "/rollups/",
                                              period, ":explain?indicator=", indicator));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json();
  }

  static std::map<DatabaseKind, std::unique_ptr<Cluster>>* clusters_;
  Cluster* cluster_ = nullptr;
};
std::map<DatabaseKind, std::unique_ptr<Cluster>>* ScenariosTest::clusters_ = nullptr;
INSTANTIATE_TEST_SUITE_P(Databases, ScenariosTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

bool HasFinding(const json& reply, const std::string& reason, const std::string& severity) {
  for (const json& finding : reply["findings"]) {
    if (finding["reason"] == reason && finding["severity"] == severity) return true;
  }
  return false;
}

TEST_P(ScenariosTest, S1OwnPartMissingZeroAndNotApplicable) {
  World w = world();
  w.Register({{"110000", "PROVINCE", ""},
              {"110100", "CITY", "110000"},
              {"110101", "COUNTY", "110100"},
              {"110102", "COUNTY", "110100"},
              {"110103", "COUNTY", "110100"},
              {"110104", "COUNTY", "110100"},
              {"110105", "COUNTY", "110100"},
              {"110106", "COUNTY", "110100"},
              {"110171", "ZONE", "110100"}});
  w.Write("110101", "2021-H1",
          {{"new-seats", "4170"},
           {"new-seats-kg", "2100"},
           {"new-seats-primary", "1120"},
           {"new-seats-junior", "950"},
           {"new-seats-senior", "0"}});
  w.Write("110102", "2021-H1", {{"new-seats", "1200"}});
  w.Write("110103", "2021-H1", {{"new-seats", "0"}});
  w.WriteValues("110105", "2021-H1", {{{"indicator", "new-seats"}, {"notApplicable", true}}});
  w.Write("110106", "2021-H1", {{"new-seats", "860"}});
  w.Write("110171", "2021-H1", {{"new-seats", "300"}});
  w.Write("110100", "2021-H1", {{"new-seats", "540"}});
  // 4170 + 1200 + 0 + 860 + 300 + 540
  const json cell = w.Cell("110100", "2021-H1", "new-seats");
  EXPECT_EQ(cell["value"], "7070");
  EXPECT_EQ(cell["completeness"]["expected"], 7);
  EXPECT_EQ(cell["completeness"]["reported"], 6);
  EXPECT_EQ(cell["completeness"]["missing"], 1);
  EXPECT_EQ(cell["completeness"]["notApplicable"], 1);
  EXPECT_EQ(w.Value("110000", "2021-H1", "new-seats"), "7070");
  const json explained = Explain("110100", "2021-H1", "new-seats");
  EXPECT_EQ(explained["missing"], json::array({"organizations/110104"}));
  EXPECT_EQ(explained["contributors"][0]["ownPart"], true);
  EXPECT_EQ(explained["contributors"][0]["value"], "540");

  // The whole typed as 本级: 4170 + 1200 + 0 + 860 + 300 + 7070, and a warning against the 6530
  // below.
  const json whole = w.Write("110100", "2021-H1", {{"new-seats", "7070"}});
  EXPECT_EQ(w.Value("110100", "2021-H1", "new-seats"), "13600");
  EXPECT_TRUE(HasFinding(whole, "WHOLE_AS_OWN_PART", "WARNING")) << whole;
  EXPECT_EQ(whole["findings"][0]["expected"], "6530");

  // 2100 + 1120 + 960 + 0 = 4180, ten more than 4170.
  const json parts = w.Write("110101", "2021-H1", {{"new-seats-junior", "960"}});
  ASSERT_TRUE(HasFinding(parts, "PARTS_DO_NOT_ADD_UP", "ERROR")) << parts;
  EXPECT_EQ(parts["findings"][0]["found"], "4170");
  EXPECT_EQ(parts["findings"][0]["expected"], "4180");
  EXPECT_EQ(parts["findings"][0]["difference"], "-10");
}

TEST_P(ScenariosTest, S2RatiosAddTheirParts) {
  World w = world();
  w.Register({{"120000", "PROVINCE", ""},
              {"120100", "CITY", "120000"},
              {"120101", "COUNTY", "120100"},
              {"120102", "COUNTY", "120100"},
              {"120103", "COUNTY", "120100"}});
  const auto parts = [](const char* indicator, const char* numerator, const char* denominator) {
    return json::array({{{"indicator", indicator},
                         {"parts", {{"numerator", numerator}, {"denominator", denominator}}}}});
  };
  w.WriteValues("120101", "2021-H1", parts("kg-inclusive-coverage", "8100", "9000"));
  w.WriteValues("120102", "2021-H1", parts("kg-inclusive-coverage", "600", "1000"));
  w.WriteValues("120103", "2021-H1",
                {{{"indicator", "kg-inclusive-coverage"}, {"rateOnly", "85.0"}}});
  json cell = w.Cell("120100", "2021-H1", "kg-inclusive-coverage");
  EXPECT_EQ(cell["value"], "87.0");  // 8700 / 10000, not the mean 75.0 or 78.3
  EXPECT_EQ(cell["numerator"], "8700");
  EXPECT_EQ(cell["denominator"], "10000");
  EXPECT_EQ(cell["completeness"]["expected"], 3);
  EXPECT_EQ(cell["completeness"]["rateOnly"], 1);
  const json explained = Explain("120100", "2021-H1", "kg-inclusive-coverage");
  EXPECT_EQ(explained["contributors"][2]["status"], "RATE_ONLY");
  EXPECT_EQ(explained["contributors"][2]["value"], "85");
  // (8100 + 600 + 3400) / (9000 + 1000 + 4000) = 12100 / 14000 = 86.42…%
  w.WriteValues("120103", "2021-H1", parts("kg-inclusive-coverage", "3400", "4000"));
  EXPECT_EQ(w.Value("120100", "2021-H1", "kg-inclusive-coverage"), "86.4");
  // The same children cannot be 4000 and 4100.
  const HttpReply refused =
      cluster_->Post("/v1/organizations/120103/values:batchUpdate",
                     {{"period", "2021-H1"}, {"values", parts("kg-public-share", "1000", "4100")}});
  EXPECT_EQ(refused.status, 400) << refused.body;
  EXPECT_NE(refused.body.find("DENOMINATOR_CONFLICT"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("4000 ≠ 4100"), std::string::npos) << refused.body;
  // "162所，比例达97.6%" agrees with 166 kindergartens: 162 / 166 = 97.59…
  w.WriteValues("120101", "2021-H1", parts("kg-standard-share", "162", "166"));
  EXPECT_EQ(w.Value("120101", "2021-H1", "kg-standard-share"), "97.6");
}

TEST_P(ScenariosTest, S3CumulativesFlowsAndStocksOverTime) {
  World w = world();
  w.Register(
      {{"130000", "PROVINCE", ""}, {"130100", "CITY", "130000"}, {"130101", "COUNTY", "130100"}});
  w.Write("130101", "2021-03", {{"safety-drills", "310"}});
  w.Write("130101", "2021-06", {{"safety-drills", "560"}});
  w.Write("130101", "2021-09", {{"safety-drills", "700"}});
  w.Write("130101", "2021-12", {{"safety-drills", "768"}});
  EXPECT_EQ(w.Value("130100", "2021-Q2", "safety-drills"), "250");  // 560 - 310
  EXPECT_EQ(w.Value("130100", "2021-H2", "safety-drills"), "208");  // 768 - 560
  EXPECT_EQ(w.Value("130100", "2021", "safety-drills"), "768");     // not 2338
  w.Write("130101", "2021-06", {{"safety-drills", "550"}});
  EXPECT_EQ(w.Value("130100", "2021-Q2", "safety-drills"), "240");
  EXPECT_EQ(w.Value("130100", "2021-H2", "safety-drills"), "218");
  EXPECT_EQ(w.Value("130100", "2021", "safety-drills"), "768");
  w.Write("130101", "2021-H1", {{"new-seats", "1800"}, {"kg-children", "10000"}});
  w.Write("130101", "2021-H2", {{"new-seats", "2370"}, {"kg-children", "9600"}});
  EXPECT_EQ(w.Value("130100", "2021", "new-seats"), "4170");
  EXPECT_EQ(w.Value("130100", "2021", "kg-children"), "9600");
  // A cumulative of 690 in December is below September's 700.
  const json fallen = w.Write("130101", "2021-12", {{"safety-drills", "690"}});
  EXPECT_TRUE(HasFinding(fallen, "BELOW_PREVIOUS_PERIOD", "ERROR")) << fallen;
}

TEST_P(ScenariosTest, S8DirectCountiesDepthAndEntryLevel) {
  World w = world();
  w.Register({{"420000", "PROVINCE", ""},
              {"420100", "CITY", "420000"},
              {"420500", "CITY", "420000"},
              {"429004", "COUNTY", "420000"},
              {"429005", "COUNTY", "420000"}});
  w.Write("420100", "2021-H1", {{"new-seats", "4000"}});
  w.Write("420500", "2021-H1", {{"new-seats", "1500"}});
  w.Write("429004", "2021-H1", {{"new-seats", "200"}});
  w.Write("429005", "2021-H1", {{"new-seats", "150"}});
  const json province = w.Cell("420000", "2021-H1", "new-seats");
  EXPECT_EQ(province["value"], "5850");  // 4000 + 1500 + 200 + 150; 5500 through cities only
  EXPECT_EQ(province["completeness"]["expected"], 4);

  w.Register({{"430000", "PROVINCE", ""},
              {"430100", "CITY", "430000"},
              {"430101", "COUNTY", "430100"},
              {"430102", "COUNTY", "430100"},
              {"2143000001", "SCHOOL", "430101"},
              {"2143000002", "SCHOOL", "430101"}});
  w.Write("430101", "2021-H1", {{"new-seats", "1200"}});
  w.Write("2143000001", "2021-H1", {{"new-seats", "500"}});
  w.Write("2143000002", "2021-H1", {{"new-seats", "400"}});
  w.Write("430102", "2021-H1", {{"new-seats", "600"}});
  w.Write("430100", "2021-H1", {{"new-seats", "540"}});
  EXPECT_EQ(w.Value("430101", "2021-H1", "new-seats"), "1200");  // not 1200 + 900 = 2100
  EXPECT_EQ(w.Value("430100", "2021-H1", "new-seats"), "2340");  // 540 + 1200 + 600
  const json explained = Explain("430100", "2021-H1", "new-seats");
  EXPECT_EQ(explained["contributors"][1]["undistributed"], "300");  // 1200 - 900
  EXPECT_EQ(explained["reconciliation"], "本级540 + 下级1800 = 合计2340");
}

TEST_P(ScenariosTest, AValueKeepsItsHistoryAndCanBeReadAsItWasKnown) {
  World w = world();
  w.Register({{"140000", "PROVINCE", ""}, {"140101", "COUNTY", "140000"}});
  w.Write("140101", "2021-H1", {{"new-seats", "100"}});
  const json before =
      cluster_->Get("/v1/organizations/140000/rollups/2021-H1?indicators=new-seats").Json();
  w.Write("140101", "2021-H1", {{"new-seats", "130"}});
  const std::string then = before["asOf"]["time"];
  EXPECT_EQ(w.Value("140000", "2021-H1", "new-seats"), "130");
  const json old =
      cluster_
          ->Get(
              Cat("/v1/organizations/140000/rollups/2021-H1?indicators=new-seats&readTime=", then))
          .Json();
  EXPECT_EQ(old["cells"][0]["value"], "100");
  const json versions =
      cluster_->Get("/v1/organizations/140101/values:versions?indicator=new-seats&period=2021-H1")
          .Json();
  ASSERT_EQ(versions["values"].size(), 2u);
  EXPECT_EQ(versions["values"][0]["value"], "130");
  EXPECT_EQ(versions["values"][1]["value"], "100");
}

TEST_P(ScenariosTest, ACountyThatMovesTakesItsPeriodsWithTheTreeOfTheirDay) {
  World w = world();
  w.Register({{"150000", "PROVINCE", ""},
              {"150100", "CITY", "150000"},
              {"150200", "CITY", "150000"},
              {"150101", "COUNTY", "150100"},
              {"150201", "COUNTY", "150200"}});
  w.Write("150101", "2021-H1", {{"new-seats", "10"}});
  w.Write("150101", "2022-H1", {{"new-seats", "20"}});
  w.Write("150201", "2022-H1", {{"new-seats", "5"}});
  EXPECT_EQ(w.Value("150100", "2022-H1", "new-seats"), "20");
  const HttpReply moved =
      cluster_->Post("/v1/organizations/150101:move",
                     {{"parent", "organizations/150200"},
                      {"effectiveOn", {{"year", 2022}, {"month", 1}, {"day", 1}}}});
  ASSERT_EQ(moved.status, 200) << moved.body;
  // Within a second every reader sees the new tree.
  for (int i = 0; i < 100 && w.Value("150200", "2022-H1", "new-seats") != "25"; ++i) usleep(10000);
  EXPECT_EQ(w.Value("150200", "2022-H1", "new-seats"), "25");
  EXPECT_EQ(w.Value("150100", "2022-H1", "new-seats"), "");
  EXPECT_EQ(w.Value("150100", "2021-H1", "new-seats"), "10");
  EXPECT_EQ(w.Value("150000", "2022-H1", "new-seats"), "25");
}

}  // namespace
}  // namespace eduplan::test
