// S9: units, rounding, words. S10: workbooks, rankings and retries on deadline night.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

json In(const std::string& indicator, const std::string& value, const std::string& unit) {
  return {{"indicator", indicator}, {"value", value}, {"unit", unit}};
}

TEST_P(ScenarioTest, S9UnitsAreConvertedExactlyAndRoundedHonestly) {
  World w = world();
  w.Register({{"230000", "PROVINCE", ""},
              {"230100", "CITY", "230000"},
              {"230101", "COUNTY", "230100"},
              {"230102", "COUNTY", "230100"},
              {"230103", "COUNTY", "230100"}});
  Post("/v1/indicators", {{"code", "boarders"},
                          {"displayName", "寄宿学生"},
                          {"unit", "万人"},
                          {"decimals", 1},
                          {"temporalKind", "STOCK"},
                          {"aggregation", "SUM"}});
  w.WriteValues("230101", "2021-H1",
                {In("preschool-fund", "2500", "万元"), In("boarders", "4449", "人")});
  w.WriteValues("230102", "2021-H1",
                {In("preschool-fund", "6700000", "元"), In("boarders", "4449", "人")});
  w.WriteValues("230103", "2021-H1",
                {In("preschool-fund", "0.05", "亿元"), In("boarders", "4449", "人")});
  EXPECT_EQ(Value("230100", "2021-H1", "preschool-fund"), "3670");  // 2500 + 670 + 500
  // 0.4449 three times is 1.3347: 0.4 + 0.4 + 0.4 prints 1.2, the total 1.3.
  const json table = Post("/v1/rollups:query", {{"organizations", {"organizations/230100"}},
                                                {"childrenOf", "organizations/230100"},
                                                {"periods", {"2021-H1"}},
                                                {"indicators", {"boarders"}}});
  ASSERT_EQ(table["rollups"].size(), 4u) << table;
  const json& city = table["rollups"][0]["cells"][0];
  EXPECT_EQ(city["value"], "1.3347");
  EXPECT_EQ(city["text"], "1.3万人");
  EXPECT_TRUE(Remarks(city, "因四舍五入，分项之和与合计不等")) << city;
  for (int county = 1; county <= 3; ++county) {
    EXPECT_EQ(table["rollups"][county]["cells"][0]["text"], "0.4万人");
  }
  // 人次 count visits, not people: nothing is added to them that was counted otherwise.
  w.WriteValues("230101", "2021-06", {In("hazard-patrols", "2725", "人次")});
  ExpectRefused(
      cluster().Post("/v1/organizations/230102/values:batchUpdate",
                     {{"period", "2021-06"}, {"values", {In("hazard-patrols", "90", "人")}}}),
      400, {"人次", "values[0].unit"});
}

TEST_P(ScenarioTest, S9WordsSayPointsForRatesAndNoPercentageOfNothing) {
  World w = world();
  w.Register(
      {{"240000", "PROVINCE", ""}, {"240100", "CITY", "240000"}, {"240101", "COUNTY", "240100"}});
  const std::string coverage = "kg-inclusive-coverage";
  w.WriteValues("240101", "2020-H1", json::array({Parts(coverage, "1999", "2000")}));
  EXPECT_EQ(Total("240101", "2020-H1", coverage)["text"], "99.95%");  // all would be 100
  w.WriteValues("240101", "2021-H1", json::array({Parts(coverage, "976", "1000")}));
  w.WriteValues("240101", "2022-H1", json::array({Parts(coverage, "987", "1000")}));
  const json risen = Total("240101", "2022-H1", coverage, "compare=LAST_YEAR")["comparison"];
  EXPECT_EQ(risen["lastYear"], "97.6");
  EXPECT_EQ(risen["lastYearDifference"], "1.1");
  EXPECT_EQ(risen["text"], "同比提高1.1个百分点");
  w.Write("240101", "2021-H1", {{"new-seats", "0"}});
  w.Write("240101", "2022-H1", {{"new-seats", "10"}});
  const json seats = Total("240101", "2022-H1", "new-seats", "compare=LAST_YEAR")["comparison"];
  EXPECT_EQ(seats["lastYearDifference"], "10");
  EXPECT_EQ(seats.value("lastYearGrowth", ""), "");
  EXPECT_EQ(seats.dump().find('%'), std::string::npos) << seats;

  w.Write("240101", "2021-H1", {{"preschool-fund", "-0.125"}});
  EXPECT_EQ(Total("240101", "2021-H1", "preschool-fund")["text"], "-0.13万元");
  w.Write("240101", "2021-H1", {{"preschool-fund", "2500"}});
  const json slipped = w.Write("240101", "2022-H1", {{"preschool-fund", "25000000"}});
  const json finding = FindingOf(slipped["findings"], "LIKELY_UNIT_SLIP");
  ASSERT_TRUE(finding.is_object()) << slipped;
  EXPECT_EQ(finding["severity"], "WARNING");
  EXPECT_NE(finding["message"].get<std::string>().find("×10,000 of the 2500"), std::string::npos);
  EXPECT_NE(finding["messageZh"].get<std::string>().find("疑似按“元”填报"), std::string::npos);
}

// Ten counties of a city, 3701xx, of which all but the last have filed.
class ScenarioTenTest : public ScenarioTest {
 protected:
  void SetUp() override {
    ScenarioTest::SetUp();
    std::string csv =
        "code,name,level,kind,parent,from\n"
        "370000,省,PROVINCE,BUREAU,,2000-01-01\n"
        "370100,市,CITY,BUREAU,370000,2000-01-01\n";
    for (int i = 1; i <= 10; ++i)
      csv += Cat(County(i), ",县", i, ",COUNTY,BUREAU,370100,2000-01-01\n");
    // The same again for each test of the suite.
    Ok(cluster().PostCsv("/v1/organizations:batchImport", csv));
  }
  static std::string County(int i) { return Cat(370100 + i); }
};
EDUPLAN_OVER_DATABASES(ScenarioTenTest);

TEST_P(ScenarioTenTest, S10TotalsSayWhoIsMissingAndRankingsKeepToTheRules) {
  World w = world();
  w.Write("370100", "2025-H1", {{"new-seats", "0"}});
  for (int i = 1; i <= 9; ++i) w.Write(County(i), "2025-H1", {{"new-seats", Cat(i * 10)}});
  const json cell = Total("370100", "2025-H1", "new-seats");
  EXPECT_EQ(cell["value"], "450");  // 10 + 20 + … + 90
  EXPECT_TRUE(Remarks(cell, "缺报1家")) << cell;
  EXPECT_EQ(Explain("370100", "2025-H1", "new-seats")["missing"],
            json::array({Organization(County(10))}));
  const json ranked = Get("/v1/organizations/370100/rollups/2025-H1:rank?indicator=new-seats");
  ASSERT_EQ(ranked["places"].size(), 10u);
  EXPECT_EQ(ranked["places"][0]["organization"], Organization(County(9)));
  EXPECT_EQ(ranked["places"][0]["text"], "居首位");
  EXPECT_EQ(ranked["places"][9].value("rank", 0), 0);
  ExpectRefused(
      cluster().Get("/v1/organizations/370100/rollups/2025-H1:rank?indicator=gaokao-bachelor-rate"),
      400, {"NOT_RANKABLE", "PROHIBITED"});
}

TEST_P(ScenarioTenTest, S10SixtyRetriesOfASubmissionAreOneVersion) {
  const std::string late = County(6);
  world().Write(late, "2025-H2", {{"new-seats", "60"}});
  const std::string seal = Cat("/v1/organizations/", late, "/seals/2025-H2");
  const std::string token = cluster().Token(late, "reporter");
  const json move = {{"transition", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d"},
                     {"target", "SUBMITTED"},
                     {"reason", "报送"}};
  json first;
  for (int i = 0; i < 60; ++i) {
    const json moved = Ok(cluster().Send(
        {.method = "POST", .target = seal + ":transition", .body = move.dump(), .token = token}));
    if (i == 0) first = moved;
    EXPECT_EQ(moved, first);
  }
  EXPECT_EQ(first["state"], "SUBMITTED");
  EXPECT_EQ(Get(seal + ":versions")["seals"].size(), 1u);
}

TEST_P(ScenarioTenTest, S10AnOldWorkbookIsRefusedNamingBothVersions) {
  const auto member = [](const char* code) { return json({{"indicator", code}}); };
  const json v1 = Post("/v1/indicatorSets?indicatorSetId=half-year",
                       {{"displayName", "教育民生半年报"}, {"members", {member("new-seats")}}});
  EXPECT_EQ(v1["version"], 1);
  const std::string own = Cat("/v1/organizations/", County(1), "/values:");
  const HttpReply workbook =
      cluster().Get(Cat(own, "workbook?period=2025-H1&indicatorSet=indicatorSets/half-year"));
  ASSERT_EQ(workbook.status, 200) << workbook.body;
  const auto upload = [&] {
    return cluster().Send({.method = "POST",
                           .target = own + "uploadWorkbook",
                           .body = workbook.body,
                           .content_type = workbook.headers.at("content-type")});
  };
  EXPECT_EQ(upload().status, 200) << upload().body;
  const json v2 = Ok(cluster().Send(
      {.method = "PATCH",
       .target = "/v1/indicatorSets/half-year",
       .body = json({{"members", {member("new-seats"), member("schools-opened")}}}).dump()}));
  EXPECT_EQ(v2["version"], 2);
  ExpectRefused(upload(), 400, {"WORKBOOK_MISMATCH", "v1", "v2", "教育民生半年报"});
}

}  // namespace
}  // namespace eduplan::test
